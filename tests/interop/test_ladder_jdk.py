# SPDX-License-Identifier: Apache-2.0
"""Every cell that JDK 17 accepts, carried to an SSTP call: RC4, DES, 3DES and EXPORT among them."""

import unittest

import harness
import servers

SECONDS_FOR_ALL = 10  # the goal on loopback; a limit here, not a measurement

# Not carried: why, and in which versions. All others must reach the rung sstp.
NOT_CARRIED = {}


class Test(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(servers.jdk())
        harness.scan(cls.server.target, "--versions=1.2", "--suites=RC4")  # the server counts the knock at its door too
        cls.before = servers.jdk_counts(cls.server)
        cls.run_ = harness.scan(cls.server.target, depth="sstp")
        cls.after = servers.jdk_counts(cls.server)

    def cells(self):
        return [(row["version"], suite) for row in self.run_.versions() for suite in row["accepted"]]

    def test_every_cell_reaches_a_call(self):
        self.assertEqual(len(self.cells()), 137)
        halted = {(version, suite["name"]): (suite["rung"], suite["climb"].get("halt"), suite["climb"].get("detail"))
                  for version, suite in self.cells() if suite["rung"] != "sstp"}  # fmt: skip
        self.assertEqual(halted, NOT_CARRIED)
        self.assertEqual(self.run_.exit_code, harness.COMPLETE)

    def test_legacy_ciphers_are_among_them(self):
        reached = {(version, suite["name"]) for version, suite in self.cells() if suite["rung"] == "sstp"}
        for version in ("TLSv1.0", "TLSv1.1", "TLSv1.2"):
            for name in ("TLS_RSA_WITH_RC4_128_MD5", "TLS_RSA_WITH_RC4_128_SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA"):
                self.assertIn((version, name), reached)
        self.assertIn(("TLSv1.0", "TLS_RSA_WITH_DES_CBC_SHA"), reached)
        self.assertIn(("TLSv1.0", "TLS_RSA_EXPORT_WITH_DES40_CBC_SHA"), reached)
        self.assertIn(("TLSv1.0", "TLS_RSA_EXPORT_WITH_RC4_40_MD5"), reached)

    def test_the_server_saw_the_same_calls_and_no_call_was_left_open(self):
        seen = {word: self.after[word] - self.before[word] for word in ("acks", "leaves")}
        self.assertEqual(seen, {"acks": 137, "leaves": 137})
        sstp = self.run_.target["sstp"]
        self.assertEqual((sstp["calls"], sstp["connected"], sstp["hash_bitmask"]), (137, 137, 3))
        stats = self.run_.target["stats"]
        self.assertEqual(self.after["connections"] - self.before["connections"],
                         stats["connections"] + stats["features"] + stats["calls"])  # fmt: skip
        self.assertEqual(stats["calls"], 137)

    def test_correlation_ids_differ(self):
        ids = [suite["climb"]["correlation_id"] for _, suite in self.cells()]
        self.assertEqual(len(set(ids)), len(ids))

    def test_the_views_show_the_rung(self):
        self.assertIn("An SSTP call went through in each accepted cell.", " ".join(self.run_.out.split()))
        self.assertRegex(self.run_.out, r"(?m)^sstp▲ .* 0x0004 TLS_RSA_WITH_RC4_128_MD5")

    def test_depths(self):
        run = harness.scan(self.server.target, "--versions=1.2", "--suites=RC4", depth="tls")
        self.assertEqual({suite["rung"] for suite in run.version("TLSv1.2")["accepted"]}, {"tls"})
        self.assertEqual(run.target["sstp"]["calls"], 0)
        run = harness.scan(self.server.target, "--versions=1.2", "--suites=RC4", depth="hello")
        self.assertEqual({suite["rung"] for suite in run.version("TLSv1.2")["accepted"]}, {"hello"})
        self.assertEqual(run.target["stats"]["calls"], 0)


class OtherKeys(unittest.TestCase):
    """The cells that JSSE accepts in its ServerHello and cannot finish: each stays accepted, with what it said then."""

    def halts(self, kind):
        with servers.jdk(kind) as server:
            run = harness.scan(server.target, depth="sstp")
        cells = [(row["version"], suite) for row in run.versions() for suite in row["accepted"]]
        self.assertEqual({suite["rung"] for _, suite in cells} - {"hello", "sstp"}, set())
        self.assertEqual(run.exit_code, harness.COMPLETE)
        halted = {(version, suite["name"]): (suite["climb"]["halt"], suite["climb"]["detail"])
                  for version, suite in cells if suite["rung"] == "hello"}  # fmt: skip
        return cells, halted

    def test_ecdsa(self):
        cells, halted = self.halts("ecdsa")
        self.assertEqual(halted, {})
        self.assertIn("TLS_ECDHE_ECDSA_WITH_RC4_128_SHA", {suite["name"] for _, suite in cells})

    def test_dsa(self):
        """JSSE signs with DSA and SHA-256 alone, which no version below TLS 1.2 can, and TLS 1.3 has no DSA at all."""
        cells, halted = self.halts("dsa")
        below = ("tls_alert", "server_key_exchange: alert: the peer sent a fatal internal_error (80) alert")
        above = ("tls_alert", "certificate: alert: the peer sent a fatal handshake_failure (40) alert")
        expected = {(version, suite["name"]): below for version, suite in cells
                    if "_DHE_DSS_" in suite["name"] and version in ("SSLv3", "TLSv1.0", "TLSv1.1")}  # fmt: skip
        expected.update({(version, suite["name"]): above for version, suite in cells if version == "TLSv1.3"})
        self.assertEqual(len(expected), 5 + 5 + 4 + 3)
        self.assertEqual(halted, expected)


if __name__ == "__main__":
    unittest.main()
