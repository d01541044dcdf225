# SPDX-License-Identifier: Apache-2.0

import unittest

import harness
import servers
from matrix_case import MatrixCase

# The server's 137 accepted cells, and little more.
MOST_CONNECTIONS = 195
MOST_CONNECTIONS_ONE_AT_A_TIME = 195


class Test(MatrixCase, unittest.TestCase):
    server = staticmethod(servers.jdk)

    def test_the_server_is_the_one_we_know(self):
        counts = {version: len(codes) for version, codes in self.truth.items()}
        self.assertEqual(
            counts, {"SSLv2": 0, "SSLv3": 32, "TLSv1.0": 32, "TLSv1.1": 27, "TLSv1.2": 43, "TLSv1.3": 3}
        )

    def test_connections_with_defaults(self):
        self.assert_connections(MOST_CONNECTIONS)

    def test_connections_one_at_a_time(self):
        self.assert_connections(MOST_CONNECTIONS_ONE_AT_A_TIME, "--max-connections", "1")

    def test_thorough_finds_the_same(self):
        run = harness.scan(self.peer.target, "--thorough")
        self.assertEqual(run.accepted(), self.truth)
        self.assertEqual(run.exit_code, harness.COMPLETE)
        bases = {group["basis"] for row in run.versions() for group in row["refused"]}
        self.assertLessEqual(bases, {"single", "version"})

    def assert_connections(self, most, *arguments):
        before = servers.jdk_connections(self.peer)
        run = harness.scan(self.peer.target, *arguments)
        counted = servers.jdk_connections(self.peer) - before
        self.assertEqual(run.accepted(), self.truth)
        self.assertEqual(run.connections, counted, "the record tells another number than the server")
        self.assertLessEqual(counted, most)


if __name__ == "__main__":
    unittest.main()
