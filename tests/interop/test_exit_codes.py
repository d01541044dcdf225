# SPDX-License-Identifier: Apache-2.0
"""Every exit code that README documents for a command, reached by that command: one row each."""

import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import harness
import servers
from test_matrix_gateway import gateway

README = pathlib.Path(__file__).resolve().parents[2] / "README.md"
POLICY = "azure-p2s-2018"
NAME = "after.gateway.example.test"  # that its certificate is made out to
ONE_CELL = ("--versions=1.2", "--suites=0xC028")
WINDOWS_KEYS = r"""REGEDIT4

[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\WinHttp]
{outside}
[HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Microsoft\Windows\CurrentVersion\Internet Settings\WinHttp]
{outside}
[HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\RasMan\PPP\EAP\13]
{inside}
[HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL]
[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft]
"""


def documented():
    """{(command, code)}, out of README's table: the last column names the commands, or says that it is every one."""
    table = README.read_text().split("| code | meaning |", 1)[1].split("\n\n", 1)[0]
    rows = re.findall(r"^\| (\d+) \|.*\| ([^|]*) \|$", table, re.MULTILINE)
    return {(command, int(code)) for code, names in rows
            for command in (commands() if names == "every command" else re.findall(r"`([a-z-]+)`", names))}  # fmt: skip


def commands():
    """Those of `sstp-probe --help`."""
    lines = harness.run(["--help"]).stdout.split("Commands", 1)[1].split("\n\n", 1)[0]
    return re.findall(r"^  ([a-z][a-z-]+)  ", lines, re.MULTILINE)


