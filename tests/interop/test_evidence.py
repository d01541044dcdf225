# SPDX-License-Identifier: Apache-2.0
"""Evidence of a real scan: stock tools find it whole, and whatever is changed is found, by name."""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import warnings
import zipfile

import harness
import peer_case
import servers
from test_capture import rows
from test_matrix_gateway import gateway

MANIFEST = "MANIFEST.sha256"


def verify(bundle, options=("--allow-unsigned",)):
    return harness.run(["evidence", "verify", *options, str(bundle)])


class Kept(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="sstp-probe-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.work = pathlib.Path(folder.name)
        cls.whole = cls.work / "whole"
        with gateway("after-cutoff.toml") as server:
            result = harness.run(["scan", "--quiet", f"--evidence={cls.whole}", server.target])
            assert result.returncode == harness.COMPLETE, result.stderr
            few = ["scan", "--quiet", "--versions=1.2", "--suites=0xC02F,0xC030,0x0005,0x002F"]
            cls.again = harness.run([*few, f"--evidence={cls.whole}", server.target])
            cls.small, cls.archive = cls.work / "small", cls.work / "small.zip"
            for bundle in (cls.small, cls.archive):
                result = harness.run([*few, "--policy=azure-p2s-2024", f"--evidence={bundle}", server.target])
                assert bundle.exists(), result.stderr

    def copy(self):
        bundle = pathlib.Path(tempfile.mkdtemp(dir=self.work)) / "bundle"
        shutil.copytree(self.small, bundle)
        return bundle

    def names(self):
        return sorted(str(path.relative_to(self.small)) for path in self.small.rglob("*") if path.is_file())

    def assert_caught(self, bundle, name):
        result = verify(bundle)
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        self.assertIn(name, result.stdout)

    def test_whole(self):
        self.assertTrue({MANIFEST, "record.json", "capture.pcapng", "targets.txt", "tool.txt", "reports/report.txt",
                         "certificates/1-1.pem", "policies/azure-p2s-2024.toml"} <= set(self.names()))  # fmt: skip
        result = verify(self.whole)
        self.assertEqual(result.returncode, harness.COMPLETE, result.stdout + result.stderr)
        self.assertIn("cells follow from", result.stdout)
        subprocess.run(["sha256sum", "--strict", "-c", MANIFEST], cwd=self.whole, check=True, capture_output=True)
        subprocess.run(["openssl", "x509", "-in", self.whole / "certificates/1-1.pem", "-noout"], check=True)
        harness.validate_record.validate(json.loads((self.whole / "record.json").read_text()))

    def test_what_was_asked_for_and_by_whom(self):
        version = harness.run(["--version"]).stdout
        self.assertEqual((self.small / "tool.txt").read_text(), version)
        show = harness.run(["scan", "--quiet", "--depth=hello", "--versions=1.2", "--suites=0x0005", "--timeout=0.5",
                            f"--targets={self.small / 'targets.txt'}"])  # fmt: skip
        self.assertEqual(show.returncode, harness.COULD_NOT_RUN, show.stderr)  # the gateway is gone by now
        self.assertIn("judged as of 20", (self.small / "policies/judged.txt").read_text())
        policy = harness.run(["check", f"--policy={self.small / 'policies/azure-p2s-2024.toml'}",
                              str(self.small / "record.json")])  # fmt: skip
        self.assertIn(policy.returncode, (0, 1, 2), policy.stderr)

    def test_a_zip_is_the_same(self):
        self.assertEqual(verify(self.archive).returncode, harness.COMPLETE)
        with zipfile.ZipFile(self.archive) as opened:
            self.assertIsNone(opened.testzip())
            self.assertEqual(opened.namelist(), sorted(opened.namelist()))
            self.assertEqual(opened.namelist(), self.names())
            finished = json.loads(opened.read("record.json"))["finished"]
            times = {"%04d-%02d-%02dT%02d:%02d" % entry.date_time[:5] for entry in opened.infolist()}
            self.assertEqual(times, {finished[:16]})
            self.assertEqual(opened.read("reports/report.csv").count(b"\n"), (self.small / "reports/report.csv").read_bytes().count(b"\n"))

    def test_zips_that_are_not_right(self):
        def forged(change):
            """A zip of the same files with the entries that `change` makes of theirs."""
            path = pathlib.Path(tempfile.mkdtemp(dir=self.work)) / "forged.zip"
            with zipfile.ZipFile(self.archive) as source, zipfile.ZipFile(path, "w") as target, \
                    warnings.catch_warnings():  # fmt: skip
                warnings.simplefilter("ignore")  # about names that are there twice
                for name, octets in change([(name, source.read(name)) for name in source.namelist()]):
                    target.writestr(name, octets)
            return path

        octets = self.archive.read_bytes()
        for what, make, code, says in (
            ("again", lambda all: all, 0, "is whole"),
            ("added", lambda all: all + [("reports/more.txt", b"x")], 1, "added: reports/more.txt"),
            ("added beside the manifest", lambda all: all + [("MANIFEST.sha256.html", b"x")], 1, "added: MANIFEST"),
            ("removed", lambda all: [one for one in all if one[0] != "tool.txt"], 1, "missing: tool.txt"),
            ("changed", lambda all: [(n, o + b"x" if n == "tool.txt" else o) for n, o in all], 1, "changed: tool.txt"),
            ("twice", lambda all: all + [("tool.txt", b"x")], 1, "'tool.txt' is in it twice"),
            ("out of it", lambda all: all + [("../tool.txt", b"x")], 1, "'../tool.txt' is no name"),
            ("out of it inside", lambda all: all + [("a/../../tool.txt", b"x")], 1, "is no name"),
            ("out of it backwards", lambda all: all + [("..\\tool.txt", b"x")], 1, "is no name"),
            ("absolute", lambda all: all + [("/tmp/tool.txt", b"x")], 1, "is no name"),
            ("a drive", lambda all: all + [("c:tool.txt", b"x")], 1, "is no name"),
            ("a terminal's", lambda all: all + [("\x1b[31m", b"x")], 1, "'\\x1b[31m' is no name"),
        ):  # fmt: skip
            with self.subTest(what):
                result = verify(forged(make))
                self.assertEqual(result.returncode, code, result.stdout + result.stderr)
                self.assertIn(says, result.stdout + result.stderr)
        path = self.work / "cut.zip"
        for size in (0, 1, len(octets) // 3, len(octets) - 22, len(octets) - 1):
            path.write_bytes(octets[:size])
            result = verify(path)
            self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
            self.assertIn("its zip is not sound", result.stdout)

    def test_a_file_that_the_directory_of_a_zip_does_not_count(self):
        octets = bytearray(self.archive.read_bytes())
        for at in (-14, -12):  # APPNOTE 4.3.16
            octets[at] -= 1
        path = self.work / "hidden.zip"
        path.write_bytes(octets)
        result = verify(path)
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        self.assertIn("more entries than the end record says", result.stdout)

    def test_what_is_no_file_in_a_folder(self):
        for make, says in (
            (lambda bundle: (bundle / "link").symlink_to(bundle / "tool.txt"), "'link' is a link"),
            (lambda bundle: (bundle / "reports/more").symlink_to("/"), "'reports/more' is a link"),
            (lambda bundle: os.mkfifo(bundle / "pipe"), "'pipe' is neither a file nor a folder"),
            (lambda bundle: (bundle / "a b").touch(), "'a b' is no name"),
            (lambda bundle: (bundle / "TOOL.TXT").touch(), "is in it twice"),
            (lambda bundle: (bundle / "1/2/3/4/5/6/7/8/9").mkdir(parents=True), "is no name"),
        ):
            with self.subTest(says):
                bundle = self.copy()
                make(bundle)
                self.assert_caught(bundle, says)

    def test_unsigned_is_no_better_than_by_a_stranger(self):
        result = verify(self.whole, ())
        self.assertEqual(result.returncode, 2, result.stdout + result.stderr)
        self.assertTrue(result.stdout.startswith("-        not sealed: "), result.stdout)
        self.assertIn("neither signed nor time-stamped", result.stdout)

    def test_what_stands_behind_a_cell(self):
        """The frames that are named are those in which tshark too sees these hellos and their answers."""
        seen = {}
        for frame, kind, codes, alert in rows(self.small / "capture.pcapng", "tls", "frame.number", "tls.handshake.type",
                                              "tls.handshake.ciphersuite", "tls.alert_message.desc"):  # fmt: skip
            seen[int(frame)] = (set(kind.split(",")), {int(code, 0) for code in codes.split(",") if code}, alert)
        for cell, outcome, answer in (("1.2/C02F", "accepted", "ServerHello"), ("TLS1.2/0x0005", "refused", "closed before an octet")):
            with self.subTest(cell):
                result = harness.run(["evidence", "show", str(self.small), cell])
                self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
                self.assertIn(f": {outcome}\n", result.stdout)
                self.assertIn("which the cell rests on", result.stdout)
                code, hellos = int(cell.split("/")[1].removeprefix("0x"), 16), 0
                # A control may have offered anything.
                for about, frame, way, what in re.findall(
                    r"^Exchange (.*)$|^ +(\d+) (->|<-) +\d+  (.*)$", result.stdout, re.M
                ):
                    if about:
                        is_control = "a control" in about
                        continue
                    kinds, codes, alert = seen[int(frame)]
                    if what.startswith("ClientHello"):
                        self.assertEqual((way, "1" in kinds), ("->", True), result.stdout)
                        self.assertTrue(is_control or code in codes, result.stdout)
                        hellos += not is_control
                    if what.startswith("ServerHello"):
                        self.assertEqual((way, "2" in kinds), ("<-", True), result.stdout)
                    if what.startswith("alert, fatal"):
                        self.assertEqual((way, alert != ""), ("<-", True), result.stdout)
                self.assertGreater(hellos, 0, result.stdout)
                self.assertIn(answer, result.stdout)
        for cell, code, says in (("1.2/C02E", 3, "is no cell that was asked for"), ("1.2", 64, "is no cell"),
                                 ("1.2/RC4", 64, "more than one cell"), ("1.2/nonsense", 64, "nonsense")):  # fmt: skip
            result = harness.run(["evidence", "show", str(self.small), cell])
            self.assertEqual(result.returncode, code, result.stdout + result.stderr)
            self.assertIn(says, result.stderr)

    def test_is_never_overwritten(self):
        self.assertEqual(self.again.returncode, harness.COULD_NOT_RUN)
        self.assertIn("is there already", self.again.stderr)
        self.assertEqual([path.name for path in self.work.glob(".sstp-probe-*")], [])

    def test_one_octet_changed_anywhere(self):
        for name in self.names():
            octets = (self.small / name).read_bytes()
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
                (bundle / name).write_bytes((self.small / name).read_bytes()[:-1])
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

    def test_record_that_claims_a_version_refused(self):
        """Its suites stay as they are: what a report says of the whole version would be wrong."""
        self.assert_claim_caught(lambda version: version.update(outcome="refused"))

    def test_record_that_keeps_silent(self):
        self.assert_claim_caught(lambda version: version["accepted"].pop(0))

    def test_record_that_climbs_too_high(self):
        """Up to a rung that its records do not reach: the ServerHello's exchange, called a climb."""
        def forge(version):
            cell = version["accepted"][0]
            self.assertEqual(cell["rung"], "sstp")
            cell["climb"]["exchange"] = cell["exchange"]

        self.assert_claim_caught(forge)

    def test_record_that_takes_a_close_for_silence(self):
        def forge(_, record):
            for exchange in record["targets"][0]["exchanges"]:
                if exchange["response"] == "closed":
                    exchange["response"] = "silent"

        self.assert_claim_caught(forge, whole_record=True)

    def test_record_that_believes_one_close(self):
        """A refusal by close that was asked once: the others are called what nobody looks at."""
        def forge(_, record):
            target = record["targets"][0]
            refused = next(group for row in target["versions"] for group in row["refused"]
                           if group["reason"] == "closed_while_control_succeeds")  # fmt: skip
            for exchange in target["exchanges"]:
                if exchange["response"] == "closed" and exchange["id"] != refused["exchange"]:
                    exchange["response"] = "local_failure"

        self.assert_claim_caught(forge, whole_record=True)

    def test_record_that_says_version_of_what_was_said_of_suites(self):
        """Only an answer about the version refuses suites that were not offered with it."""
        def forge(version):
            version["refused"][0]["basis"] = "version"
            version["refused"][0]["codes"].append("0x000A")

        self.assert_claim_caught(forge)

    def assert_claim_caught(self, forge, whole_record=False):
        bundle = self.copy()
        path = bundle / "record.json"
        record = json.loads(path.read_text())
        row = next(row for row in record["targets"][0]["versions"] if len(row["accepted"]) > 1)
        forge(row, record) if whole_record else forge(row)
        path.write_text(json.dumps(record))
        lines = (bundle / MANIFEST).read_text().splitlines()
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lines = [f"{digest}  record.json" if line.endswith("  record.json") else line for line in lines]
        (bundle / MANIFEST).write_text("\n".join(lines) + "\n")
        self.assert_caught(bundle, "record.json: ")


class OddPeers(unittest.TestCase):
    """What a peer does, the capture shows and the record says alike."""

    BEHAVIOURS = ("call", "silence", "reset-after-hello", "close-after-hello", "half-answer-close", "half-answer-reset",
                  "garbage", "http", "alert=40", "alert=80", "fickle", "warning-first", "retry-loop", "unoffered-suite",
                  "older-version", "drop-many-suites", "one-byte-records", "alert-after-server-hello", "sstp-nak",
                  "tls-ends-after-hello", "http-404-close")  # fmt: skip

    def test_what_they_did_holds(self):
        known = subprocess.run([peer_case.peer_binary(), "--list"], capture_output=True, text=True, check=True).stdout
        with concurrent.futures.ThreadPoolExecutor(peer_case.AT_ONCE) as pool:
            for name, kept in zip(self.BEHAVIOURS, pool.map(self.kept, self.BEHAVIOURS)):
                with self.subTest(name):
                    self.assertIn(name.split("=")[0], known)
                    self.assertEqual(kept.returncode, harness.COMPLETE, kept.stdout + kept.stderr)

    def kept(self, behaviour):
        with servers.work_directory() as work:
            command = [peer_case.peer_binary(), str(peer_case.PROFILE), "--port", "0", "--behave", behaviour]
            bundle = pathlib.Path(work) / "bundle"
            with servers.running(command, work, announces="listening on ", knock=servers.Knock.no) as server:
                harness.run(["scan", "--quiet", "--timeout=1", "--deadline=15", f"--evidence={bundle}", server.target])
            return verify(bundle)


if __name__ == "__main__":
    unittest.main()
