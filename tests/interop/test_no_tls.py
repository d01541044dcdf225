# SPDX-License-Identifier: Apache-2.0
"""Targets that cannot be scanned: a plain sentence, the right status, and exit code 3 when there was no other."""

import socket
import unittest

import harness
import servers


class Test(unittest.TestCase):
    def test_plain_http(self):
        with servers.plain_http() as server:
            run = harness.scan(server.target)
        self.assert_unreachable(run, "not with TLS")
        self.assertIn("HTTP/1.1 400", run.target["problem"]["text"])

    def test_refused_port(self):
        run = harness.scan(f"{servers.LOOPBACK}:{servers.free_port()}")
        self.assert_unreachable(run, "refused")

    def test_unresolvable_name(self):
        # RFC 6761 6.4: names below .invalid never resolve.
        run = harness.scan("vpn.example.invalid")
        self.assert_unreachable(run, "no address")
        self.assertIn("vpn.example.invalid", run.out)

    def test_silent_port(self):
        with socket.create_server((servers.LOOPBACK, 0)) as listener:
            target = f"{servers.LOOPBACK}:{listener.getsockname()[1]}"
            run = harness.scan(target, "--timeout", "0.5", "--deadline", "5")
        self.assertNotEqual(run.status, "complete")
        self.assertIn(run.exit_code, (harness.INCONCLUSIVE, harness.COULD_NOT_RUN))
        self.assertEqual(harness.some(run.refused()), {})

    def test_one_of_two(self):
        """Something was scanned, and something could not be told."""
        with servers.openssl() as server:
            run = harness.scan(server.target, f"{servers.LOOPBACK}:{servers.free_port()}")
        self.assertEqual([target["status"] for target in run.record["targets"]], ["complete", "unreachable"])
        self.assertEqual(run.exit_code, harness.INCONCLUSIVE)

    def assert_unreachable(self, run, word):
        self.assertEqual(run.status, "unreachable")
        self.assertEqual(run.exit_code, harness.COULD_NOT_RUN)
        self.assertIn(word, run.target["problem"]["text"])
        self.assertIn(word, " ".join(run.out.split()))
        self.assertNotIn(run.target["problem"]["text"], harness.japanese_page(run))
        self.assertEqual(harness.count(run.accepted()), 0)
        self.assertEqual(harness.count(run.refused()), 0)


if __name__ == "__main__":
    unittest.main()
