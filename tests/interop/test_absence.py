# SPDX-License-Identifier: Apache-2.0
"""--expect absent: only an answer that no SSTP server gives, and that depends on nothing, is proof."""

import json
import pathlib
import re
import socket
import tempfile
import unittest

import balancer
import harness
import servers
import sstp_server
import test_matrix_gateway
import validate_record

SERVED, PATIENCE = 1, ("--timeout", "0.5", "--deadline", "5")
NAME, CELLS = "gateway.test", ("--versions", "1.2", "--suites", "0xC030,0xC02F")


class Test(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        work = cls.enterClassContext(servers.work_directory())
        cls.pem = servers.make_key(work, "rsa")

    def expect_absent(self, target, *arguments):
        return harness.run(["scan", "--expect", "absent", target, *arguments])

    def by_name(self, server, *arguments, name=NAME):
        return self.expect_absent(name, "--connect", server.target, *CELLS, *arguments)

    def test_a_web_server(self):
        with servers.nginx() as server:
            result = self.expect_absent(NAME, "--connect", server.target, "--versions", "1.2", "--suites", "AES-128")
        self.assertEqual(result.returncode, harness.COMPLETE, result.stdout + result.stderr)
        self.assertIn("SSTP is absent, as expected", result.stdout)
        self.assertNotRegex(" ".join(result.stdout.split()), "through to the gateway|Check the host name")

    def test_the_proof_names_the_requests_that_were_answered(self):
        with sstp_server.answering("web", self.pem) as server, tempfile.TemporaryDirectory() as work:
            path = pathlib.Path(work) / "record.json"
            result = self.by_name(server, "-o", f"json={path}")
            whole = json.loads(path.read_text())
        record = whole["targets"][0]
        validate_record.validate(whole)
        self.assertEqual(result.returncode, harness.COMPLETE, result.stdout + result.stderr)
        asked = sum("correlation_id" in cell.get("climb", {}) for version in record["versions"] for cell in version["accepted"])
        trials = [trial["request"] for trial in record["sstp"]["trials"]]
        sstp = asked + trials.count("sstp")
        words = " ".join(result.stdout.split())
        self.assertIn(f"{sstp} SSTP requests to {NAME} were answered behind TLS", words)
        self.assertIn(f"{trials.count('other_path')} for another path and {trials.count('other_method')} with another", words)
        exchange = int(re.search(r"\(exchange (\d+)\)", words).group(1))
        self.assertIn(exchange, [cell["climb"]["exchange"] for version in record["versions"] for cell in version["accepted"]
                                 if "correlation_id" in cell["climb"]])  # fmt: skip

    def test_by_address_nothing_is_proved(self):
        """nginx, and accel-ppp, answer 404 to what is not their name."""
        for way in ("web", "hosted", "closed_to_strangers"):
            with self.subTest(way), sstp_server.answering(way, self.pem, NAME) as server:
                result = self.expect_absent(server.target, *CELLS)
                self.assert_unknown(result)
                self.assertIn("asked by its name", " ".join(result.stdout.split()))

    def test_nor_under_another_name_in_the_hello(self):
        with sstp_server.answering("web", self.pem) as server:
            for arguments in (("--sni", "other.example.net"), ("--no-sni",)):
                with self.subTest(arguments):
                    self.assert_unknown(self.by_name(server, *arguments))

    def test_nor_by_somebody_else(self):
        """Whoever answers behind a certificate for another name."""
        with sstp_server.answering("web", self.pem) as server:
            result = self.by_name(server, name="vpn.example.net")
            self.assert_unknown(result)
            self.assertIn("no certificate for vpn.example.net", " ".join(result.stdout.split()))

    def test_a_gateway_that_wants_its_name(self):
        """accel-ppp's way: by its name it is found; under another one its way of answering betrays it."""
        with sstp_server.answering("hosted", self.pem, NAME) as server:
            found = self.by_name(server)
            self.assertEqual(found.returncode, SERVED, found.stdout + found.stderr)
            other = self.by_name(server, name="www.example.net")
            self.assert_unknown(other)
            self.assertIn("a request with another method is answered otherwise", " ".join(other.stdout.split()))

    def test_a_path_that_is_answered_otherwise(self):
        with sstp_server.answering("sstp_path", self.pem) as server:
            result = self.by_name(server)
            self.assert_unknown(result)
            self.assertIn("a request for another path is answered otherwise", " ".join(result.stdout.split()))

    def test_a_gateway_and_a_web_server_behind_one_balancer(self):
        """Alike in TLS to the last octet, so that requests alone tell them apart."""
        with sstp_server.answering("gateway", self.pem) as ours, sstp_server.answering("web", self.pem) as web:
            for how in ("turn", "lot"):
                for turn in range(4):
                    with self.subTest(how, turn=turn), balancer.before(how, ours, web) as front:
                        result = self.by_name(front)
                        self.assertEqual(result.returncode, SERVED, result.stdout + result.stderr)

    def test_what_calls_of_unlike_servers_leave_open(self):
        """Nobody is told that calls go through, or that clients connect; and the evidence says the same again."""
        rule = 'name = "p"\ntitle = "t"\n[[rule]]\nid = "calls"\ntitle = "t"\nrequire = { versions = "TLSv1.2", rung = "sstp" }\n'
        with tempfile.TemporaryDirectory() as work, sstp_server.answering("gateway", self.pem) as ours, \
                sstp_server.answering("web", self.pem) as web, balancer.before("turn", ours, web) as front:  # fmt: skip
            policy, record, bundle = (pathlib.Path(work) / name for name in ("p.toml", "r.json", "bundle"))
            policy.write_text(rule)
            scanned = harness.run(["scan", NAME, "--connect", front.target, "--versions", "1.2", "--policy", str(policy), "-o",
                                   f"json={record}", "--evidence", str(bundle)])  # fmt: skip
            target = json.loads(record.read_text())["targets"][0]
            clients = harness.run(["clients", str(record), "--ca", self.pem])
            verified = harness.run(["evidence", "verify", "--allow-unsigned", str(bundle)])
        halts = {cell["climb"].get("halt") for version in target["versions"] for cell in version["accepted"] if "climb" in cell}
        self.assertEqual(halts, {None, "not_found"})
        self.assertIn("servers_differ", {finding["kind"] for finding in target["findings"]})
        self.assertEqual(scanned.returncode, harness.INCONCLUSIVE, scanned.stdout + scanned.stderr)
        self.assertEqual(clients.returncode, harness.INCONCLUSIVE, clients.stdout + clients.stderr)
        self.assertEqual(verified.returncode, harness.COMPLETE, verified.stdout + verified.stderr)

    def test_two_web_servers_behind_one_balancer(self):
        with sstp_server.answering("web", self.pem) as one, sstp_server.answering("web_501", self.pem) as other:
            with balancer.before("turn", one, other) as front:
                result = self.by_name(front)
        self.assert_unknown(result)

    def test_a_gateway(self):
        with test_matrix_gateway.gateway("after-cutoff.toml") as server:
            result = self.expect_absent(server.target)
        self.assertEqual(result.returncode, SERVED, result.stdout + result.stderr)
        self.assertIn("SSTP is served", result.stdout)

    def test_a_closed_port(self):
        result = self.expect_absent(f"{servers.LOOPBACK}:{servers.free_port()}")
        self.assert_unknown(result)

    def test_a_silent_port(self):
        with socket.create_server((servers.LOOPBACK, 0)) as listener:
            result = self.expect_absent(f"{servers.LOOPBACK}:{listener.getsockname()[1]}", *PATIENCE)
        self.assert_unknown(result)

    def test_without_calls_nothing_is_proved(self):
        result = self.expect_absent("127.0.0.1", "--depth", "hello")
        self.assertEqual(result.returncode, harness.USAGE_ERROR)

    def test_in_japanese_nothing_stays_in_english(self):
        with servers.nginx() as web, test_matrix_gateway.gateway("after-cutoff.toml") as served:
            closed = f"{servers.LOOPBACK}:{servers.free_port()}"
            for target in ((web.target,), (NAME, "--connect", web.target), (served.target,), (closed,)):
                with self.subTest(target):
                    told = self.expect_absent(*target, "--versions", "1.2", "--suites", "AES-128", "--lang", "ja")
                    verdict = told.stdout.rsplit("\n\n", 1)[1]
                    self.assertIn("SSTP", verdict)
                    self.assertNotRegex(verdict, r"\b(SSTP is|call|requests?|answered|absent|connection|came)\b")

    def assert_unknown(self, result):
        self.assertEqual(result.returncode, harness.INCONCLUSIVE, result.stdout + result.stderr)
        self.assertIn("could not tell", result.stdout)


if __name__ == "__main__":
    unittest.main()
