# SPDX-License-Identifier: Apache-2.0
"""Signed and time-stamped evidence: OpenSSL's own commands, as docs/evidence.md has them, find it right, and what somebody else
signed, stamped or changed is found."""

import base64
import os
import pathlib
import pty
import shutil
import socket
import subprocess
import tempfile
import threading
import unittest
import zipfile

import harness
import seals
from test_matrix_gateway import gateway
from test_proxy import PASSWORD, URL_PASSWORD, USER, Connect, Socks5, proxy

ROOT = pathlib.Path(__file__).resolve().parents[2]
SIGNATURE, STAMP = "MANIFEST.sha256.p7s", "MANIFEST.sha256.tsr"


def stock_commands():
    """The lines of docs/evidence.md that need nothing of ours."""
    section = (ROOT / "docs/evidence.md").read_text().split("\n## Evidence\n")[1].split("\n## ")[0]
    commands = [line.strip() for line in section.replace("\\\n", "").splitlines()
                if line.startswith(("    sha256sum", "    openssl"))]  # fmt: skip
    assert len(commands) == 3, commands
    return commands


class Pass(Connect):
    """A proxy that passes plain HTTP on, RFC 9112 3.2.2, and asks for a login."""

    def handle(self):
        lines = self.read_head()
        method, url, _ = lines[0].split()
        assert url.startswith("http://"), url
        place, path = url[len("http://") :].split("/", 1)
        with socket.create_connection(("127.0.0.1", int(place.split(":")[1])), timeout=harness.HANGING) as peer:
            kept = [line for line in lines[1:] if not line.startswith("Proxy-")]
            peer.sendall("\r\n".join([f"{method} /{path} HTTP/1.1", *kept]).encode())
            there = threading.Thread(target=self.copy, args=(self.request, peer), daemon=True)
            there.start()
            self.copy(peer, self.request)


