# SPDX-License-Identifier: Apache-2.0
"""Reads ClientHellos and writes what a server says to them: enough for a server that never finishes a handshake.

Shares nothing with the C++ code; put together from Hickman's SSL 2.0 (1995), RFC 6101, RFC 5246 and RFC 8446.
"""

import dataclasses
import functools
import random
import struct

import oracle

VERSIONS = oracle.VERSIONS
NAMES = {number: name for name, number in VERSIONS.items()}
ALERT, HANDSHAKE = 0x15, 0x16
SERVER_NAME, SUPPORTED_GROUPS, EC_POINT_FORMATS, SIGNATURE_ALGORITHMS = 0, 10, 11, 13
ENCRYPT_THEN_MAC, EXTENDED_MASTER_SECRET, SUPPORTED_VERSIONS, KEY_SHARE, RENEGOTIATION_INFO = 22, 23, 43, 51, 0xFF01
EMPTY_RENEGOTIATION_INFO_SCSV = 0x00FF
FFDHE_GROUPS = range(0x0100, 0x0105)
# RFC 8446 4.1.3: the random of a HelloRetryRequest.
HELLO_RETRY_REQUEST = bytes.fromhex("CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C")


class NotAHello(Exception):
    """The octets are no ClientHello."""


@dataclasses.dataclass
class Hello:
    version: int  # client_version, or what SSL 2.0 has in its place
    versions: list  # supported_versions; empty: the extension is not there
    suites: list  # of three octets in SSL 2.0
    octets: int  # on the wire, record headers included
    extensions: dict  # type -> octets
    session_id: bytes = b""

    @property
    def is_ssl2(self):
        return self.version == VERSIONS["SSLv2"]

    @property
    def offered(self):
        """The newest version that it offers."""
        return max(self.versions, default=self.version)

    @property
    def server_name(self):
        octets = self.extensions.get(SERVER_NAME)
        return None if octets is None else octets[5:].decode("ascii", "replace")

    @property
    def groups(self):
        return numbers(self.extensions.get(SUPPORTED_GROUPS, b"")[2:])

    @property
    def schemes(self):
        return numbers(self.extensions.get(SIGNATURE_ALGORITHMS, b"")[2:])

    @property
    def shares(self):
        octets, at, groups = self.extensions.get(KEY_SHARE, b"")[2:], 0, []
        while at + 4 <= len(octets):
            group, length = struct.unpack_from("!HH", octets, at)
            groups.append(group)
            at += 4 + length
        return groups


def take_hello(octets):
    """The first ClientHello in `octets`, and how many octets it took; None while it is not whole yet."""
    if len(octets) < 5:
        return None
    if octets[0] & 0x80 and octets[2] == 1:
        length = 2 + (int.from_bytes(octets[:2], "big") & 0x7FFF)
        return None if len(octets) < length else (ssl2_hello(octets[2:length], length), length)
    message, at = b"", 0
    while len(message) < 4 or len(message) < 4 + int.from_bytes(message[1:4], "big"):
        if len(octets) < at + 5:
            return None
        kind, length = octets[at], int.from_bytes(octets[at + 3 : at + 5], "big")
        if kind == 0x14 and not message:  # TLS 1.3 clients send a ChangeCipherSpec before their second hello
            at += 5 + length
            continue
        if kind != HANDSHAKE:
            raise NotAHello(f"record of type {kind}")
        if len(octets) < at + 5 + length:
            return None
        message += octets[at + 5 : at + 5 + length]
        at += 5 + length
    if message[0] != 1:
        raise NotAHello(f"handshake message {message[0]}")
    return tls_hello(message[4:], at), at


def ssl2_hello(body, octets):
    version, specs, _, _ = struct.unpack_from("!HHHH", body, 1)
    kinds = body[9 : 9 + specs]
    return Hello(version, [], [int.from_bytes(kinds[at : at + 3], "big") for at in range(0, specs, 3)], octets, {})


def tls_hello(body, octets):
    at = 35 + body[34]
    session_id, suites = body[35:at], int.from_bytes(body[at : at + 2], "big")
    hello = Hello(int.from_bytes(body[:2], "big"), [], numbers(body[at + 2 : at + 2 + suites]), octets, {}, session_id)
    at += 2 + suites
    at += 1 + body[at] + 2  # the compression methods, and the length of the extensions
    while at + 4 <= len(body):
        kind, length = struct.unpack_from("!HH", body, at)
        hello.extensions[kind] = body[at + 4 : at + 4 + length]
        at += 4 + length
    hello.versions = numbers(hello.extensions.get(SUPPORTED_VERSIONS, b"")[1:])
    return hello


