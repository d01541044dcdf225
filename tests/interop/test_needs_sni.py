# SPDX-License-Identifier: Apache-2.0
"""A server that talks only to those who name it: nginx with ssl_reject_handshake for everybody else."""

import html
import unittest

import harness
import servers
import two_names

ECDHE_RSA_WITH_AES_128_GCM_SHA256, ECDHE_RSA_WITH_AES_256_GCM_SHA384 = 0xC02F, 0xC030


class NeedsName(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        work = cls.enterClassContext(servers.work_directory())
        named = two_names.with_certificate(servers.make_key(work, "rsa"))
        cls.server = cls.enterClassContext(two_names.nginx(work, named, "ssl_reject_handshake on;"))

    def test_by_its_name_everything_is_found(self):
        run = harness.scan(two_names.NAME, f"--connect={self.server.target}")
        self.assertEqual(harness.some(run.accepted()), {
            "TLSv1.2": [ECDHE_RSA_WITH_AES_128_GCM_SHA256, ECDHE_RSA_WITH_AES_256_GCM_SHA384]})  # fmt: skip
        self.assertEqual(run.exit_code, harness.COMPLETE)

    def test_without_it_nothing_is_denied(self):
        run = harness.scan(self.server.target, "--deadline=30")
        self.assertEqual(harness.some(run.accepted()), {})
        self.assertEqual(harness.some(run.refused()), {})
        self.assertEqual(run.exit_code, harness.INCONCLUSIVE)
        self.assertEqual(harness.differing(run), [])

    def test_every_report_names_the_alert_and_what_to_try(self):
        with servers.work_directory() as work:
            words = ("html", "csv", "markdown")
            outputs = [f"--output={word}={work / word}" for word in words]
            view = harness.run(["scan", "--color=never", "--depth=hello", "--deadline=30", *outputs,
                                self.server.target])  # fmt: skip
            texts = {word: (work / word).read_text() for word in words} | {"view": view.stdout}
        for word, text in texts.items():
            with self.subTest(word):
                self.assertIn("unrecognized_name", html.unescape(text))
                if word != "csv":
                    self.assertIn("--sni", html.unescape(text))


if __name__ == "__main__":
    unittest.main()
