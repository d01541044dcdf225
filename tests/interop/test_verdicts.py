# SPDX-License-Identifier: Apache-2.0
"""Verdicts never guess: what a scan did not learn is unknown to policies, differences and reports, on real servers."""

import json
import re
import unittest

import harness
import servers
from github_sarif import github_problems
from test_matrix_gateway import gateway

P256 = 'name = "p"\ntitle = "t"\n[[rule]]\nid = "no-p256"\ntitle = "No P-256"\nforbid.groups = ["secp256r1"]\n'


class Verdicts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = cls.enterClassContext(servers.work_directory())
        cls.gateway = cls.enterClassContext(gateway("before-cutoff.toml")).target
        cls.closed = f"{servers.LOOPBACK}:{servers.free_port()}"
        cls.policy = cls.work / "p256.toml"
        cls.policy.write_text(P256)

    def scan(self, *words):
        return harness.run(["scan", self.gateway, *map(str, words)])

    def test_a_group_that_was_not_asked_for_is_unknown(self):
        rows = [
            ("everything", 1, "FAIL", []),
            ("RC4 alone", 2, "UNKNOWN", ["--suites", "RC4"]),
            ("TLS 1.3 alone", 2, "UNKNOWN", ["--versions", "1.3"]),
        ]
        for name, code, word, options in rows:
            with self.subTest(name):
                result = self.scan("--policy", self.policy, *options)
                self.assertEqual(result.returncode, code, result.stdout + result.stderr)
                self.assertRegex(result.stdout, rf"(?m)^{word} +no-p256")
                self.assertEqual("\n  no-p256: cells " in result.stderr, code == 2, result.stderr)

    def test_a_pass_says_on_what(self):
        record, page = self.work / "pass.json", self.work / "pass.md"
        self.scan("--quiet", "-o", f"json={record}")
        result = harness.run(["check", "--details", str(record), "--policy", "azure-p2s-2018", "-o", f"markdown={page}"])
        passed = re.findall(r"(?m)^PASS +\S+: .*\n(?:  .*\n)+", result.stdout)
        self.assertTrue(passed)
        for one in passed:
            self.assertIn("known: ", one)
            for known, of in re.findall(r"(\d+) of\s+(\d+)", one):
                self.assertEqual(known, of, one)
        self.assertIn("Known: cells ", page.read_text())

    def test_sarif_has_a_place_whatever_names_the_target(self):
        log = self.work / "place.sarif"
        record = self.work / "place.json"
        list_ = self.work / "list.txt"
        list_.write_text(self.gateway + "\n")
        few = ["--quiet", "--depth", "hello", "--versions", "1.2", "--suites", "RC4"]
        rows = [
            ("a target", ["scan", self.gateway, *few, "-o", f"json={record}"]),
            ("no record", ["scan", self.gateway, *few]),
            ("a list", ["scan", "--targets", str(list_), *few]),
            ("a record", ["check", str(record), "--quiet"]),
        ]
        for name, words in rows:
            for policy in ("rfc9325", str(self.policy)):
                with self.subTest(name, policy=policy):
                    harness.run([*words, "--policy", policy, "-o", f"sarif={log}"])
                    self.assertEqual(list(github_problems(json.loads(log.read_text()))), [])

    def test_lines_are_what_report_makes_of_the_record(self):
        for extra in ([], ["-o", f"pcapng={self.work / 'lines.pcapng'}"]):
            with self.subTest(extra):
                lines, record = self.work / "lines.ndjson", self.work / "lines.json"
                lines.unlink(missing_ok=True)
                # The first takes longest, and the last is refused at once.
                result = harness.run(["scan", self.gateway, "--versions=1.2", self.closed, "--depth=tls", "--quiet",
                                      "-o", f"ndjson={lines}", "-o", f"json={record}", *extra])  # fmt: skip
                self.assertEqual(result.returncode, harness.INCONCLUSIVE, result.stderr)
                again = harness.run(["report", str(record), "-o", "ndjson=-"])
                self.assertEqual(again.stdout, lines.read_text())
                self.assertEqual("frames" in again.stdout, bool(extra))

    def test_a_scan_that_reaches_nobody_keeps_yesterdays_record(self):
        for word in ("json", "ndjson", "csv", "pcapng"):
            with self.subTest(word):
                path = self.work / f"kept.{word}"
                path.write_text("yesterday")
                result = harness.run(["scan", self.closed, "--quiet", "-o", f"{word}={path}"])
                self.assertEqual(result.returncode, harness.COULD_NOT_RUN)
                self.assertEqual(path.read_text(), "yesterday")
                self.assertIn("stays as it was", result.stderr)
                path.unlink()
                harness.run(["scan", self.closed, "--quiet", "-o", f"{word}={path}"])
                self.assertTrue(path.exists(), "there was nothing to keep")
                path.write_text("yesterday")
                harness.run(["scan", self.closed, self.gateway, "--versions=1.2", "--suites=RC4", "--quiet", "-o", f"{word}={path}"])
                self.assertNotIn("yesterday", path.read_text(errors="replace")[:9])

    def test_a_scan_that_was_cut_short_makes_no_cell_fall(self):
        before, after = self.work / "whole.json", self.work / "short.json"
        self.scan("--quiet", "-o", f"json={before}")
        record = json.loads(before.read_text())
        for row in record["targets"][0]["versions"]:
            for suite in row["accepted"]:
                suite.update(rung="hello", climb={"exchange": 0, "halt": "not_called", "times": {}})
        after.write_text(json.dumps(record))
        result = harness.run(["diff", str(before), str(after), "--fail-on", "fell"])
        self.assertEqual(result.returncode, 0, result.stdout)
        result = harness.run(["diff", str(before), str(after), "--fail-on", "fell,unknown", "-o", "json=-"])
        self.assertEqual(result.returncode, 1)
        self.assertEqual(json.loads(result.stdout)["failed_on"], ["unknown"])

    def test_diff_sees_keys_binding_groups_and_order(self):
        before, after = self.work / "old.json", self.work / "new.json"
        self.scan("--quiet", "-o", f"json={before}")
        record = json.loads(before.read_text())
        target = record["targets"][0]
        suite = next(suite for row in target["versions"] for suite in row["accepted"] if "key_bits" in suite)
        suite["key_bits"] = 2048
        target["sstp"]["hash_bitmask"] = 2
        family = next(family for family in target["server"]["groups"] if len(family["accepted"]) > 1)
        family["accepted"].reverse()
        record["started"] = "2000-01-01T00:00:00.000Z"
        after.write_text(json.dumps(record))
        result = harness.run(["diff", str(before), str(after), "--fail-on", "key,groups,binding,opened"])
        self.assertEqual(result.returncode, 1, result.stderr)
        for words in ("DH 1024 before, DH 2048 now", "SHA-1 and SHA-256 before, SHA-256 now",
                      "--fail-on: key 1, groups 1, binding 1", "first record is the newer one"):  # fmt: skip
            self.assertIn(words, re.sub(r"\s+", " ", result.stdout))


if __name__ == "__main__":
    unittest.main()
