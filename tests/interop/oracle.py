# SPDX-License-Identifier: Apache-2.0
"""Tells which cipher suites a TLS server accepts, by brute force: one suite a connection.

The truth that the scanner is compared with. It shares nothing with the C++ code: the hellos are put together here,
from the RFCs, and the codes come from a list of IANA's. Slow on a real network and rude to a real server; made for
loopback.

  python3 oracle.py HOST:PORT [--versions TLSv1.2,...] [--codes 0xC02F,...]

prints a JSON object: {"TLSv1.2": ["0x002F", ...], ...}, every version with the accepted codes.
"""

import argparse
import concurrent.futures
import csv
import json
import os
import pathlib
import socket
import struct

VERSIONS = {
    "SSLv2": 0x0002,
    "SSLv3": 0x0300,
    "TLSv1.0": 0x0301,
    "TLSv1.1": 0x0302,
    "TLSv1.2": 0x0303,
    "TLSv1.3": 0x0304,
}
# The SSL 2.0 protocol specification, Netscape 1995, section 4.2, and what SSLeay's ssl2.h added.
SSL2_KINDS = [0x010080, 0x020080, 0x030080, 0x040080, 0x050080, 0x060040, 0x0700C0]
SSL2_KINDS += [0x060140, 0x0701C0, 0x080080, 0xFF8000, 0xFF8010]
# Deployed once, never assigned: export-1024 and its neighbours, FIPS suites of Netscape, the first ChaCha20 draft.
UNASSIGNED = [*range(0x0060, 0x0067), 0xFEFE, 0xFEFF, 0xFFE0, 0xFFE1, 0xCC13, 0xCC14, 0xCC15]
EMPTY_RENEGOTIATION_INFO_SCSV = 0x00FF
FALLBACK_SCSV = 0x5600

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
IANA_CIPHER_SUITES = REPOSITORY / "tls/registry/sources/tls-parameters-4.csv"


