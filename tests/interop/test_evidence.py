# SPDX-License-Identifier: Apache-2.0
"""Evidence of a real scan: stock tools find it whole, and whatever is changed is found, by name."""

import hashlib
import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import harness
from test_matrix_gateway import gateway

MANIFEST = "MANIFEST.sha256"


def verify(bundle):
    return harness.run(["evidence", "verify", str(bundle)])


class Kept(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="sstp-probe-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.work = pathlib.Path(folder.name)
        cls.whole = cls.work / "whole"
        with gateway("after-cutoff.toml") as server:
            result = harness.run(["scan", "--quiet", f"--evidence={cls.whole}", server.target], 300)
            assert result.returncode == harness.COMPLETE, result.stderr
            cls.again = harness.run(["scan", "--quiet", "--depth=hello", f"--evidence={cls.whole}", server.target], 300)

    def copy(self):
        bundle = pathlib.Path(tempfile.mkdtemp(dir=self.work)) / "bundle"
        shutil.copytree(self.whole, bundle)
        return bundle

    def names(self):
        return sorted(str(path.relative_to(self.whole)) for path in self.whole.rglob("*") if path.is_file())

    def assert_caught(self, bundle, name):
        result = verify(bundle)
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        self.assertIn(name, result.stdout)

    def test_whole(self):
        self.assertTrue({MANIFEST, "record.json", "capture.pcapng", "targets.txt", "tool.txt", "reports/report.txt",
                         "certificates/1-1.pem"} <= set(self.names()))  # fmt: skip
        result = verify(self.whole)
        self.assertEqual(result.returncode, harness.COMPLETE, result.stdout + result.stderr)
        self.assertIn("cells follow from", result.stdout)
        subprocess.run(["sha256sum", "--strict", "-c", MANIFEST], cwd=self.whole, check=True, capture_output=True)
        subprocess.run(["openssl", "x509", "-in", self.whole / "certificates/1-1.pem", "-noout"], check=True)
        harness.validate_record.validate(json.loads((self.whole / "record.json").read_text()))

    def test_is_never_overwritten(self):
        self.assertEqual(self.again.returncode, harness.COULD_NOT_RUN)
        self.assertIn("is there already", self.again.stderr)
        self.assertEqual([path.name for path in self.work.glob(".sstp-probe-*")], [])

    def test_one_octet_changed_anywhere(self):
        for name in self.names():
            octets = (self.whole / name).read_bytes()
            bundle = self.copy()
            for at in sorted({0, len(octets) // 3, len(octets) // 2, len(octets) - 1}):
                with self.subTest(name, at=at):
                    changed = bytearray(octets)
                    changed[at] ^= 1
                    (bundle / name).write_bytes(changed)
                    self.assert_caught(bundle, name if name != MANIFEST else "NOT OK")

    def test_truncated_removed_added(self):
        for name in self.names():
            with self.subTest(name):
                bundle = self.copy()
                (bundle / name).write_bytes((self.whole / name).read_bytes()[:-1])
                self.assert_caught(bundle, name)
                (bundle / name).unlink()
                self.assert_caught(bundle, name)
        bundle = self.copy()
        (bundle / "reports" / "one-more.txt").write_text("x")
        self.assert_caught(bundle, "added: reports/one-more.txt")

    def test_record_that_claims_refused(self):
        """With the manifest made anew: the octets still show what was accepted."""
        self.assert_claim_caught(lambda version: version["refused"].append(
            {"codes": [version["accepted"][0]["code"]], "basis": "single", "reason": "alert_handshake_failure",
             "exchange": version["accepted"].pop(0)["exchange"]}))  # fmt: skip

    def test_record_that_keeps_silent(self):
        self.assert_claim_caught(lambda version: version["accepted"].pop(0))

    def assert_claim_caught(self, forge):
        bundle = self.copy()
        path = bundle / "record.json"
        record = json.loads(path.read_text())
        forge(next(row for row in record["targets"][0]["versions"] if len(row["accepted"]) > 1))
        path.write_text(json.dumps(record))
        lines = (bundle / MANIFEST).read_text().splitlines()
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lines = [f"{digest}  record.json" if line.endswith("  record.json") else line for line in lines]
        (bundle / MANIFEST).write_text("\n".join(lines) + "\n")
        self.assert_caught(bundle, "record.json: ")


if __name__ == "__main__":
    unittest.main()
