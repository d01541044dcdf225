# SPDX-License-Identifier: Apache-2.0
"""Policies over the sample gateways: which rules fail, that scan and check agree, and every exit code."""

import pathlib
import re
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
    """A line a rule, and what the policy comes to."""
    return [line for line in text.splitlines() if re.match(rf"(FAIL|UNKNOWN|WARN|NOTE|WAIVED|PASS) |{POLICY}: ", line)]


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
        return harness.run(["check", "--details", record, *arguments])

    def test_before_the_cutoff_it_fails_by_the_rules_of_the_announcement(self):
        with gateway("before-cutoff.toml") as server:
            scanned, record = self.scan(server.target)
        self.assertEqual(scanned.returncode, 1, scanned.stderr)
        self.assertEqual(failed(scanned.stdout), FAILED_BEFORE)
        checked = harness.run(["check", record, "--policy", POLICY])
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

    def test_what_a_scanning_vendor_fails(self):
        with gateway("before-cutoff.toml") as server:
            scanned, record = self.scan(server.target, "--policy", "pci-asv")
        self.assertEqual(scanned.returncode, 1)
        asv = self.check(record, "--policy", "pci-asv").stdout
        self.assertEqual(failed(asv), {"poodle", "beast", "early-tls", "sweet32", "rc4"})
        self.assertIn("WARN     early-tls11: ", asv)
        # Every rule of it, passed or not, says that nobody read the document itself.
        rules = harness.run(["policies", "show", "pci-asv"]).stdout.count("\n       clause ")
        self.assertEqual(" ".join(asv.split()).count("(from a secondary source)"), rules)
        self.assertIn("WARN     no-3des: ", self.check(record, "--policy", "pci-dss-4").stdout)
        for kind in ("junit", "markdown", "github", "sarif", "html"):
            report = harness.run(["report", record, "--policy", "pci-asv", "-o", f"{kind}=-"]).stdout
            self.assertIn("from a secondary source", report, kind)
        with gateway("after-cutoff.toml") as server:
            scanned, record = self.scan(server.target, "--policy", "pci-asv", "--policy", "pci-dss-4")
        self.assertEqual(failed(self.check(record, "--policy", "pci-asv").stdout), set())
        self.assertEqual(self.check(record, "--policy", "pci-asv").returncode, 0)

    def test_horizons(self):
        with gateway("after-cutoff.toml") as server:
            _, record = self.scan(server.target)
        for policy, last_day, next_day, broken in (
            ("cnsa-2", "2026-12-31", "2027-01-01", {"tls13", "only-tls13", "has-mlkem1024", "only-mlkem1024", "certificate-key"}),
            ("bsi-tr-02102-2026", "2031-12-31", "2032-01-01", {"tls12", "key-exchanges", "groups"}),
            ("nist-ir-8547", "2035-12-31", "2036-01-01", {"key-exchanges", "groups", "certificate-key"}),
        ):  # fmt: skip
            with self.subTest(policy=policy):
                before = self.check(record, "--policy", policy, "--as-of", last_day)
                self.assertEqual(before.returncode, 0, before.stdout)
                self.assertIn(f"allowed until {last_day}, and a must after that", " ".join(before.stdout.split()))
                after = self.check(record, "--policy", policy, "--as-of", next_day)
                self.assertEqual(after.returncode, 1)
                self.assertEqual(failed(after.stdout), broken)
                self.assertIn(f"was allowed until {last_day}", " ".join(after.stdout.split()))
        # What becomes a should warns, and fails where that is wanted.
        deprecated = ("--policy", "nist-ir-8547", "--as-of", "2031-01-01")
        self.assertIn("WARN     rsa-3072: ", self.check(record, *deprecated).stdout)
        self.assertEqual(failed(self.check(record, *deprecated, "--fail-on-warn").stdout), {"rsa-3072"})

    def test_a_horizon_to_come_makes_nothing_pass_that_was_not_asked(self):
        with gateway("after-cutoff.toml") as server:
            _, record = self.scan(server.target, "--versions", "1.2")
        told = self.check(record, "--policy", "cnsa-2", "--as-of", "2026-12-31").stdout
        self.assertRegex(told, r"UNKNOWN +tls13: ")
        self.assertNotIn("PASS     tls13: ", told)
        self.assertEqual(self.check(record, "--policy", "cnsa-2", "--as-of", "2027-01-01").returncode, 1)

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
            shown = harness.run(["policies", "show", name])
            self.assertEqual(shown.returncode, 0)
            copy = self.work / "copy.toml"
            copy.write_text(harness.run(["policies", "show", name, "--toml"]).stdout)
            self.assertEqual(harness.run(["policies", "show", str(copy)]).stdout, shown.stdout)

    def test_a_policy_to_start_from(self):
        ours = self.work / "ours.toml"
        ours.write_text(harness.run(["policies", "new", "ours"]).stdout)
        self.assertIn("\nmust   no-3des\n", harness.run(["policies", "show", str(ours)]).stdout)
        with gateway("after-cutoff.toml") as server:
            scanned, _ = self.scan(server.target, "--policy", str(ours))
        self.assertIn("policy ours", scanned.stdout)
        for words in (["new"], ["new", "a b"], ["new", "pci-dss-4"], ["new", "x", "--toml"], ["--toml"],
                      ["show", str(ours), "--toml"], ["show", "none", "--toml"], ["make", "x"]):  # fmt: skip
            run = harness.run(["policies", *words])
            self.assertEqual((run.returncode, run.stdout), (64, ""), words)


if __name__ == "__main__":
    unittest.main()
