# SPDX-License-Identifier: Apache-2.0
"""The program for Windows, under Wine: the same as here where nothing is Windows' own, and what is.

SSTP_PROBE is the program, started by Wine, SSTP_PROBE_NATIVE the same built for this system, SSTP_PROBE_WINE what starts
any other program of Windows'.
"""

import contextlib
import fcntl
import json
import os
import pathlib
import pty
import re
import select
import signal
import struct
import subprocess
import tempfile
import termios
import time
import unittest
import zipfile

import harness
from test_matrix_gateway import gateway

WINE = os.environ["SSTP_PROBE_WINE"]
FORMATS = ("json", "ndjson", "csv", "html", "junit", "sarif", "markdown", "github", "prometheus", "cbom")
WINHTTP = r"SOFTWARE\{}Microsoft\Windows\CurrentVersion\Internet Settings\WinHttp"
EAP = r"SYSTEM\CurrentControlSet\Services\RasMan\PPP\EAP\13"


def native(*arguments):
    """The same program, built for this system."""
    return run(os.environ["SSTP_PROBE_NATIVE"], *arguments)


def windows(*arguments):
    return run(harness.scanner(), *arguments)


def run(*command):
    """Octets, for line ends matter here."""
    return subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=harness.HANGING, check=False)  # fmt: skip


class Case(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.work = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="sstp-probe-test-")))

    def succeeds(self, result, code=0):
        self.assertEqual(result.returncode, code, (result.stdout + result.stderr).decode(errors="replace"))
        return result


class Scans(Case):
    """The same cells, rungs and verdicts, whatever the servers do; a peer's reset reads as an end of stream under Wine."""

    def test_gateways(self):
        for profile in ("before-cutoff.toml", "after-cutoff.toml"):
            with self.subTest(profile), gateway(profile) as server:
                self.compare(server.target)

    def compare(self, target):
        ours, theirs = (self.scan(run_it, target) for run_it in (native, windows))
        self.assertGreater(sum(len(row["accepted"]) for row in theirs["versions"]), 0)
        self.assertEqual(ours["status"], theirs["status"])
        for mine, its in zip(ours["versions"], theirs["versions"]):
            with self.subTest(version=mine["version"]):
                self.assertEqual(cells(mine), cells(its))
        # The roots of Windows' store, which Wine fills from this system's: without any, the verdict would be another.
        self.assertEqual([chain["verdict"]["problems"] for chain in ours["certificates"]],
                         [chain["verdict"]["problems"] for chain in theirs["certificates"]])  # fmt: skip
        self.assertEqual(sorted(finding["kind"] for finding in ours["findings"]),
                         sorted(finding["kind"] for finding in theirs["findings"]))  # fmt: skip

    def scan(self, run_it, target):
        """RC4 and DES calls too: each cell is carried as far as it goes."""
        record = self.work / "record.json"
        self.succeeds(run_it("scan", "--timeout=60", "--depth=sstp", target, "--quiet", f"--output=json={record}"))
        return json.loads(record.read_bytes())["targets"][0]


def cells(row):
    """What is told of one version, without what differs from scan to scan."""
    return {"accepted": {suite["code"]: (suite["rung"], suite.get("halt"), suite.get("group"), suite.get("needs"))
                         for suite in row["accepted"]},
            "refused": sorted(harness.codes_of(row["refused"])),
            "inconclusive": sorted(harness.codes_of(row["inconclusive"]))}  # fmt: skip


