# SPDX-License-Identifier: Apache-2.0
"""Scans of the misbehaving peer: many at once, because most of them wait most of the time."""

import collections
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import subprocess

import harness
import servers

PROFILE = pathlib.Path(__file__).resolve().parent / "peer.toml"
AT_ONCE = 6
# For peers that answer, however busy the machine is.
ANSWERING = ("--timeout", "300", "--deadline", "1200")
# For peers that are silent now and then, and of which the rest must be found all the same.
PATIENT = ("--timeout", "4", "--deadline", "600")
# For peers of which nothing can be told: short, so that silence costs little.
MUTE = ("--timeout", "1", "--deadline", "20")


@dataclasses.dataclass
class Case:
    name: str
    peer: list  # arguments of misbehaving-peer
    scan: tuple = ANSWERING  # arguments of sstp-probe scan


class PeerCase:
    """To be mixed into a TestCase that has `cases`. The scans run side by side; each test waits for its own."""

    cases = []
    at_once = AT_ONCE

    @classmethod
    def setUpClass(cls):
        cls.truth = truth()
        pool = cls.enterClassContext(concurrent.futures.ThreadPoolExecutor(cls.at_once))
        cls.scans = {case.name: pool.submit(scan_of, case) for case in cls.cases}

    def scanned(self, name):
        return self.scans[name].result()

    def assert_nothing_is_denied(self, run, truth=None):
        """The property: no cell that is truly accepted is ever reported refused."""
        for version, codes in run.refused().items():
            denied = set(codes) & set((self.truth if truth is None else truth).get(version, []))
            self.assertEqual(denied, set(), f"{version}: refused, and truly accepted")

    def assert_truth(self, run):
        self.assertEqual(harness.some(run.accepted()), self.truth)

    def assert_reports_are_whole(self, run):
        self.assertEqual(harness.differing(run), [])

    def findings(self, run):
        return {finding["kind"] for finding in run.target["findings"]}


def peer_binary():
    return os.environ["SSTP_PROBE_PEER"]


def truth(profile=PROFILE):
    """{version: sorted codes} that the profile accepts, by the peer's own word."""
    result = subprocess.run([peer_binary(), str(profile), "--truth"], stdin=subprocess.DEVNULL, capture_output=True,
                            text=True, check=True)  # fmt: skip
    cells = collections.defaultdict(list)
    for line in result.stdout.splitlines():
        cell = json.loads(line)
        cells[cell["version"]].append(harness.number(cell["code"]))
    return {version: sorted(codes) for version, codes in cells.items()}


def scan_of(case):
    with servers.work_directory() as work:
        command = [peer_binary(), str(PROFILE), "--port", "0", *case.peer]
        with servers.running(command, work, announces="listening on ", knock=servers.Knock.no) as server:
            return harness.scan(server.target, *case.scan)
