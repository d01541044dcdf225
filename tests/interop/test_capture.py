# SPDX-License-Identifier: Apache-2.0
"""Captures of real scans, as tshark reads them: nothing malformed, the offers visible, the SSTP calls in clear."""

import json
import pathlib
import subprocess
import tempfile
import unittest

import harness
import servers
from test_matrix_gateway import gateway

CHECKED = ["-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"]
RC4_SHA = 5


def tshark(capture, *arguments):
    result = subprocess.run(["tshark", "-n", "-r", str(capture), *CHECKED, *arguments], stdin=subprocess.DEVNULL,
                            capture_output=True, text=True, timeout=harness.HANGING, check=True)  # fmt: skip
    return result.stdout


def rows(capture, display_filter, *fields):
    columns = [part for field in fields for part in ("-e", field)]
    text = tshark(capture, "-Y", display_filter, "-T", "fields", *columns)
    return [line.split("\t") for line in text.splitlines()]


class Captured(unittest.TestCase):
    """One scan of the sample gateway, whole; every test looks at its capture."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="sstp-probe-test-")
        cls.addClassCleanup(cls.folder.cleanup)
        work = pathlib.Path(cls.folder.name)
        cls.capture, record = work / "capture.pcapng", work / "record.json"
        with gateway("before-cutoff.toml") as server:
            outputs = [f"--output=pcapng={cls.capture}", f"--output=json={record}"]
            result = harness.run(["scan", "--quiet", *outputs, server.target])
        assert result.returncode == harness.COMPLETE, result.stderr
        cls.record = json.loads(record.read_text())
        harness.validate_record.validate(cls.record)
        cls.target = cls.record["targets"][0]

    def test_nothing_is_malformed(self):
        for flaw in ("_ws.malformed", "tcp.checksum.status == Bad", "ip.checksum.status == Bad",
                     "tcp.analysis.lost_segment", "tcp.analysis.retransmission", "tcp.analysis.out_of_order",
                     "tcp.analysis.ack_lost_segment", "tcp.analysis.duplicate_ack"):  # fmt: skip
            with self.subTest(flaw):
                self.assertEqual(rows(self.capture, flaw, "frame.number"), [])

    def test_every_exchange_has_its_packets(self):
        comments = dict(rows(self.capture, "frame.comment", "frame.number", "frame.comment"))
        ports = dict(rows(self.capture, "tcp", "frame.number", "tcp.srcport"))
        for exchange in self.target["exchanges"]:
            first = exchange["frames"]["first"]
            self.assertIn(f", exchange {exchange['id']}, {exchange['purpose']}: ", comments[str(first)])
            port = exchange["local"].rsplit(":", 1)[1]
            self.assertEqual(ports[str(first)], port)
        last = max(exchange["frames"]["last"] for exchange in self.target["exchanges"])
        self.assertEqual(len(tshark(self.capture).splitlines()), last)

    def test_hellos_offer_what_the_record_says(self):
        offers = rows(self.capture, "tls.handshake.type == 1", "frame.number", "tls.handshake.ciphersuite")
        by_frame = {int(frame): {int(code, 0) for code in codes.split(",")} for frame, codes in offers}
        seen = 0
        for exchange in self.target["exchanges"]:
            frames = range(exchange["frames"]["first"], exchange["frames"]["last"] + 1)
            for offered in (by_frame[frame] for frame in frames if frame in by_frame):
                self.assertLessEqual({harness.number(code) for code in exchange["codes"]}, offered)
                seen += 1
        self.assertGreater(seen, 50)

    def test_calls_are_in_clear(self):
        """All but those of DES and 3DES before TLS 1.1: our client sends the first octet of each message in a record of
        its own there, against BEAST. tshark 4.0 decrypts them too, but takes a lone "S" for no HTTP."""
        ports = {port for port, in rows(self.capture, "http.request.method == SSTP_DUPLEX_POST", "tcp.srcport")}
        exchanges = {exchange["id"]: exchange for exchange in self.target["exchanges"]}
        closed, opened = [], 0
        for version in self.target["versions"]:
            for cell in (cell for cell in version["accepted"] if cell["rung"] == "sstp"):
                port = exchanges[cell["climb"]["exchange"]]["local"].rsplit(":", 1)[1]
                opened += port in ports
                if port not in ports and version["version"] not in ("SSLv3", "TLSv1.0") and "DES" not in cell["name"]:
                    closed.append((version["version"], cell["name"]))
        self.assertEqual(closed, [])
        self.assertGreater(opened, 30)

    def test_sstp_is_dissected(self):
        """[MS-SSTP] 2.2.3: Call Connect Request, its Ack, Call Disconnect and its Ack."""
        types = {int(kind, 0) for kind, in rows(self.capture, "sstp", "sstp.messagetype")}
        self.assertEqual(types, {1, 2, 6, 7})

    def test_rc4_is_in_clear_too(self):
        streams = {stream for stream, in rows(self.capture, f"tls.handshake.type == 2 && tls.handshake.ciphersuite == {RC4_SHA}",
                                              "tcp.stream")}  # fmt: skip
        clear = {stream for stream, in rows(self.capture, "http.request.method == SSTP_DUPLEX_POST", "tcp.stream")}
        self.assertTrue(streams & clear)


class WithoutSecrets(unittest.TestCase):
    def test_calls_stay_closed(self):
        with tempfile.TemporaryDirectory(prefix="sstp-probe-test-") as work, gateway("before-cutoff.toml") as server:
            capture = pathlib.Path(work) / "capture.pcapng"
            harness.run(["scan", "--quiet", "--no-secrets", f"--output=pcapng={capture}", server.target])
            self.assertNotIn(b"CLIENT_RANDOM", capture.read_bytes())
            self.assertEqual(rows(capture, "http", "frame.number"), [])
            self.assertNotEqual(rows(capture, "tls.handshake.type == 2", "frame.number"), [])


class FromARecord(unittest.TestCase):
    def test_is_refused_and_says_why(self):
        result = harness.run(["report", "-", "-o", "pcapng=/nowhere/capture.pcapng"])
        self.assertEqual(result.returncode, harness.USAGE_ERROR)
        self.assertIn("cannot be made from a record", result.stderr)


if __name__ == "__main__":
    unittest.main()