def numbers(octets):
    return [int.from_bytes(octets[at : at + 2], "big") for at in range(0, len(octets) - 1, 2)]


def fatal_alert(description, version=0x0303):
    return record(ALERT, version, bytes([2, description]))


def ssl2_flight(kinds, certificate, lots):
    """SERVER-HELLO: section 2.6 of the specification."""
    specs = b"".join(kind.to_bytes(3, "big") for kind in kinds)
    body = struct.pack("!BBBHHHH", 4, 0, 1, 2, len(certificate), len(specs), 16) + certificate + specs
    body += lots.randbytes(16)
    return u16(0x8000 | len(body)) + body


def tls_flight(hello, version, suite, chain, lots, echoes=(), is_anonymous=False):
    """ServerHello, Certificate and ServerHelloDone of SSL 3.0 to TLS 1.2."""
    extensions = []
    if RENEGOTIATION_INFO in hello.extensions or EMPTY_RENEGOTIATION_INFO_SCSV in hello.suites:
        extensions.append((RENEGOTIATION_INFO, b"\0"))
    extensions += [(kind, b"") for kind in echoes if kind in hello.extensions]
    body = u16(version) + lots.randbytes(32) + vector(1, lots.randbytes(32)) + u16(suite) + b"\0"
    messages = message(2, body + (extension_block(extensions) if extensions else b""))
    if not is_anonymous:
        messages += message(11, vector(3, b"".join(vector(3, certificate) for certificate in chain)))
    return record(HANDSHAKE, version, messages + message(14, b""))


def tls13_hello(hello, suite, group, lots):
    """A ServerHello with a share of `group`."""
    return tls13_answer(hello, suite, lots.randbytes(32), u16(group) + vector(2, oracle.KEY_SHARES[group]))


def tls13_retry(hello, suite, group):
    return tls13_answer(hello, suite, HELLO_RETRY_REQUEST, u16(group))


def tls13_answer(hello, suite, random_octets, share):
    extensions = [(SUPPORTED_VERSIONS, u16(VERSIONS["TLSv1.3"])), (KEY_SHARE, share)]
    body = u16(0x0303) + random_octets + vector(1, hello.session_id) + u16(suite) + b"\0"
    return record(HANDSHAKE, 0x0303, message(2, body + extension_block(extensions)))


@functools.cache
def chain_named(name):
    """A leaf and the certificate that names itself as its issuer: well-formed, and signed by chance."""
    lots = random.Random(f"chain {name}")
    issuer = f"{name} authority"
    return [certificate(f"{name}.gateway.test", issuer, lots), certificate(issuer, issuer, lots)]


def certificate(subject, issuer, lots):
    """RFC 5280 4.1, with an RSA key of 2048 bits that has no private one."""
    sha256_with_rsa = der(0x30, oid("2a864886f70d01010b"), der(0x05))
    modulus = b"\0" + bytes([0x80 | lots.randrange(128)]) + lots.randbytes(254) + b"\1"
    key = der(0x30, der(0x02, modulus), der(0x02, b"\1\0\1"))
    tbs = der(0x30,
              der(0xA0, der(0x02, b"\2")),
              der(0x02, b"\1" + lots.randbytes(8)),
              sha256_with_rsa,
              common_name(issuer),
              der(0x30, der(0x17, b"250101000000Z"), der(0x17, b"450101000000Z")),
              common_name(subject),
              der(0x30, der(0x30, oid("2a864886f70d010101"), der(0x05)), der(0x03, b"\0", key)))  # fmt: skip
    return der(0x30, tbs, sha256_with_rsa, der(0x03, b"\0", lots.randbytes(256)))


def common_name(text):
    return der(0x30, der(0x31, der(0x30, oid("550403"), der(0x0C, text.encode()))))


def oid(octets):
    return der(0x06, bytes.fromhex(octets))


def der(tag, *parts):
    content = b"".join(parts)
    if len(content) < 128:
        return bytes([tag, len(content)]) + content
    length = len(content).to_bytes(2, "big").lstrip(b"\0")
    return bytes([tag, 0x80 | len(length)]) + length + content


def record(kind, version, fragment):
    return bytes([kind]) + u16(version) + vector(2, fragment)


def message(kind, body):
    return bytes([kind]) + vector(3, body)


def extension_block(extensions):
    return vector(2, b"".join(u16(kind) + vector(2, content) for kind, content in extensions))


def vector(width, content):
    return len(content).to_bytes(width, "big") + content


def u16(number):
    return number.to_bytes(2, "big")