class Sealed(unittest.TestCase):
    QUESTION = ("--depth=hello", "--versions=1.2", "--suites=0xC02F,0x0005", "--quiet")

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="sstp-probe-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.work = pathlib.Path(folder.name)
        (cls.work / "people").mkdir()
        cls.people = seals.People(cls.work / "people")
        cls.target = cls.enterClassContext(gateway("before-cutoff.toml")).target
        cls.rsa = [f"--sign-key={cls.people / 'rsa.locked'}", f"--sign-cert={cls.people / 'rsa.pem'}",
                   f"--sign-pass=file:{cls.people / 'pass'}"]  # fmt: skip
        cls.p12 = [f"--sign-key={cls.people / 'ecdsa.p12'}", "--sign-pass=env:SSTP_PROBE_TEST_PASS"]
        os.environ["SSTP_PROBE_TEST_PASS"] = seals.PASS_PHRASE
        cls.ca = f"--ca={cls.people / 'root.cert'}"
        # One that holds, for the tests that change it.
        cls.whole = cls.work / "whole"
        with seals.authority(cls.people) as url:
            result = cls.scan(cls.whole, *cls.rsa, f"--timestamp-url={url}")
        assert result.returncode == harness.COMPLETE, result.stderr

    @classmethod
    def scan(cls, bundle, *options):
        return harness.run(["scan", *cls.QUESTION, f"--evidence={bundle}", *options, cls.target])

    def new(self, name="bundle"):
        return pathlib.Path(tempfile.mkdtemp(dir=self.work)) / name

    def copy(self):
        bundle = self.new()
        shutil.copytree(self.whole, bundle)
        return bundle

    def verify(self, bundle, expected, *options, says=""):
        result = harness.run(["evidence", "verify", *options, str(bundle)])
        self.assertEqual(result.returncode, expected, result.stdout + result.stderr)
        self.assertIn(says, result.stdout + result.stderr)
        return result.stdout

    def seal(self, bundle, expected, *options, says=""):
        result = harness.run(["evidence", "seal", *options, str(bundle)])
        self.assertEqual(result.returncode, expected, result.stdout + result.stderr)
        self.assertIn(says, result.stdout + result.stderr)

    def run_stock_commands(self, bundle):
        shutil.copy(self.people / "root.cert", bundle / "auditors.pem")
        shutil.copy(self.people / "root.cert", bundle / "authority.pem")
        for command in stock_commands():
            result = subprocess.run(["bash", "-c", command], cwd=bundle, capture_output=True, text=True, check=False)
            self.assertEqual(result.returncode, 0, command + "\n" + result.stdout + result.stderr)

    def test_readme_s_commands_and_ours(self):
        self.verify(self.whole, 0, self.ca, says="signed by CN=rsa of sstp-probe's tests")
        self.run_stock_commands(self.copy())

    def test_the_sample(self):
        sample = ROOT / "samples/evidence.zip"
        self.assertLess(sample.stat().st_size, 1 << 20)
        out = self.verify(sample, 0, f"--ca={ROOT / 'samples/evidence-ca.pem'}")
        self.assertIn("881 cells follow from", out)
        self.assertIn(f"{SIGNATURE} was there on", out)

    def test_the_stock_commands_can_fail(self):
        bundle = self.copy()
        (bundle / STAMP).write_bytes(seals.flipped((bundle / STAMP).read_bytes()))
        with self.assertRaises(AssertionError):
            self.run_stock_commands(bundle)

    def test_pkcs12_into_a_zip_and_out_of_it(self):
        archive = self.new("bundle.zip")
        with seals.authority(self.people, tls=True) as url:
            result = self.scan(archive, *self.p12, f"--timestamp-url={url}")
            self.assertEqual(result.returncode, harness.COULD_NOT_RUN)
            self.assertIn("certificate is not trusted", result.stderr)
            archive.unlink()
            result = self.scan(archive, *self.p12, f"--timestamp-url={url}", self.ca)
            self.assertEqual(result.returncode, harness.COMPLETE, result.stderr)
        self.verify(archive, 0, self.ca, says="CN=ecdsa of sstp-probe's tests")
        subprocess.run(["unzip", "-tq", archive], check=True, capture_output=True)
        bundle = self.new()
        with zipfile.ZipFile(archive) as opened:
            self.assertIsNone(opened.testzip())
            opened.extractall(bundle)
        self.verify(bundle, 0, self.ca)
        self.run_stock_commands(bundle)
        self.assertNotIn(b"of-the-customer", archive.read_bytes() + (bundle / "seal.txt").read_bytes())

    def test_whom_to_trust(self):
        bundle = self.new()
        alone = [f"--sign-key={self.people / 'alone.key'}", f"--sign-cert={self.people / 'alone.pem'}"]
        self.assertEqual(self.scan(bundle, *alone).returncode, harness.COMPLETE)
        self.verify(bundle, 2, says="who vouches for it is not known")
        self.verify(bundle, 0, "--allow-unsigned", says="signed by CN=alone")
        self.verify(bundle, 0, f"--ca={self.people / 'alone.pem'}", says="signed by CN=alone")
        self.verify(bundle, 1, self.ca, says="--ca does not vouch for that: self-signed certificate")
        (bundle / SIGNATURE).unlink()
        (bundle / "seal.txt").unlink()
        lines = (bundle / "MANIFEST.sha256").read_text().splitlines(keepends=True)
        (bundle / "MANIFEST.sha256").write_text("".join(line for line in lines if "seal.txt" not in line))
        self.verify(bundle, 2, says="neither signed nor time-stamped")
        self.verify(bundle, 0, "--allow-unsigned", says="neither signed nor time-stamped")
        self.verify(bundle, 1, self.ca, says="nothing that --ca could vouch for")

    def test_by_whom(self):
        name = "rsa of sstp-probe's tests"
        for signer in (name, f"CN={name}", "auditor@example.net"):
            self.verify(self.whole, 0, self.ca, f"--signer={signer}", says="signed by CN=rsa")
        for signer in ("root of sstp-probe's tests", "rsa", "tsa of sstp-probe's tests"):
            self.verify(self.whole, 1, self.ca, f"--signer={signer}", says="whom --signer names")
        self.verify(self.whole, 1, f"--ca={self.people / 'alone.pem'}", f"--signer={name}", says="whom --signer names")
        self.verify(self.whole, 64, f"--signer={name}", says="--signer needs --ca")
        bundle = self.new()
        with seals.authority(self.people) as url:
            self.assertEqual(self.scan(bundle, f"--timestamp-url={url}").returncode, harness.COMPLETE)
        self.verify(bundle, 2, self.ca, says="not signed")
        self.verify(bundle, 0, self.ca, "--allow-unsigned", says="not signed")
        self.verify(bundle, 1, self.ca, f"--signer={name}", says="not signed: --signer wants")

    def test_pass_phrases(self):
        key = f"--sign-key={self.people / 'rsa.locked'}"
        chain = f"--sign-cert={self.people / 'rsa.pem'}"
        for options, code, says in (
            ([key, chain, "--sign-pass=" + seals.PASS_PHRASE], 64, "never the pass phrase itself"),
            ([key, chain, "--sign-pass=env:SSTP_PROBE_NOT_THERE"], 3, "there is no pass phrase"),
            ([key, chain, f"--sign-pass=file:{self.people / 'config'}"], 3, "the pass phrase is wrong"),
            ([key, chain, "--sign-pass=file:/nowhere/at-all"], 3, "cannot read '/nowhere/at-all'"),
            ([f"--sign-key={self.people / 'ecdsa.p12'}", f"--sign-pass=file:{self.people / 'config'}"], 3, "is wrong"),
            ([f"--sign-key={self.people / 'rsa.key'}"], 3, "name its file by --sign-cert"),
            ([f"--sign-key={self.people / 'rsa.key'}", f"--sign-cert={self.people / 'ecdsa.pem'}"], 3, "none of the"),
            ([f"--sign-key={self.people / 'rsa.pem'}"], 3, "holds no private key"),
            ([chain], 64, "want a --sign-key"),
            (["--timestamp-url=ftp://127.0.0.1/"], 64, "write http://"),
            (["--timestamp-url=http://user:secret@127.0.0.1/"], 64, "no user and no password"),
        ):
            with self.subTest(options):
                bundle = self.new()
                result = self.scan(bundle, *options)
                self.assertEqual(result.returncode, code, result.stderr)
                self.assertIn(says, result.stderr)
                self.assertNotIn("secret", result.stderr)
                self.assertNotIn(seals.PASS_PHRASE, result.stderr)
                self.assertFalse(bundle.exists())

    def test_pass_phrase_from_the_terminal(self):
        bundle = self.new()
        words = [harness.scanner(), "scan", *self.QUESTION, f"--evidence={bundle}", *self.rsa[:2], self.target]
        try:
            process, terminal = pty.fork()
        except OSError as missing:
            self.fail(f"this needs a pseudo-terminal, and the machine gives none ({missing}): /dev/ptmx, and a devpts "
                      "mounted on /dev/pts")  # fmt: skip
        if process == 0:
            os.execv(words[0], words)
        shown = b""
        while b"Pass phrase of" not in shown:
            shown += os.read(terminal, 1024)
        os.write(terminal, b"slip\x15" + seals.PASS_PHRASE.encode() + b"x\x7f\n")
        try:
            while more := os.read(terminal, 1024):
                shown += more
        except OSError:  # the terminal's end, as Linux has it
            pass
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), harness.COMPLETE, shown)
        self.assertNotIn(b"correct", shown)
        self.verify(bundle, 0, self.ca)

    def test_authorities_that_fail(self):
        for mood, says in (
            ("refusing", "the authority refused: status 2"),
            ("garbage", "no answer of a time-stamping authority"),
            ("wordy", "longer than anything that was asked for"),
            ("silent", "no whole answer came within the time-out"),
            ("hangs up", "closed before the answer was whole"),
            ("unavailable", "it answered 503 Service Unavailable"),
            ("rude", "the answer is no HTTP"),
            ("another nonce", "answers another question"),
            ("another hash", "it stamps something else"),
            ("forging", "127.0.0.1"),
        ):
            with self.subTest(mood), seals.authority(self.people, mood) as url:
                bundle = self.new()
                timeout = 2 if mood == "silent" else 60
                result = self.scan(bundle, *self.rsa, f"--timestamp-url={url}", f"--timeout={timeout}")
                self.assertEqual(result.returncode, harness.COULD_NOT_RUN, result.stderr)
                self.assertIn("no time stamp", result.stderr)
                self.assertIn(says, result.stderr)
                self.assertNotIn("\x1b", result.stderr)
                self.verify(bundle, 1, self.ca, says=f"missing: {STAMP}")
        with seals.authority(self.people) as url:
            self.seal(bundle, 0, f"--timestamp-url={url}", says=f"added    {STAMP}")
            self.seal(bundle, 3, f"--timestamp-url={url}", says="time-stamped already")
        self.verify(bundle, 0, self.ca)
        self.run_stock_commands(bundle)

    def test_sealed_later(self):
        for name in ("bundle", "bundle.zip"):
            with self.subTest(name), seals.authority(self.people) as url:
                bundle = self.new(name)
                self.assertEqual(self.scan(bundle).returncode, harness.COMPLETE)
                self.verify(bundle, 2, says="neither signed nor time-stamped")
                self.seal(bundle, 64, says="name a --sign-key")
                with seals.authority(self.people, "garbage") as bad:
                    self.seal(bundle, 3, *self.rsa, f"--timestamp-url={bad}", says="Nothing was added")
                self.verify(bundle, 2, says="neither signed nor time-stamped")
                self.seal(bundle, 0, *self.rsa, f"--timestamp-url={url}")
                self.seal(bundle, 3, *self.rsa, says="signed already")
                self.verify(bundle, 0, self.ca, says=f"{SIGNATURE} was there on")
        bundle = self.copy()
        (bundle / "tool.txt").write_text("x")
        self.seal(bundle, 3, *self.rsa, says="it is not whole: changed: tool.txt")

    def test_stamp_alone(self):
        bundle = self.new()
        with seals.authority(self.people) as url:
            self.assertEqual(self.scan(bundle, f"--timestamp-url={url}").returncode, harness.COMPLETE)
        self.verify(bundle, 2, self.ca, says="MANIFEST.sha256 was there on")
        self.verify(bundle, 0, self.ca, "--allow-unsigned", says="MANIFEST.sha256 was there on")
        self.seal(bundle, 3, *self.rsa, says="would not be about the signature")

    def test_changed_seals(self):
        for name in (SIGNATURE, STAMP):
            octets = (self.whole / name).read_bytes()
            bundle = self.copy()
            for at in sorted({0, len(octets) // 3, len(octets) // 2, len(octets) - 1}):
                with self.subTest(name, at=at):
                    changed = bytearray(octets)
                    changed[at] ^= 1
                    (bundle / name).write_bytes(changed)
                    self.verify(bundle, 1, self.ca, says=name)
            (bundle / name).write_bytes(octets[:-1])
            self.verify(bundle, 1, self.ca, says=name)
            (bundle / name).write_bytes(octets + b"\0")
            self.verify(bundle, 1, self.ca, says=name)
            (bundle / name).unlink()
            self.verify(bundle, 1, self.ca, says=f"missing: {name}")

    def test_seals_of_other_evidence(self):
        other = self.new()
        with seals.authority(self.people) as url:
            self.assertEqual(self.scan(other, *self.rsa, f"--timestamp-url={url}").returncode, harness.COMPLETE)
        for name in (SIGNATURE, STAMP):
            bundle = self.copy()
            shutil.copy(other / name, bundle / name)
            self.verify(bundle, 1, self.ca, says=name)

    def test_signed_by_somebody_else(self):
        bundle = self.copy()
        (bundle / STAMP).unlink()
        seals.openssl("cms", "-sign", "-binary", "-in", bundle / "MANIFEST.sha256", "-outform", "DER", "-signer",
                      self.people / "alone.pem", "-inkey", self.people / "alone.key", "-out", bundle / SIGNATURE)  # fmt: skip
        self.verify(bundle, 1, self.ca, says="--ca does not vouch for that")
        self.verify(bundle, 1, f"--ca={self.people / 'alone.pem'}", says=f"missing: {STAMP}")

    def test_through_proxies_and_their_password_nowhere(self):
        token = base64.b64encode(f"{USER}:{PASSWORD}".encode())
        secrets = [PASSWORD.encode(), URL_PASSWORD.encode(), token, base64.b64encode(PASSWORD.encode())]
        for handler, scheme in ((Connect, "http"), (Socks5, "socks5")):
            with self.subTest(scheme), proxy(handler, login=True) as server:
                bundle = self.new()
                way = f"--proxy={scheme}://{USER}:{URL_PASSWORD}@127.0.0.1:{server.server_address[1]}"
                with seals.authority(self.people, tls=True) as url:
                    result = self.scan(bundle, way, *self.rsa, f"--timestamp-url={url}", self.ca)
                self.assertEqual(result.returncode, harness.COMPLETE, result.stderr)
                self.assertIn(int(url.split(":")[2].split("/")[0]), server.ports)
                self.verify(bundle, 0, self.ca)
                octets = b"".join(path.read_bytes() for path in bundle.rglob("*") if path.is_file())
                for secret in secrets:
                    self.assertNotIn(secret, octets)
        with self.subTest("passed on"), proxy(Pass, login=True) as server, seals.authority(self.people) as url:
            bundle = self.new()
            self.assertEqual(self.scan(bundle).returncode, harness.COMPLETE)
            way = f"--proxy=http://{USER}:{URL_PASSWORD}@127.0.0.1:{server.server_address[1]}"
            self.seal(bundle, 0, way, f"--timestamp-url={url}")
            self.assertIn(b"Proxy-Authorization: Basic " + token, "\r\n".join(server.heads[0]).encode())


if __name__ == "__main__":
    unittest.main()
