# SPDX-License-Identifier: Apache-2.0
"""Policies over the sample gateways: which rules fail, that scan and check agree, and every exit code."""

import pathlib
import tempfile
import unittest

import harness
from test_matrix_gateway import gateway

POLICY = "azure-p2s-2018"
FAILED_BEFORE = {
    "no-old-versions", "no-rc4", "no-des", "no-3des", "no-md5", "no-sha1-mac", "no-sha1-handshake",
    "no-sha1-certificate", "aes-only",
}  # fmt: skip


def failed(text):
    return {line.split()[1].rstrip(":") for line in text.splitlines() if line.startswith("FAIL ")}


def findings(text):
    return text[text.index(f"policy {POLICY}") :]


class Policies(unittest.TestCase):
    def setUp(self):
        work = tempfile.TemporaryDirectory(prefix="sstp-probe-test-")
        self.addCleanup(work.cleanup)
        self.work = pathlib.Path(work.name)

    def scan(self, target, *arguments):
        record = self.work / "record.json"
        run = harness.run(["scan", target, "--policy", POLICY, "-o", f"json={record}", *arguments])
        return run, str(record)

    def check(self, record, *arguments):
        return harness.run(["check", record, *arguments])

    def test_before_the_cutoff_it_fails_by_the_rules_of_the_announcement(self):
        with gateway("before-cutoff.toml") as server:
            scanned, record = self.scan(server.target)
        self.assertEqual(scanned.returncode, 1, scanned.stderr)
        self.assertEqual(failed(scanned.stdout), FAILED_BEFORE)
        checked = self.check(record, "--policy", POLICY)
        self.assertEqual(checked.returncode, 1)
        self.assertEqual(findings(checked.stdout), findings(scanned.stdout))
        self.assertTrue(all(len(line) <= 80 for line in checked.stdout.splitlines()))
        waivers = self.work / "waivers.toml"
        waivers.write_text('[[waiver]]\nrule = "*"\nowner = "ops"\nreason = "old tills"\nexpires = 2030-01-01\n')
        waived = ("--policy", POLICY, "--waivers", str(waivers))
        self.assertEqual(self.check(record, *waived, "--as-of", "2030-01-01").returncode, 0)
        late = self.check(record, *waived, "--as-of", "2030-01-02")
        self.assertEqual(late.returncode, 1)
        self.assertIn("expired on", late.stdout)

    def test_after_the_cutoff_it_passes(self):
        with gateway("after-cutoff.toml") as server:
            scanned, record = self.scan(server.target, "--policy", "azure-p2s-2024")
        self.assertEqual(scanned.returncode, 0, scanned.stdout + scanned.stderr)
        self.assertEqual(self.check(record, "--policy", POLICY, "--policy", "azure-p2s-2024").returncode, 0)

    def test_a_part_of_the_matrix_passes_nothing(self):
        with gateway("after-cutoff.toml") as server:
            scanned, record = self.scan(server.target, "--versions", "1.2")
        self.assertEqual(scanned.returncode, 2, scanned.stdout)
        allowed = self.check(record, "--policy", POLICY, "--allow-inconclusive")
        self.assertEqual(allowed.returncode, 0)
        self.assertIn("let through", allowed.stdout)

    def test_what_cannot_be_judged(self):
        bad = self.work / "bad.toml"
        bad.write_text('name = "p"\ntitle = "t"\n[[rule]]\nid = "a"\ntitle = "b"\nforbid.ciphers = "rc5"\n')
        wrong = self.check("none.json", "--policy", str(bad))
        self.assertEqual(wrong.returncode, 64)
        self.assertIn("bad.toml:6:18: expected a cipher", wrong.stderr)
        self.assertEqual(self.check("none.json", "--policy", "azure").returncode, 64)
        self.assertEqual(self.check("none.json").returncode, 64)
        self.assertEqual(self.check(str(self.work / "none.json"), "--policy", POLICY).returncode, 3)
        self.assertEqual(self.check("none.json", "--policy", str(self.work / "none.toml")).returncode, 3)

    def test_the_list_of_policies(self):
        names = [line.split()[0] for line in harness.run(["policies"]).stdout.splitlines()]
        self.assertIn(POLICY, names)
        for name in names:
            self.assertEqual(harness.run(["policies", "show", name]).returncode, 0)


if __name__ == "__main__":
    unittest.main()