class Reports(Case):
    """Of one record, both programs write the same octets, line ends among them."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="sstp-probe-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.record = pathlib.Path(folder.name) / "record.json"
        with gateway("before-cutoff.toml") as server:
            result = native("scan", "--timeout=60", server.target, "--quiet", f"--output=json={cls.record}")
        assert result.returncode == 0, result.stderr

    def test_every_format(self):
        for word in FORMATS:
            with self.subTest(word):
                written = [self.report(run_it, word) for run_it in (native, windows)]
                self.assertGreater(len(written[0]), 0)
                self.assertEqual(*written)

    def report(self, run_it, word):
        path = self.work / "report"
        self.succeeds(run_it("report", self.record, f"--output={word}={path}"))
        return path.read_bytes()

    def test_standard_output(self):
        """Into a pipe: CSV as it is, and the matrix in UTF-8."""
        for arguments in (["report", self.record, "--output=csv=-"], ["report", self.record, "--lang=ja"],
                          ["check", self.record, "--policy=azure-p2s-2024"], ["clients", self.record], ["suites"],
                          ["explain", "812"], ["explain", "0x80072746"], ["policies", "show", "pci-dss-4"],
                          ["--help"], ["scan", "--help"]):  # fmt: skip
            with self.subTest(arguments):
                ours, theirs = native(*arguments), windows(*arguments)
                self.assertEqual(ours.returncode, theirs.returncode)
                self.assertEqual(ours.stdout.decode(), theirs.stdout.decode())

    def test_policies_and_exit_codes(self):
        self.succeeds(windows("check", self.record, "--policy=azure-p2s-2024"), 1)
        self.succeeds(windows("check", self.record, "--policy=no-such"), 64)
        self.succeeds(windows("check", self.work / "missing", "--policy=azure-p2s-2024"), 3)

    def test_evidence(self):
        samples = pathlib.Path(__file__).resolve().parents[2] / "samples"
        verified = windows("evidence", "verify", "--ca", samples / "evidence-ca.pem", samples / "evidence.zip")
        self.succeeds(verified)

    def test_version_names_what_it_is_built_from(self):
        lines = self.succeeds(windows("--version")).stdout.decode().splitlines()
        self.assertRegex(lines[0], r"^sstp-probe \d")
        self.assertRegex(lines[2], r"^GCC [\d.]+, mingw-w64 [\d.]+$")
        self.assertRegex(lines[3], r"^OpenSSL 3\.")
        self.assertRegex(lines[4], r"fmt [\d.]+, nlohmann/json [\d.]+, pugixml [\d.]+, toml\+\+ [\d.]+$")


class Paths(Case):
    """Names outside ASCII, paths that are longer than 260 letters, and texts as PowerShell and Notepad write them."""

    def setUp(self):
        super().setUp()
        self.server = self.enterContext(gateway("after-cutoff.toml"))
        self.one_cell = ["--timeout=60", "--versions=1.2", "--suites=0xC028", "--quiet"]

    def scan_into(self, folder, evidence_name="Beweis 証拠"):
        folder.mkdir(parents=True)
        record, evidence = folder / "Prüfung 接続.json", folder / evidence_name
        self.succeeds(windows("scan", self.server.target, *self.one_cell, "-o", f"json={record}", "--evidence", evidence))
        self.succeeds(windows("report", record, "-o", f"html={folder / 'страница.html'}"))
        self.assertIn(b"<!DOCTYPE html>", (folder / "страница.html").read_bytes())
        self.succeeds(windows("evidence", "verify", "--allow-unsigned", evidence))
        self.assertEqual(sorted(path.name for path in folder.iterdir()),
                         sorted(["Prüfung 接続.json", evidence_name, "страница.html"]))  # fmt: skip

    def test_outside_ascii(self):
        self.scan_into(self.work / "Größe 試験")

    def test_long(self):
        folder = self.work
        while len(str(folder)) < 400:
            folder /= "ein-langer-name-接続" * 2
        self.scan_into(folder, "Beweis 証拠.zip")
        (folder / "evidence").mkdir()
        told = self.succeeds(windows("evidence", "verify", folder / "evidence"), 3).stderr.decode()
        self.assertIn("File name too long", told)

    def test_backslashes(self):
        (self.work / "folder").mkdir()
        path = self.work / "folder/record.json"
        self.succeeds(windows("scan", self.server.target, *self.one_cell, "-o", f"json={dos_path(path)}"))
        self.assertTrue(path.is_file())

    def test_what_is_missing_is_told_by_its_name(self):
        result = windows("report", self.work / "fehlt-日本.json")
        self.succeeds(result, 3)
        self.assertIn("fehlt-日本.json': No such file or directory", result.stderr.decode())

    def test_utf_16(self):
        """A list of targets, a policy and a record as `>` of Windows PowerShell leaves them."""
        texts = {"targets.txt": f"# die Gateways\n{self.server.target} label=Büro\n",
                 "mine.toml": windows("policies", "new", "mine").stdout.decode()}  # fmt: skip
        record = self.work / "record.json"
        self.succeeds(windows("scan", self.server.target, *self.one_cell, "-o", f"json={record}"))
        texts["again.json"] = record.read_text()
        for name, text in texts.items():
            (self.work / name).write_bytes(b"\xff\xfe" + text.replace("\n", "\r\n").encode("utf-16-le"))
        result = windows("scan", "--targets", self.work / "targets.txt", *self.one_cell, "-o", f"json={record}")
        self.succeeds(result)
        self.assertEqual(json.loads(record.read_bytes())["targets"][0]["label"], "Büro")
        verdict = windows("check", self.work / "again.json", "--policy", self.work / "mine.toml")
        self.assertIn(verdict.returncode, (0, 1, 2), verdict.stderr.decode())


class Streams(Case):
    """Pipes and a console."""

    def test_a_closed_pipe_is_quiet(self):
        for arguments in (["suites"], ["--help"], ["explain", "812"]):
            with self.subTest(arguments):
                reader, writer = os.pipe()
                os.close(reader)
                with os.fdopen(writer, "wb") as pipe:
                    result = subprocess.run([harness.scanner(), *arguments], stdin=subprocess.DEVNULL, stdout=pipe,
                                            stderr=subprocess.PIPE, timeout=harness.HANGING, check=False)  # fmt: skip
                self.assertEqual((result.returncode, result.stderr), (3, b""))

    def test_standard_input(self):
        """A list of targets, as `type targets.txt | sstp-probe scan --targets -` hands it in, a CR at each end."""
        with gateway("after-cutoff.toml") as server:
            result = subprocess.run([harness.scanner(), "scan", "--timeout=60", "--targets=-", "--versions=1.2", "--depth=hello"],
                                    input=f"{server.target}\r\n".encode(), capture_output=True,
                                    timeout=harness.HANGING, check=False)  # fmt: skip
        self.succeeds(result)
        self.assertNotIn(b"\r", result.stdout)

    def test_console(self):
        """Wide enough, in UTF-8, in colours."""
        with console("suites", "--family=RC4") as screen:
            shown = screen.read_all()
        self.assertIn("TLS_RSA_WITH_RC4_128_SHA", shown)


@contextlib.contextmanager
def console(*arguments):
    """The program in a console of Windows', which Wine draws on a terminal."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 100, 0, 0))
    process = subprocess.Popen([harness.scanner(), *arguments], stdin=follower, stdout=follower, stderr=follower,
                               start_new_session=True, env={**os.environ, "TERM": "xterm", "LC_ALL": "C.UTF-8"})  # fmt: skip
    os.close(follower)
    try:
        yield Screen(leader, process)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(leader)