class ExitCodes(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="sstp-probe-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.work = pathlib.Path(folder.name)
        cls.before = cls.enterClassContext(gateway("before-cutoff.toml")).target
        cls.after = cls.enterClassContext(gateway("after-cutoff.toml")).target
        cls.closed = f"{servers.LOOPBACK}:{servers.free_port()}"
        cls.make_records()
        cls.make_registries()

    @classmethod
    def make_records(cls):
        (cls.work / "roots.pem").write_text(servers.certificate_of(cls.after))
        for name, target in (("before", cls.before), ("after", cls.after)):
            scanned = harness.run(["scan", "--connect", target, NAME, "--quiet", f"--output=json={cls.path(name)}",
                                   "--ca", cls.path("roots.pem"), f"--evidence={cls.work / 'bundle'}-{name}"])  # fmt: skip
            assert scanned.returncode == harness.COMPLETE, scanned.stderr
        record = json.loads((cls.work / "after").read_text())
        record["targets"][0]["status"] = "partial"
        (cls.work / "partial").write_text(json.dumps(record))
        for name, more in (("untrusted", []), ("uncalled", ["--ca", cls.path("roots.pem"), "--depth", "hello"])):
            scanned = harness.run(["scan", "--connect", cls.after, NAME, "--quiet", f"--output=json={cls.path(name)}", *more])
            assert scanned.returncode == harness.COMPLETE, scanned.stderr
        (cls.work / "garbage").write_text("{")
        waiver = '[[waiver]]\nrule = "{}"\nowner = "ops"\nreason = "old tills"\nexpires = 2099-01-01\n'
        (cls.work / "waivers.toml").write_text(waiver.format("no-rc4"))
        (cls.work / "mistyped.toml").write_text(waiver.format("no-rc5"))
        shutil.copytree(cls.work / "bundle-before", cls.work / "bundle-signed")
        sealed = harness.run(["evidence", "seal", "--sign-key", servers.make_key(cls.work, "ecdsa"), cls.path("bundle-signed")])
        assert sealed.returncode == harness.COMPLETE, sealed.stderr
        (cls.work / "bundle-after" / "tool.txt").write_text("another tool\n")

    @classmethod
    def make_registries(cls):
        fixed = {"outside": '"DefaultSecureProtocols"=dword:00000aa0\n', "inside": '"TlsVersion"=dword:00000fc0\n'}
        shipped = {"outside": "", "inside": ""}
        for name, keys in (("fixed.reg", fixed), ("shipped.reg", shipped)):
            (cls.work / name).write_text(WINDOWS_KEYS.format(**keys))
        switches = WINDOWS_KEYS.format(**shipped) + "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\" \
            "SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2\\Client]\n"  # fmt: skip
        (cls.work / "two-keys.reg").write_text(WINDOWS_KEYS.format(**shipped).split("[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control")[0])
        (cls.work / "off.reg").write_text(switches + '"Enabled"=dword:00000000\n')
        (cls.work / "asked.reg").write_text(switches + '"DisabledByDefault"=dword:00000001\n')
        (cls.work / "nothing.reg").write_text("REGEDIT4\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Example]\n")

    @classmethod
    def path(cls, name):
        return str(cls.work / name)

    def rows(self):
        path = self.path
        missing = path("missing")
        yield "scan", 0, [self.after, *ONE_CELL]
        yield "scan", 0, [self.after, "--policy", POLICY]
        yield "scan", 0, [self.before, "--policy", POLICY, "--exit-zero-on", "1,2"]
        yield "scan", 0, [self.after, *ONE_CELL, "--policy", POLICY, "--exit-zero-on", "2"]
        yield "scan", 1, [self.before, "--policy", POLICY]
        yield "scan", 1, [self.before, "--policy", POLICY, "--exit-zero-on", "2"]
        yield "scan", 1, [self.after, *ONE_CELL, "--expect", "absent"]
        yield "scan", 2, [self.after, *ONE_CELL, "--policy", POLICY]
        yield "scan", 2, [self.after, self.closed, *ONE_CELL]
        yield "scan", 2, [self.closed, "--expect", "absent"]
        yield "scan", 3, [self.closed]
        yield "scan", 3, [self.closed, "--exit-zero-on", "1,2"]
        yield "scan", 3, [self.after, *ONE_CELL, "-o", f"json={missing}/record.json"]
        yield "scan", 3, ["--targets", missing]
        yield "scan", 3, ["--profile", missing]
        yield "scan", 64, []
        yield "scan", 64, [self.after, "--policy", "no-such-policy"]
        yield "report", 0, [path("partial")]
        yield "report", 3, [path("garbage")]
        yield "report", 3, [path("before"), "-o", f"html={missing}/page.html"]
        yield "report", 64, [path("before"), "-o", "nonsense=-"]
        yield "scan", 64, [self.after, "--exit-zero-on", "3"]
        yield "check", 0, [path("after"), "--policy", POLICY]
        yield "check", 0, [path("before"), "--policy", POLICY, "--exit-zero-on", "1"]
        yield "check", 0, [path("after"), "--policy", POLICY, "--waivers", path("waivers.toml")]
        yield "check", 1, [path("after"), "--policy", POLICY, "--waivers", path("waivers.toml"),
                           "--fail-on-stale-waivers"]  # fmt: skip
        yield "check", 64, [path("after"), "--policy", POLICY, "--waivers", path("mistyped.toml")]
        yield "check", 1, [path("before"), "--policy", POLICY]
        yield "check", 2, [path("partial"), "--policy", POLICY]
        yield "check", 3, [missing, "--policy", POLICY]
        yield "check", 64, [path("after")]
        yield "diff", 0, [path("before"), path("after"), "--fail-on", "fell"]
        yield "diff", 0, [path("before"), path("after"), "--fail-on", "closed", "--exit-zero-on", "1"]
        yield "diff", 1, [path("before"), path("after"), "--fail-on", "closed"]
        yield "diff", 1, [path("before"), path("after"), "--fail-on", "unknown"]
        yield "diff", 3, [path("before"), missing]
        yield "diff", 64, [path("before"), path("after"), "--fail-on", "nonsense"]
        yield "policies", 0, ["show", POLICY]
        yield "policies", 3, ["show", missing]
        yield "policies", 64, ["show", "no-such-policy"]
        yield "policies", 64, ["new", "ours", "-o", "json=-"]
        yield "suites", 0, []
        yield "suites", 64, ["--family", "ROT13"]
        yield "explain", 0, ["812"]
        yield "explain", 3, ["812", "-o", f"json={missing}/812.json"]
        yield "explain", 64, ["nonsense"]
        yield "explain", 64, ["812", "-o", "html=-"]
        yield "completions", 0, ["bash"]
        yield "completions", 64, ["tcsh"]
        yield "man", 0, []
        yield "man", 64, ["scan"]
        yield "clients", 0, [path("after")]
        yield "clients", 0, [NAME, "--connect", self.after, "--ca", path("roots.pem")]
        yield "clients", 2, [path("partial")]
        yield "clients", 2, [NAME, "--connect", self.after]
        yield "clients", 2, [path("untrusted")]
        yield "clients", 0, [path("untrusted"), "--ca", path("roots.pem")]
        yield "clients", 3, [path("untrusted"), "--ca", missing]
        yield "clients", 2, [path("uncalled")]
        yield "clients", 3, [self.closed]
        yield "clients", 3, [path("garbage")]
        yield "clients", 64, [path("after"), "-o", "nonsense=-"]
        yield "client-check", 0, ["--windows", "7", "--reg", path("fixed.reg"), "--updates", "installed"]
        yield "client-check", 0, ["--windows", "10", "--reg", path("shipped.reg"), "--record", path("after")]
        yield "clients", 0, [path("partial"), "--exit-zero-on", "2"]
        yield "client-check", 0, ["--windows", "7", "--reg", path("shipped.reg"), "--exit-zero-on", "1"]
        yield "client-check", 1, ["--windows", "7", "--reg", path("shipped.reg")]
        yield "client-check", 1, ["--windows", "7", "--reg", path("fixed.reg"), "--updates", "missing"]
        yield "client-check", 1, ["--windows", "10", "--reg", path("off.reg")]
        yield "client-check", 2, ["--windows", "7", "--reg", path("fixed.reg")]
        yield "client-check", 2, ["--windows", "10", "--reg", path("two-keys.reg")]
        yield "client-check", 2, ["--reg", path("fixed.reg")]
        yield "client-check", 2, ["--windows", "10", "--reg", path("asked.reg")]
        yield "client-check", 2, ["--windows", "10", "--reg", path("shipped.reg"), "--record", path("untrusted")]
        yield "client-check", 0, ["--windows", "10", "--reg", path("shipped.reg"), "--record", path("untrusted"),
                                  "--ca", path("roots.pem")]  # fmt: skip
        yield "client-check", 2, ["--windows", "7", "--reg", path("nothing.reg")]
        yield "client-check", 3, ["--reg", missing]
        yield "client-check", 64, ["--windows", "3.11"]
        yield "evidence", 0, ["verify", "--allow-unsigned", path("bundle-before")]
        yield "evidence", 0, ["show", path("bundle-before"), "1.2/C02F"]
        yield "evidence", 0, ["verify", path("bundle-before"), "--exit-zero-on", "2"]
        yield "evidence", 2, ["verify", path("bundle-before")]
        yield "evidence", 1, ["verify", path("bundle-after")]
        yield "evidence", 2, ["verify", path("bundle-signed")]
        yield "evidence", 3, ["verify", missing]
        yield "evidence", 64, ["destroy", path("bundle-before")]
        yield "evidence", 64, ["show", path("bundle-before"), "1.2/C02F", "-o", "json=-"]

    def test_each_code_of_each_command(self):
        reached = set()
        for command, code, arguments in self.rows():
            with self.subTest(command=command, code=code, arguments=arguments):
                result = harness.run([command, *arguments])
                self.assertEqual(result.returncode, code, result.stdout[-2000:] + result.stderr)
                if code in (harness.COULD_NOT_RUN, harness.USAGE_ERROR):
                    self.assertNotEqual(result.stderr + result.stdout, "", "it says why")
            reached.add((command, code))
        self.assertEqual(sorted(reached | self.without_output()), sorted(documented()))

    def without_output(self):
        """A full disk behind standard output is a failure of every command that prints."""
        reached = set()
        record = self.path("after")
        for command, arguments in (("report", [record]), ("check", [record, "--policy", POLICY]), ("diff", [record] * 2),
                                   ("policies", []), ("suites", []), ("explain", ["812"]), ("clients", [record]),
                                   ("completions", ["zsh"]), ("man", []),
                                   ("client-check", ["--reg", self.path("fixed.reg")]),
                                   ("evidence", ["verify", self.path("bundle-before")]),
                                   ("scan", [self.after, *ONE_CELL])):  # fmt: skip
            with self.subTest(command=command), open("/dev/full", "w") as full:
                result = subprocess.run([harness.scanner(), command, *arguments], stdin=subprocess.DEVNULL, stdout=full,
                                        stderr=subprocess.PIPE, text=True, timeout=harness.HANGING, check=False)  # fmt: skip
                self.assertEqual(result.returncode, harness.COULD_NOT_RUN, result.stderr)
                self.assertIn("standard output", result.stderr)
            reached.add((command, harness.COULD_NOT_RUN))
        return reached


if __name__ == "__main__":
    unittest.main()
