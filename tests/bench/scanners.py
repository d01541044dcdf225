# SPDX-License-Identifier: Apache-2.0
"""How each scanner is run, what it cost, and what its output says of each cell."""

import csv
import dataclasses
import json
import pathlib
import re
import subprocess
import tempfile
import threading
import time

import harness
import oracle

MOST_SECONDS = 240  # of one run, ours or another's


class ScannerFailed(Exception):
    """A scanner ended without an answer; the bench ends too."""


@dataclasses.dataclass
class Cost:
    wall: float  # seconds
    cpu: float  # seconds, user and system
    memory: float  # MiB at the most
    connections: int  # that the link counted
    late: float  # seconds that packets left the link after they were due, the mean


@dataclasses.dataclass
class Answer:
    accepted: set  # of (version, code); a name that IANA has not stands for its code
    refused: set  # what the scanner says to be refused; None: everything that it does not name
    told: dict  # what else it tells

    def found(self, truth):
        return len(self.accepted & truth)

    def wrong(self, truth):
        """Accepted and isn't, or refused and isn't."""
        denied = truth - self.accepted if self.refused is None else truth & self.refused
        return len(self.accepted - truth) + len(denied)

    def open(self, truth):
        return 0 if self.refused is None else len(truth - self.accepted - self.refused)


class SstpProbe:
    def __init__(self, binary, arguments):
        self.binary, self.arguments = binary, list(arguments)
        self.name = " ".join(["sstp-probe", *arguments])
        self.slots = int(self._value("--max-connections", 10))
        self.calls_at_once = int(self._value("--sstp-concurrency", 2))
        self.makes_calls = self._value("--depth", "sstp") == "sstp"

    def run(self, server, path):
        with tempfile.TemporaryDirectory(prefix="sstp-probe-bench-") as work:
            record = pathlib.Path(work) / "record"
            cost, _ = measured(self.command(server.address, f"--output=json={record}"), path, work)
            if not record.exists():
                raise ScannerFailed(f"{self.name} wrote no record")
            target = json.loads(record.read_text())["targets"][0]
        run = harness.Run(0, "", "", {"targets": [target]}, {})
        told = {"status": run.status}
        told["connections"] = sum(target["stats"].get(of, 0) for of in ("connections", "features", "calls", "unused"))
        return cost, Answer(cells(run.accepted()), cells(run.refused()), told)

    def command(self, address, *more):
        return [self.binary, "scan", "--quiet", *self.arguments, *more, "{}:{}".format(*address)]

    def least_seconds(self, cells_accepted, versions, round_trip):
        """What no scheduling can beat: each version needs a hello more than it has cells, and a hello is two round
        trips in a slot. A call has its slot for two (HTTP, SSTP); connection and handshake before the first are three.
        """
        seconds = -(-(cells_accepted + versions) // self.slots) * 2 * round_trip
        if self.makes_calls:
            seconds = max(seconds, (3 + -(-cells_accepted // self.calls_at_once) * 2) * round_trip)
        return seconds

    def _value(self, option, default):
        return self.arguments[self.arguments.index(option) + 1] if option in self.arguments else default


class Nmap:
    name = "nmap"

    def run(self, server, path):
        host, port = server.address
        # Unprivileged: with raw sockets it would look for 127.0.0.1 on the loopback device.
        command = ["nmap", "--unprivileged", "-Pn", "-n", "-p", str(port), "--script", "+ssl-enum-ciphers", host]
        cost, out = measured(command, path)
        return cost, Answer(nmap_cells(out), None, {})


class Sslscan:
    name = "sslscan"

    def run(self, server, path):
        switched_off = ["heartbleed", "renegotiation", "compression", "fallback", "groups", "check-certificate"]
        command = ["sslscan", "--no-colour", "--show-cipher-ids", *(f"--no-{what}" for what in switched_off)]
        cost, out = measured([*command, server.target], path)
        return cost, Answer(sslscan_cells(out), None, {})


def measured(command, path, work=None):
    """(Cost, standard output) of a command that scans through the link `path`."""
    path.counts()
    with tempfile.NamedTemporaryFile("r", dir=work) as resources:
        # By GNU time: the memory of what this process starts itself would count from this process's own.
        start = time.monotonic()
        process = subprocess.Popen(["time", "--format=%U %S %M", f"--output={resources.name}", *command],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                   text=True)  # fmt: skip
        watch = threading.Timer(MOST_SECONDS, end_child_of, [process])
        watch.start()
        out, _ = process.communicate()
        wall = time.monotonic() - start
        watch.cancel()
        user, system, kilobytes = resources.read().splitlines()[-1].split()
    counts = path.counts()
    return Cost(wall, float(user) + float(system), int(kilobytes) / 1024, counts.connections,
                counts.late_mean), out


def end_child_of(process):
    """Not the process itself, which then still tells what its child took."""
    children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    subprocess.run(["kill", *children], check=False)


def instructions(scanner, address):
    """How many instructions a scan takes, by callgrind."""
    command = ["chrt", "--other", "0", "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    result = subprocess.run([*command, *scanner.command(address, "--output=json=/dev/null")], stdin=subprocess.DEVNULL,
                            capture_output=True, text=True, timeout=MOST_SECONDS, check=False)  # fmt: skip
    return int(re.search(r"Collected : (\d+)", result.stderr)[1])


def sslscan_cells(out):
    """Lines such as: Accepted  TLSv1.2  256 bits  0xC030 ECDHE-RSA-AES256-GCM-SHA384   Curve 25519 DHE 253"""
    lines = re.findall(r"^(?:Accepted|Preferred)\s+(\S+)\s+\d+ bits\s+(0x[0-9A-Fa-f]+)", out, re.MULTILINE)
    return {(version, int(code, 16)) for version, code in lines}


def nmap_cells(out):
    """A line such as "|   TLSv1.2: ", and further below "|       TLS_RSA_WITH_AES_128_CBC_SHA (rsa 2048) - A"."""
    codes = codes_of_names()
    found, version = set(), None
    for line in out.splitlines():
        if heading := re.match(r"\|\s+(SSLv\d|TLSv1\.\d):", line):
            version = heading[1]
        elif suite := re.match(r"\|\s+((?:TLS|SSL)_\w+)", line):
            # TLS 1.3's suites have a key exchange in its names.
            name = suite[1].replace("TLS_AKE_WITH_", "TLS_")
            found.add((version, codes.get(name, name)))
    return found


def codes_of_names():
    with open(oracle.IANA_CIPHER_SUITES, newline="", encoding="utf-8") as file:
        return {row["Description"]: int(row["Value"].replace(",0x", ""), 16) for row in csv.DictReader(file)
                if re.fullmatch(r"0x\w\w,0x\w\w", row["Value"])}  # fmt: skip


def cells(codes_of_versions):
    return {(version, code) for version, codes in codes_of_versions.items() for code in codes}
