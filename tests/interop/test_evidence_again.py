# SPDX-License-Identifier: Apache-2.0
"""Evidence of fresh scans is made again, whatever was asked for and by whom; and forgeries of it are called out."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import harness
import servers
from test_matrix_gateway import gateway

BUILTIN = pathlib.Path(__file__).resolve().parents[2] / "probe/policy/builtin"
FEW = ["--versions=1.2", "--suites=0xC02F,0xC030,0x0005,0x002F"]
WAIVERS = """[[waiver]]
rule = "no-old-versions"
target = "*"
owner = "netops"
reason = "until the spring"
expires = 2099-01-01
"""


def verify(bundle, *options):
    return harness.run(["evidence", "verify", "--allow-unsigned", *options, str(bundle)])


class Fresh(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="sstp-probe-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.work = pathlib.Path(folder.name)

    def scanned(self, name, target, *options):
        bundle = self.work / name
        result = harness.run(["scan", "--quiet", f"--evidence={bundle}", *options, target])
        self.assertTrue(bundle.exists(), result.stderr)
        return bundle

    def assert_whole(self, bundle):
        result = verify(bundle)
        self.assertNotIn("NOT OK", result.stdout)
        return result.stdout

    def test_calls_are_climbed_again(self):
        with gateway("before-cutoff.toml") as server:
            told = self.assert_whole(self.scanned("open", server.target))
            self.assertIn("rungs were climbed again", told)
            self.assertNotIn("on its word, up to", told)
            told = self.assert_whole(self.scanned("closed", server.target, "--no-secrets", *FEW))
        self.assertIn("rungs fit the records there", told)
        self.assertIn("on its word, up to sstp in TLSv1.2: TLS_", told)

    def test_calls_of_tls_1_3(self):
        with servers.openssl() as server:
            told = self.assert_whole(self.scanned("tls13", server.target, "--versions=1.3,1.2"))
        self.assertIn("rungs were climbed again", told)

    def test_whatever_it_was_judged_by(self):
        policy, waivers = self.work / "mine.toml", self.work / "waivers.toml"
        policy.write_text((BUILTIN / "azure-p2s-2024.toml").read_text().replace("azure-p2s-2024", "mine"))
        waivers.write_text(WAIVERS)
        with gateway("after-cutoff.toml") as server:
            for name, options in (
                ("policy", [f"--policy={policy}"]),
                ("two", ["--policy=azure-p2s-2024", f"--policy={policy}", "--allow-inconclusive", "--fail-on-warn"]),
                ("waived", ["--policy=azure-p2s-2024", f"--waivers={waivers}"]),
                ("day", ["--policy=azure-p2s-2024", "--as-of=2031-02-03"]),
                ("japanese", ["--lang=ja"]),
            ):
                with self.subTest(name):
                    self.assert_whole(self.scanned(name, server.target, *FEW, *options))

    def test_for_programs(self):
        with gateway("after-cutoff.toml") as server:
            bundle = self.scanned("json", server.target, *FEW)
        found = json.loads(verify(bundle, "-o", "json=-").stdout)
        self.assertIn(found["verdict"], ("whole", "unvouched"))
        (bundle / "targets.txt").write_text("other.example.net\n")
        found = json.loads(verify(bundle, "-o", "json=-").stdout)
        self.assertEqual(found["verdict"], "broken")
        self.assertIn({"mark": "fails", "text": "changed: targets.txt"}, found["statements"])

    def test_forgeries(self):
        with gateway("after-cutoff.toml") as server:
            bundle = self.scanned("forged", server.target, *FEW)
        result = subprocess.run([os.environ["SSTP_PROBE_FORGER"]], capture_output=True, text=True, check=False,
                                env={**os.environ, "FORGED_BUNDLE": str(bundle)})  # fmt: skip
        self.assertEqual(result.returncode, 0, result.stdout[-4000:])


if __name__ == "__main__":
    unittest.main()
