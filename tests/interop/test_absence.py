# SPDX-License-Identifier: Apache-2.0
"""--expect absent: only an answer that no SSTP server gives is proof."""

import socket
import unittest

import harness
import servers
import test_matrix_gateway

SERVED, PATIENCE = 1, ("--timeout", "0.5", "--deadline", "5")


class Test(unittest.TestCase):
    def expect_absent(self, target, *arguments):
        return harness.run(["scan", "--expect", "absent", target, *arguments])

    def test_a_web_server(self):
        with servers.nginx() as server:
            result = self.expect_absent(server.target, "--versions", "1.2", "--suites", "AES-128")
        self.assertEqual(result.returncode, harness.COMPLETE, result.stdout + result.stderr)
        self.assertIn("SSTP is absent, as expected", result.stdout)

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
            for target in (web.target, served.target, f"{servers.LOOPBACK}:{servers.free_port()}"):
                with self.subTest(target):
                    told = self.expect_absent(target, "--versions", "1.2", "--suites", "AES-128", "--lang", "ja")
                    verdict = told.stdout.rsplit("\n\n", 1)[1]
                    self.assertIn("SSTP", verdict)
                    self.assertNotRegex(verdict, r"\b(SSTP is|call|request|answered|absent|connection|came)\b")

    def assert_unknown(self, result):
        self.assertEqual(result.returncode, harness.INCONCLUSIVE, result.stdout + result.stderr)
        self.assertIn("could not tell", result.stdout)


if __name__ == "__main__":
    unittest.main()
