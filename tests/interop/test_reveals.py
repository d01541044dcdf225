# SPDX-License-Identifier: Apache-2.0
"""What handshakes reveal besides suites, against servers that are configured to have it and not to have it."""

import pathlib
import unittest

import harness
import servers

QUICK = ("--versions=1.2,1.3", "--sni=gateway.test")


def features(run):
    return {kind: feature["support"] for kind, feature in run.target["server"]["features"].items()}


def groups(run, version):
    return {each["group"] for family in run.target["server"]["groups"] if family["version"] == version
            for each in family["accepted"]}  # fmt: skip


class Features(unittest.TestCase):
    def scan(self, *server_arguments):
        with servers.openssl(*server_arguments) as server:
            return harness.scan(server.target, *QUICK, depth="tls")

    def test_groups_are_those_of_the_server(self):
        run = self.scan("-groups", "X25519:P-384")
        self.assertEqual(groups(run, "TLSv1.3"), {"x25519", "secp384r1"})
        self.assertEqual(groups(run, "TLSv1.2"), {"x25519", "secp384r1"})
        run = self.scan("-groups", "P-521")
        self.assertEqual(groups(run, "TLSv1.3"), {"secp521r1"})

    def test_what_openssl_has_by_itself(self):
        seen = features(self.scan())
        for kind in ("secure_renegotiation", "extended_master_secret", "encrypt_then_mac", "session_tickets",
                     "answers_without_sni", "same_certificate_without_sni", "signs_with_sha1",
                     "signs_with_sha2"):  # fmt: skip
            self.assertEqual(seen[kind], "yes", kind)
        self.assertEqual(seen["compression"], "no")
        self.assertEqual(seen["suite_preference"], "no", "the client's order decides unless -serverpref is given")

    def test_what_it_was_told_not_to_have(self):
        seen = features(self.scan("-no_ticket", "-no_etm", "-serverpref"))
        self.assertEqual(seen["session_tickets"], "no")
        self.assertEqual(seen["encrypt_then_mac"], "no")
        self.assertEqual(seen["suite_preference"], "yes")

    def test_signatures_that_it_was_told_to_make(self):
        run = self.scan("-sigalgs", "RSA+SHA256:ECDSA+SHA256")
        self.assertEqual(features(run)["signs_with_sha2"], "yes")
        self.assertNotEqual(features(run)["signs_with_sha1"], "yes")

    def test_the_matrix_alone_asks_for_nothing_else(self):
        with servers.openssl() as server:
            run = harness.scan(server.target, *QUICK)
        self.assertEqual(run.target["stats"]["features"], 0)
        self.assertEqual(run.target["stats"]["calls"], 0)


class Certificates(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        work = cls.enterClassContext(servers.work_directory())
        cls.key = servers.make_key(work, "rsa")
        cls.certificate = str(work / "certificate")
        cls.server = cls.enterClassContext(servers.openssl("-cert", cls.key, "-key", cls.key))

    def verdict(self, *arguments):
        run = harness.scan(self.server.target, "--versions=1.2", "--suites=0xC02F", *arguments, depth="hello")
        return run.target["certificates"][0]

    def test_facts(self):
        facts = self.verdict("--sni=gateway.test")["facts"][0]
        self.assertEqual((facts["key_type"], facts["key_bits"], facts["signature_hash"]), ("rsa", 2048, "sha256"))
        self.assertTrue(facts["self_signed"])
        self.assertIn("gateway.test", facts["subject"])

    def test_self_signed_is_trusted_by_who_has_it(self):
        problems = self.verdict("--sni=gateway.test")["verdict"]["problems"]
        self.assertIn("self_signed", problems)
        with_ca = self.verdict("--sni=gateway.test", f"--ca={self.certificate}")["verdict"]["problems"]
        self.assertNotIn("self_signed", with_ca)

    def test_another_name_is_told(self):
        self.assertIn("name_mismatch", self.verdict("--sni=other.test")["verdict"]["problems"])

    def test_a_bad_ca_file_ends_the_run_before_it_begins(self):
        for path in ("/nonexistent/ca.pem", str(pathlib.Path(__file__))):
            result = harness.run(["scan", f"--ca={path}", self.server.target])
            self.assertEqual(result.returncode, harness.COULD_NOT_RUN)
            self.assertIn("--ca", result.stderr)
            self.assertIn(path, result.stderr)
            self.assertEqual(result.stdout, "")


if __name__ == "__main__":
    unittest.main()
