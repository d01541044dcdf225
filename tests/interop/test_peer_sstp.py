# SPDX-License-Identifier: Apache-2.0
"""Calls with a peer that misbehaves behind its ServerHello or its Finished: how far each gets, and why no further."""

import concurrent.futures
import json
import pathlib
import re
import subprocess
import unittest

import harness
import peer_case
import servers

PROFILE = pathlib.Path(__file__).resolve().parent / "peer_calls.toml"
AT_ONCE = 8
SCAN = ("--versions=1.2-1.3", "--suites=TLS_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "--retries=0",
        "--deadline=1200")  # fmt: skip
# Silence in a handshake costs a whole time-out. Who answers may take his time: the machine may be busy.
SILENT, ANSWERING = "--timeout=3", "--timeout=300"


class Test(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.names = behaviours()
        pool = cls.enterClassContext(concurrent.futures.ThreadPoolExecutor(AT_ONCE))
        cls.scans = {name: pool.submit(scan_of, name) for name in cls.names}

    def test_there_are_many(self):
        self.assertGreater(len(self.names), 60)

    def test_each_call_ends_as_the_peer_says(self):
        for name in self.names:
            with self.subTest(name):
                self.assertEqual(told(self.scans[name].result()), truth(name))

    def test_the_cells_stay_accepted(self):
        """Whatever becomes of the call: the peer did answer with a ServerHello."""
        for name in self.names:
            with self.subTest(name):
                self.assertEqual(harness.count(self.scans[name].result().refused()), 0)

    def test_reports_are_whole(self):
        for name in self.names:
            with self.subTest(name):
                self.assertEqual(harness.differing(self.scans[name].result()), [])


def behaviours():
    """The names of those that say what becomes of a call."""
    return re.findall(r"^(call|(?:tls|http|sstp)-\S+)", peer("--list"), re.MULTILINE)


def truth(name):
    """{(version, code): (rung, outcome)} by the peer's own word."""
    cells = [json.loads(line) for line in peer(str(PROFILE), "--truth", "--behave", name).splitlines()]
    return {(cell["version"], cell["code"]): (cell["rung"], cell["outcome"]) for cell in cells}


def told(run):
    """The same, by the record."""
    return {(row["version"], suite["code"]): (suite["rung"], suite["climb"].get("halt", "connected"))
            for row in run.versions() for suite in row["accepted"]}  # fmt: skip


def scan_of(name):
    with servers.work_directory() as work:
        command = [peer_case.peer_binary(), str(PROFILE), "--port", "0", "--behave", name]
        with servers.running(command, work, announces="listening on ", knock=servers.Knock.no) as server:
            timeout = SILENT if "silence" in name else ANSWERING
            return harness.scan(server.target, *SCAN, timeout, depth="sstp")


def peer(*arguments):
    return subprocess.run([peer_case.peer_binary(), *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, check=True).stdout  # fmt: skip


if __name__ == "__main__":
    unittest.main()
