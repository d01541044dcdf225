# SPDX-License-Identifier: Apache-2.0
"""The hello that `clients` sends as Windows 10, as tshark reads it, against the captures that it is made after."""

import json
import pathlib
import shutil
import socket
import struct
import subprocess
import tempfile
import threading
import unittest

import harness
import servers
from test_matrix_gateway import gateway

SOURCES = pathlib.Path(__file__).resolve().parents[2] / "probe/clients/sources"
WINDOWS = "10-22H2"
NAME = "vpn.example.test"
NULL_SUITES = {"0x0001", "0x0002", "0x003B"}
HANDSHAKE_RECORD = 22
ETHERNET = 1


class Relay:
    """Passes connections on to a server, and keeps what each client said first."""

    def __init__(self, server):
        self.server, self.first = server, []
        self.listener = socket.create_server((servers.LOOPBACK, 0))
        self.target = f"{servers.LOOPBACK}:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        with client, socket.create_connection(self.server) as server:
            octets = b""
            while len(octets) < 5 or len(octets) < 5 + int.from_bytes(octets[3:5], "big"):
                more = client.recv(65536)
                if not more:
                    return
                octets += more
            self.first.append(octets)
            server.sendall(octets)
            answer = threading.Thread(target=pump, args=(server, client), daemon=True)
            answer.start()
            pump(client, server)
            answer.join()

    def close(self):
        self.listener.close()


def pump(source, sink):
    try:
        while octets := source.recv(65536):
            sink.sendall(octets)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def capture(hellos):
    """A pcap (draft-ietf-opsawg-pcap) of one packet a hello, each from a port of its own to port 443."""
    text = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, ETHERNET)
    for number, hello in enumerate(hellos):
        tcp = struct.pack(">HHIIBBHHH", 50000 + number, 443, 1, 1, 5 << 4, 0x18, 65535, 0, 0)
        ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 40 + len(hello), 0, 0, 64, 6, 0, bytes([127, 0, 0, 1]),
                         bytes([127, 0, 0, 1]))  # fmt: skip
        packet = bytes(12) + b"\x08\x00" + ip + tcp + hello
        text += struct.pack("<IIII", number, 0, len(packet), len(packet)) + packet
    return text


def dissected(hellos):
    """What tshark sees of each: its lists of numbers, in the order on the wire."""
    fields = ("tls.handshake.ciphersuite", "tls.handshake.extensions_supported_group", "tls.handshake.sig_hash_alg",
              "tls.handshake.extension.type", "tls.handshake.version", "tls.handshake.extensions_server_name")  # fmt: skip
    with tempfile.NamedTemporaryFile(suffix=".pcap") as file:
        file.write(capture(hellos))
        file.flush()
        columns = [part for field in fields for part in ("-e", field)]
        command = ["tshark", "-n", "-r", file.name, "-Y", "tls.handshake.type == 1", "-T", "fields", *columns]
        result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=harness.HANGING,
                                check=True)  # fmt: skip
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    return [[[int(one, 0) for one in cell.split(",") if one] for cell in row[:5]] + [row[5]] for row in rows]


def load(name):
    return json.loads((SOURCES / name).read_text())["rows"]


class Windows10(unittest.TestCase):
    def test_its_hello_is_that_of_the_captures(self):
        self.assertIsNotNone(shutil.which("tshark"), "tests/run.sh installs it")
        with gateway("after-cutoff.toml") as server:
            relay = Relay(server.address)
            self.addCleanup(relay.close)
            result = harness.run(["clients", "--quiet", "--connect", relay.target, NAME])
        self.assertEqual(result.returncode, harness.COMPLETE, result.stdout + result.stderr)  # for another name: all cut off
        # Older Windows begin with an SSL 2.0 hello, of which not every tshark tells the handshake type.
        sent = [hello for hello in relay.first if hello[0] == HANDSHAKE_RECORD]
        hellos = dissected(sent)
        self.assertEqual(len(hellos), len(sent), "tshark takes each for a ClientHello")

        profile = next(row for row in load("windows-clients.json") if row["id"] == WINDOWS)
        listed = load("windows-cipher-suites.json")[profile["cipher_list_key"]]["suites"]
        suites = [int(code, 0) for code, versions in listed
                  if code not in NULL_SUITES and {"TLS 1.0", "TLS 1.1", "TLS 1.2"} & set(versions.split(", "))]  # fmt: skip
        extensions = load("windows-hello-shapes.json")[profile["shape"][1]]["extensions"]
        groups = [{"x25519": 29, "secp256r1": 23, "secp384r1": 24}[name] for name in profile["groups"]]
        schemes = [int(code, 16) for code in profile["sigalgs"].split()]
        expected = [suites, groups, schemes, extensions, [0x0303], NAME]
        self.assertIn(expected, hellos)


if __name__ == "__main__":
    unittest.main()
