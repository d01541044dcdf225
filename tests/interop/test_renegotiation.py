# SPDX-License-Identifier: Apache-2.0
"""A certificate that is asked for behind a finished handshake: the handshake was not refused."""

import contextlib
import json
import unittest

import harness
import servers

TARGET = "vpn.example.net"


@contextlib.contextmanager
def renegotiating():
    with servers.work_directory() as work:
        script = servers.HERE / "renegotiating_server.js"
        command = ["node", str(script), servers.make_key(work, "rsa")]
        with servers.running(command, work, announces="listening on ") as server:
            yield server


class Renegotiation(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        server = cls.enterClassContext(renegotiating())
        cls.run_ = harness.scan(TARGET, f"--connect={server.target}", "--versions=1.2", depth="sstp")

    def climbs(self):
        return [suite for row in self.run_.versions() for suite in row["accepted"]]

    def test_handshakes_were_finished(self):
        self.assertGreater(len(self.climbs()), 3)
        for suite in self.climbs():
            with self.subTest(suite["name"]):
                if suite["climb"].get("halt") != "no_client":
                    self.assertEqual(suite["rung"], "tls")
                    self.assertNotEqual(suite["climb"].get("halt"), "tls_alert")

    def test_it_is_told_as_what_it_was(self):
        """The request for the certificate is not read by whoever declines to renegotiate: either may be named."""
        said = " ".join(self.run_.out.split())
        self.assertNotIn("refused the TLS handshake", said)
        self.assertRegex(said + json.dumps(self.run_.target["findings"]), "renegotiat|client certificate")


if __name__ == "__main__":
    unittest.main()
