# SPDX-License-Identifier: Apache-2.0
"""What samples/package.sh made: the hashes are right, the .deb installs, runs and goes again, the archive has it all."""

import gzip
import json
import os
import pathlib
import subprocess
import tarfile
import tempfile
import unittest

PACKAGES = pathlib.Path(os.environ["SSTP_PROBE_PACKAGES"])
SHARED = ("share/man/man1/sstp-probe.1.gz", "share/bash-completion/completions/sstp-probe",
          "share/zsh/vendor-completions/_sstp-probe", "share/fish/vendor_completions.d/sstp-probe.fish",
          "share/sstp-probe/policies/azure-p2s-2024.toml", "share/sstp-probe/samples/evidence.zip",
          "share/sstp-probe/samples/ci/.gitlab-ci.yml", "share/doc/sstp-probe/README.md",
          "share/doc/sstp-probe/THIRD-PARTY.txt", "share/doc/sstp-probe/sstp-probe.cdx.json")  # fmt: skip


def run(*command):
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise AssertionError(f"{command} ended with {result.returncode}\n{result.stdout}{result.stderr}")
    return result.stdout


def deb():
    (package,) = PACKAGES.glob("*.deb")
    return package


class Contents(unittest.TestCase):
    def setUp(self):
        self.work = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="sstp-probe-test-")))

    def test_hashes(self):
        listed = run("sh", "-c", f"cd '{PACKAGES}' && sha256sum -c SHA256SUMS")
        self.assertEqual(sorted(line.split(":")[0] for line in listed.splitlines()),
                         sorted(path.name for path in PACKAGES.iterdir() if path.name != "SHA256SUMS"))  # fmt: skip

    def test_archive(self):
        (archive,) = PACKAGES.glob("*.tar.gz")
        with tarfile.open(archive) as tar:
            tar.extractall(self.work, filter="data") if hasattr(tarfile, "data_filter") else tar.extractall(self.work)
        (top,) = self.work.iterdir()
        self.assertEqual(top.name, archive.name.removesuffix(".tar.gz"))
        for path in (*SHARED, "share/doc/sstp-probe/LICENSE"):
            self.assertTrue((top / path).is_file(), path)
        self.assertFalse((top / "include").exists())
        self.names_what_is_in_it(top, {"OpenSSL", "GNU C Library", "Boost"})
        self.runs(top / "bin/sstp-probe", top)

    def test_deb_installs_runs_and_goes(self):
        root = self.work / "root"
        (root / "var/lib/dpkg").mkdir(parents=True)
        (root / "var/lib/dpkg/status").touch()
        before = self.files(root)
        # The libraries that it depends on are those of this system, which the new root knows nothing of.
        dpkg = ["dpkg", f"--root={root}", "--force-depends", "--force-not-root", "--no-triggers", f"--log={self.work}/log"]
        run(*dpkg, "--install", deb())
        for path in (*SHARED, "share/doc/sstp-probe/copyright", "share/doc/sstp-probe/changelog.gz"):
            self.assertTrue((root / "usr" / path).is_file(), path)
        self.runs(root / "usr/bin/sstp-probe", root / "usr")
        run(*dpkg, "--purge", "sstp-probe")
        self.assertEqual(self.files(root), before)

    def test_deb_names_what_it_needs(self):
        fields = run("dpkg-deb", "--field", deb())
        self.assertRegex(fields, r"(?m)^Depends:.*\blibssl3")
        self.assertRegex(fields, r"(?m)^Depends:.*\blibc6 \(>= ")
        self.assertRegex(fields, r"(?m)^Description: which TLS versions")

    def names_what_is_in_it(self, prefix, names):
        documents = prefix / "share/doc/sstp-probe"
        notices = (documents / "THIRD-PARTY.txt").read_text(encoding="utf-8")
        bill = json.loads((documents / "sstp-probe.cdx.json").read_text(encoding="utf-8"))
        listed = {component["name"]: component for component in bill["components"]}
        self.assertLessEqual(names, set(listed))
        for name, component in listed.items():
            self.assertIn(f"\n{name} (", notices)
            self.assertTrue(component["purl"].startswith("pkg:deb/debian/"), component)
        self.assertEqual(set(bill["dependencies"][0]["dependsOn"]), {each["bom-ref"] for each in bill["components"]})

    def runs(self, program, prefix):
        version = run(program, "--version").splitlines()
        self.assertRegex(version[0], r"^sstp-probe \d")
        self.assertRegex(version[1], r"^(commit|built) ")
        samples = prefix / "share/sstp-probe/samples"
        run(program, "evidence", "verify", "--ca", samples / "evidence-ca.pem", samples / "evidence.zip")
        self.assertIn(".TH SSTP", gzip.decompress((prefix / SHARED[0]).read_bytes()).decode())

    @staticmethod
    def files(root):
        """But what dpkg keeps for itself."""
        return sorted(str(path) for path in root.rglob("*") if not path.relative_to(root).as_posix().startswith("var/lib/dpkg"))


class Lintian(unittest.TestCase):
    def test_lintian_finds_no_error(self):
        user = [] if os.geteuid() else ["--allow-root"]
        run("lintian", *user, "--fail-on", "error", deb())


if __name__ == "__main__":
    unittest.main()
