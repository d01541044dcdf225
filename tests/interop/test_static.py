# SPDX-License-Identifier: Apache-2.0
"""The program of the preset static in a root of its own, which holds that one file and a CA's certificate."""

import json
import os
import pathlib
import resource
import shutil
import socket
import ssl
import struct
import subprocess
import threading
import unittest

import harness
import peer_case
import private_network
import servers

PROFILES = pathlib.Path(__file__).resolve().parents[2] / "samples/gateway"
STARTS, MILLISECONDS = 21, 20


class Nameserver:
    """Answers each question for an IPv4 address with 127.0.0.1, any other with nothing."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 53))
        self.asked = set()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            query, address = self.socket.recvfrom(512)
            end = query.index(b"\0", 12) + 5
            self.asked.add(query[12 : end - 5].decode("latin-1"))
            answers = query[end - 4 : end - 2] == b"\0\1"
            head = query[:2] + struct.pack(">HHHHH", 0x8180, 1, answers, 0, 0)
            answer = b"\xc0\x0c\0\1\0\1\0\0\0\0\0\4\x7f\0\0\1" if answers else b""
            self.socket.sendto(head + query[12:end] + answer, address)


class Static(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = cls.enterClassContext(servers.work_directory())
        cls.root = cls.work / "root"
        cls.root.mkdir()
        shutil.copy(harness.scanner(), cls.root / "sstp-probe")
        cls.before = cls.gateway("before-cutoff.toml")
        cls.after = cls.gateway("after-cutoff.toml")

    @classmethod
    def gateway(cls, profile):
        command = [os.environ["SSTP_SAMPLE_GATEWAY"], str(PROFILES / profile), "--port", "0"]
        work = cls.enterClassContext(servers.work_directory())
        return cls.enterClassContext(servers.running(command, work, announces="listening on "))

    def test_every_cell_of_an_old_gateway_is_called(self):
        """RC4, DES and MD5 with it, which no OpenSSL of today does by itself."""
        record = self.scan(f"--connect={self.before.target}", "vpn.example.net")
        versions = record["targets"][0]["versions"]
        accepted = {row["version"]: sorted(int(suite["code"], 16) for suite in row["accepted"]) for row in versions}
        self.assertEqual(harness.some(accepted), peer_case.truth(PROFILES / "before-cutoff.toml"))
        self.assertEqual({suite["rung"] for row in versions for suite in row["accepted"]}, {"sstp"})

    def test_the_system_s_roots_are_found_where_another_system_has_them(self):
        host, port = self.after.target.rsplit(":", 1)
        bundle = self.root / "etc/pki/tls/certs/ca-bundle.crt"
        name = "after.gateway.example.test"
        target = [f"--connect={self.after.target}", "--depth=tls", "--versions=1.2", name]
        self.assertFalse(self.is_trusted(self.scan(*target)))
        bundle.parent.mkdir(parents=True)
        self.addCleanup(shutil.rmtree, self.root / "etc")
        bundle.write_text(ssl.get_server_certificate((host, int(port))))
        self.assertTrue(self.is_trusted(self.scan(*target)))

    def test_names_are_looked_up(self):
        """By DNS, whatever modules /etc/nsswitch.conf names; and in /etc/hosts."""
        nameserver = Nameserver()
        port = self.before.target.rsplit(":", 1)[1]
        etc = self.root / "etc"
        etc.mkdir()
        self.addCleanup(shutil.rmtree, etc)
        (etc / "resolv.conf").write_text("nameserver 127.0.0.1\n")
        (etc / "nsswitch.conf").write_text("hosts: mymachines resolve [!UNAVAIL=return] dns\n")
        (etc / "hosts").write_text("127.0.0.1 known.example.net\n")
        for name in ("vpn.example.net", "known.example.net"):
            record = self.scan("--depth=hello", "--versions=1.2", "-4", f"{name}:{port}")
            self.assertEqual(record["targets"][0]["address"], f"127.0.0.1:{port}")
        self.assertTrue(any("vpn" in name for name in nameserver.asked), nameserver.asked)
        self.assertFalse(any("known" in name for name in nameserver.asked), nameserver.asked)

    def test_it_starts_at_once(self):
        """By the time that it computes: what a busy machine does meanwhile is not its own."""
        times = sorted(self.milliseconds_of("--version") for _ in range(STARTS))
        size = pathlib.Path(harness.scanner()).stat().st_size
        print(f"{size / 1e6:.1f} MB; --version computes for {times[0]:.1f} to {times[-1]:.1f} ms")
        self.assertLess(times[STARTS // 2], MILLISECONDS)

    def test_nothing_is_linked_in_when_it_starts(self):
        program = subprocess.run(["readelf", "--dynamic", "--program-headers", harness.scanner()], capture_output=True,
                                 text=True, check=True).stdout  # fmt: skip
        self.assertNotIn("NEEDED", program)
        self.assertNotIn("INTERP", program)
        symbols = subprocess.run(["nm", harness.scanner()], capture_output=True, text=True, check=False)
        self.assertEqual(symbols.stdout, "", "stripped")

    def scan(self, *arguments):
        result = self.run_("scan", "--quiet", "--timeout=60", "--output=json=-", *arguments)
        return json.loads(result)

    def run_(self, *arguments):
        command = [shutil.which("chroot"), str(self.root), "/sstp-probe", *arguments]
        result = subprocess.run(command, capture_output=True, text=True, env={}, check=False, timeout=harness.HANGING)
        self.assertIn(result.returncode, (harness.COMPLETE, harness.INCONCLUSIVE), result.stderr)
        return result.stdout

    @staticmethod
    def is_trusted(record):
        return record["targets"][0]["certificates"][0]["verdict"]["trusted"]

    @staticmethod
    def milliseconds_of(*arguments):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([harness.scanner(), *arguments], stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


if __name__ == "__main__":
    private_network.enter()
    unittest.main()