def iana_codes():
    """Every assigned code of IANA's "TLS Cipher Suites", signalling values left out."""
    codes = []
    with open(IANA_CIPHER_SUITES, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            octets = row["Value"].split(",")
            if len(octets) == 2 and row["Description"].startswith("TLS_"):
                codes.append(int(octets[0], 16) << 8 | int(octets[1], 16))
    return [code for code in codes if code not in (EMPTY_RENEGOTIATION_INFO_SCSV, FALLBACK_SCSV)]


def all_codes(version):
    if version == "SSLv2":
        return SSL2_KINDS
    return sorted({*iana_codes(), *UNASSIGNED})


def accepted_suites(address, versions=None, codes=None, threads=16, timeout=600.0):
    """The truth about the server at (host, port): {version: sorted accepted codes}."""
    cells = [
        (version, code)
        for version in versions or VERSIONS
        for code in (codes or all_codes(version))
        if (code > 0xFFFF) == (version == "SSLv2")
    ]
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        answers = list(pool.map(lambda cell: accepts(address, *cell, timeout), cells))
    truth = {version: [] for version in versions or VERSIONS}
    for (version, code), answer in zip(cells, answers):
        if answer:
            truth[version].append(code)
    return {version: sorted(found) for version, found in truth.items()}


def accepts(address, version, code, timeout=600.0):
    """Whether the server answers a hello for this version and suite with a ServerHello that names both."""
    hello = ssl2_client_hello(code) if version == "SSLv2" else client_hello(version, code)
    with socket.create_connection(address, timeout) as connection:
        # A reset at the end: thousands of connections in a minute would otherwise fill the table with TIME-WAIT.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        try:
            connection.sendall(hello)
            if version == "SSLv2":
                return code in ssl2_server_kinds(connection)
            return server_selection(connection) == (VERSIONS[version], code)
        except (ConnectionError, EOFError):
            return False


def client_hello(version, code, groups=None, extras=()):
    """`groups` up to TLS 1.2, in place of GROUPS; `extras` are more extensions, (type, octets)."""
    wire_version = min(VERSIONS[version], 0x0303)
    extensions = [
        (0x000A, vector16(b"".join(u16(group) for group in groups or GROUPS))),
        (0x000B, vector8(b"\x00")),
        *extras,
    ]
    if version in ("TLSv1.2", "TLSv1.3"):
        extensions.append((0x000D, vector16(b"".join(u16(scheme) for scheme in SIGNATURE_SCHEMES))))
    if version == "TLSv1.3":
        # RFC 8446 4.2.8; a share for each group that is offered, so that no server has to ask for another hello.
        shares = b"".join(u16(group) + vector16(share) for group, share in KEY_SHARES.items())
        extensions[0] = (0x000A, vector16(b"".join(u16(group) for group in KEY_SHARES)))
        extensions += [(0x002B, vector8(u16(0x0304))), (0x002D, vector8(b"\x01")), (0x0033, vector16(shares))]
    body = (
        u16(wire_version)
        + os.urandom(32)
        + vector8(os.urandom(32) if version == "TLSv1.3" else b"")
        + vector16(u16(code) + u16(EMPTY_RENEGOTIATION_INFO_SCSV))
        + vector8(b"\x00")
        + vector16(b"".join(u16(kind) + vector16(content) for kind, content in extensions))
    )
    handshake = b"\x01" + len(body).to_bytes(3, "big") + body
    return b"\x16" + u16(min(wire_version, 0x0301)) + vector16(handshake)


def ssl2_client_hello(kind):
    """CLIENT-HELLO of the SSL 2.0 specification, section 2.5, in a record with a two-octet header."""
    body = b"\x01" + u16(0x0002) + u16(3) + u16(0) + u16(16) + kind.to_bytes(3, "big") + os.urandom(16)
    return u16(0x8000 | len(body)) + body


def server_selection(connection):
    """(version, suite) of the ServerHello; None for any other answer."""
    handshake = b""
    while len(handshake) < 4 or len(handshake) < 4 + int.from_bytes(handshake[1:4], "big"):
        kind, _, length = struct.unpack("!BHH", receive(connection, 5))
        fragment = receive(connection, length)
        if kind == 0x15 and fragment[:1] == b"\x01":
            continue  # a warning is not an answer
        if kind != 0x16:
            return None
        handshake += fragment
        if handshake[0] != 0x02:
            return None
    body = handshake[4 : 4 + int.from_bytes(handshake[1:4], "big")]
    version = int.from_bytes(body[0:2], "big")
    rest = body[35 + body[34] :]
    suite = int.from_bytes(rest[0:2], "big")
    extensions = rest[5:]
    while len(extensions) >= 4:
        kind, length = struct.unpack("!HH", extensions[:4])
        if kind == 0x002B:  # supported_versions, RFC 8446 4.2.1
            version = int.from_bytes(extensions[4:6], "big")
        extensions = extensions[4 + length :]
    return version, suite


def ssl2_server_kinds(connection):
    """The cipher kinds of a SERVER-HELLO (section 2.6); none for any other answer."""
    head = int.from_bytes(receive(connection, 2), "big")
    if not head & 0x8000:
        return []
    body = receive(connection, head & 0x7FFF)
    if len(body) < 11 or body[0] != 0x04:
        return []
    certificate, specs = struct.unpack("!HH", body[5:9])
    kinds = body[11 + certificate : 11 + certificate + specs]
    return [int.from_bytes(kinds[at : at + 3], "big") for at in range(0, len(kinds), 3)]


def receive(connection, length):
    octets = b""
    while len(octets) < length:
        more = connection.recv(length - len(octets))
        if not more:
            raise EOFError
        octets += more
    return octets


def u16(value):
    return value.to_bytes(2, "big")


def vector8(content):
    return bytes([len(content)]) + content


def vector16(content):
    return u16(len(content)) + content


# Named curves of RFC 8422 and its ancestor RFC 4492, RFC 7027, FFDHE of RFC 7919.
GROUPS = [0x001D, 0x0017, 0x0018, 0x0019, 0x001E, *range(0x0001, 0x0017), 0x001A, 0x001B, 0x001C, *range(0x0100, 0x0105)]
# RFC 5246 7.4.1.4.1: each hash from MD5 to SHA-512 with RSA, DSA and ECDSA; RFC 8446: PSS and EdDSA.
SIGNATURE_SCHEMES = [hash_ << 8 | key for hash_ in (4, 5, 6, 3, 2, 1) for key in (1, 3, 2)]
SIGNATURE_SCHEMES += [0x0804, 0x0805, 0x0806, 0x0807, 0x0808, 0x0809, 0x080A, 0x080B]
# Public keys that are valid points: RFC 7748's base point, and the generators of SEC 2.
KEY_SHARES = {
    0x001D: bytes([9]) + bytes(31),
    0x0017: bytes.fromhex(
        "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
        "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
    ),
    0x0018: bytes.fromhex(
        "04aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7"
        "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f"
    ),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address", metavar="HOST:PORT")
    parser.add_argument("--versions", type=lambda text: text.split(","))
    parser.add_argument("--codes", type=lambda text: [int(code, 16) for code in text.split(",")])
    parser.add_argument("--threads", type=int, default=16)
    options = parser.parse_args()
    host, port = options.address.rsplit(":", 1)
    truth = accepted_suites((host, int(port)), options.versions, options.codes, options.threads)
    print(json.dumps({version: [f"0x{code:04X}" if code <= 0xFFFF else f"0x{code:06X}" for code in codes]
                      for version, codes in truth.items()}))  # fmt: skip


if __name__ == "__main__":
    main()