class Screen:
    def __init__(self, leader, process):
        self.leader, self.process = leader, process

    def read_all(self):
        """Until the program ends: what was written, without where on the screen and in which colour."""
        octets = b""
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline:
            ready, _, _ = select.select([self.leader], [], [], 0.2)
            try:
                chunk = os.read(self.leader, 65536) if ready else b""
            except OSError:  # how Linux tells that nobody holds the other end any more
                break
            octets += chunk
            if not chunk and self.process.poll() is not None:
                break
        return re.sub(r"\x1b(\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07)", "", octets.decode(errors="replace"))


class Registry(Case):
    """`client-check` on the client itself: both views of the registry are read, and what it writes is taken back there."""

    def setUp(self):
        super().setUp()
        for key in (WINHTTP.format(""), WINHTTP.format("Wow6432Node\\"), EAP):
            reg("delete", f"HKLM\\{key}", "/f")
            self.addCleanup(reg, "delete", f"HKLM\\{key}", "/f")

    def add(self, key, name, number, *view):
        self.succeeds(reg("add", f"HKLM\\{key}", "/v", name, "/t", "REG_DWORD", "/d", hex(number), "/f", *view))

    def check(self, *arguments):
        return windows("client-check", "--windows=7", "--updates=installed", *arguments)

    def test_both_views(self):
        self.add(WINHTTP.format(""), "DefaultSecureProtocols", 0xA00)
        self.add(WINHTTP.format(""), "DefaultSecureProtocols", 0x80, "/reg:32")
        told = " ".join(self.check().stdout.decode().split())
        self.assertIn("DefaultSecureProtocols is 0xa00 (this computer): TLS 1.1 and TLS 1.2", told)
        self.assertIn("0x80", told)

    def test_nothing_is_set(self):
        told = " ".join(self.succeeds(self.check(), 1).stdout.decode().split())
        self.assertIn("DefaultSecureProtocols is not set", told)

    def test_what_it_writes_is_taken(self):
        """As a .reg file, and as commands in a batch file."""
        for word, name, take in (("reg", "fix.reg", lambda path: reg("import", path)),
                                 ("commands", "fix.cmd", lambda path: run(WINE, "cmd", "/c", path))):  # fmt: skip
            with self.subTest(word):
                reg("delete", f"HKLM\\{EAP}", "/f")
                fix = self.work / name
                undo = self.work / f"undo-{name}.reg"
                self.succeeds(self.check("-o", f"{word}={fix}", "-o", f"undo={undo}"), 1)
                self.succeeds(take(dos_path(fix)))
                self.succeeds(self.check())
                self.succeeds(reg("import", dos_path(undo)))
                self.succeeds(self.check(), 1)


class Package(Case):
    """The .zip: all of it in one folder, and what is in the program is named."""

    def test_zip(self):
        build = pathlib.Path(os.environ["SSTP_PROBE_BUILD"])
        self.succeeds(run("cmake", "--build", build, "--target", "third_party"))
        self.succeeds(run("cpack", "--config", build / "CPackConfig.cmake", "-B", self.work))
        (archive,) = self.work.glob("sstp-probe-*-windows-x86_64.zip")
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(self.work)
        top = archive.with_suffix("")
        for path in ("README.md", "LICENSE", "policies/azure-p2s-2024.toml", "samples/evidence.zip"):
            self.assertTrue((top / path).is_file(), path)
        bill = json.loads((top / "sstp-probe.cdx.json").read_text(encoding="utf-8"))
        names = {component["name"] for component in bill["components"]}
        self.assertLessEqual({"OpenSSL", "pugixml", "mingw-w64", "GNU C++ Library", "Boost"}, names)
        notices = (top / "THIRD-PARTY.txt").read_text(encoding="utf-8")
        for name in names:
            self.assertIn(f"\n{name} (", notices)
        self.assertIn(b"sstp-probe ", self.succeeds(run(WINE, top / "sstp-probe.exe", "--version")).stdout)


def reg(*arguments):
    return run(WINE, "reg", *arguments)


def dos_path(path):
    """As Wine shows this system's files."""
    return "Z:" + str(path).replace("/", "\\")


if __name__ == "__main__":
    unittest.main()
