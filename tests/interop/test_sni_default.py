# SPDX-License-Identifier: Apache-2.0
"""What a server shows to those who do not name the target is told, and judged as nobody's."""

import json
import unittest

import harness
import servers
import two_names


class DefaultCertificate(unittest.TestCase):
    """Good for the name, weak without it."""

    @classmethod
    def setUpClass(cls):
        work = cls.enterClassContext(servers.work_directory())
        authority, good = two_names.signed(work, two_names.NAME)
        named, nameless = two_names.with_certificate(good), two_names.with_certificate(two_names.weak(work))
        server = cls.enterClassContext(two_names.nginx(work, named, nameless))
        cls.record_path = work / "record.json"
        cls.html = work / "page.html"
        cls.result = harness.run(["scan", "--color=never", f"--ca={authority}", f"--connect={server.target}",
                                  two_names.NAME, "--policy=pci-dss-4", f"--output=json={cls.record_path}",
                                  f"--output=html={cls.html}"], timeout=180)  # fmt: skip
        cls.target = json.loads(cls.record_path.read_text())["targets"][0]

    def test_every_rule_is_kept(self):
        self.assertEqual(self.result.returncode, harness.COMPLETE, self.result.stdout[-3000:])

    def test_a_saved_record_is_judged_alike(self):
        again = harness.run(["check", str(self.record_path), "--policy=pci-dss-4"])
        self.assertEqual(again.returncode, harness.COMPLETE, again.stdout[-3000:])

    def test_the_other_chain_is_marked(self):
        named = {chain.get("named", True): chain for chain in self.target["certificates"]}
        self.assertEqual(set(named), {True, False})
        self.assertIn("default.invalid", json.dumps(named[False]))
        self.assertIn(two_names.NAME, json.dumps(named[True]))


if __name__ == "__main__":
    unittest.main()
