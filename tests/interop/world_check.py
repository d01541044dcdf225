# SPDX-License-Identifier: Apache-2.0
"""Scans worlds (worlds.py) and counts the lies: what was said of a cell, against the truth about it.

  python3 world_check.py --probe build/release/sstp-probe --seeds 1-60
  python3 world_check.py --probe ... --seeds 7 --kinds balancer,shape --json lies.json -- --thorough
  python3 world_check.py --probe ... --world line.json        a world that was printed, again

What stands behind `--` goes to the scan. A cell is truly accepted when some server of the world takes it from some
hello with the target's name; one that only the servers before a change take, or only those after it, is counted apart.
Ends with 1 when there was a lie.
"""

import argparse
import asyncio
import collections
import dataclasses
import json
import os
import pathlib
import sys
import tempfile
import time

import world_answers
import worlds
from world_server import WorldServer

SIGNS_OF_DIFFERENCE = ("servers_differ", "policy_changed", "answer_changed")
BEYOND_DEADLINE = 60


@dataclasses.dataclass
class Verdict:
    """What a scan said of one world, held against the truth."""

    world: dict
    exit_code: int
    seconds: float
    counts: dict  # the server's own
    common: set  # accepted by each server
    true: set  # accepted before and after a change, if there is one
    early: set  # accepted before the change alone
    late: set  # accepted after it alone
    accepted: set
    refused: set
    open: set
    mixed: set  # accepted cells that the record calls mixed
    needs: dict  # cell -> what the record says that it needs
    status: str
    findings: list
    complaint: str = ""

    @property
    def possible(self):
        return self.true | self.early | self.late

    @property
    def false_refusals(self):
        return self.refused & self.true

    @property
    def stale_refusals(self):
        """Refused, and accepted in only one half of a scan whose servers were changed.

        Not those of the first half where nothing that was accepted went away: no scan can know of the change.
        """
        was_to_be_seen = self.accepted & (self.early | self.late)
        return self.refused & (self.late | (self.early if was_to_be_seen else set()))

    @property
    def false_acceptances(self):
        return self.accepted - self.possible

    @property
    def open_accepted(self):
        return self.open & self.possible

    @property
    def open_refused(self):
        return self.open - self.possible

    @property
    def never_asked(self):
        return self.possible - self.accepted - self.refused - self.open

    @property
    def sometimes(self):
        """Accepted cells that not every server takes, and of which the scan was told both."""
        return (self.accepted & self.possible - self.common) & self.counts["denied"]

    @property
    def unsaid(self):
        """Those, where nothing in the record says that the answers differ and the exit code is 0."""
        return set() if self.told_apart or self.exit_code != 0 else self.sometimes

    @property
    def called_mixed_wrongly(self):
        """Who is turned away by an alert now and then cannot tell that from an unlike server."""
        faults = ("limit", "ban", "outages", "shed", "change", "nameless")
        return set() if any(self.world[fault] for fault in faults) else self.mixed & self.common

    @property
    def told_apart(self):
        return bool(self.mixed or set(self.findings) & set(SIGNS_OF_DIFFERENCE))

    def lies(self):
        """In words; empty when everything that was claimed is true."""
        said = []
        if self.false_refusals:
            said.append(f"{len(self.false_refusals)} accepted cells called refused")
        if self.false_acceptances:
            said.append(f"{len(self.false_acceptances)} refused cells called accepted")
        if self.exit_code == 0:
            if self.open:
                said.append(f"exit code 0 with {len(self.open)} open cells")
            if self.stale_refusals:
                said.append(f"exit code 0 across a change: {len(self.stale_refusals)} cells of one half called refused")
            if self.unsaid:
                said.append(f"exit code 0 and {len(self.unsaid)} cells accepted sometimes, without a word")
        elif self.world["kind"] == "plain":
            said.append(f"exit code {self.exit_code} in a plain world, {len(self.open)} open cells")
        if self.called_mixed_wrongly:
            said.append(f"{len(self.called_mixed_wrongly)} cells called mixed that all servers accept")
        if self.exit_code not in (0, 2, 3):
            said.append(f"exit code {self.exit_code}: {self.complaint[-300:]}")
        return said

    def as_json(self):
        def cells(of):
            return sorted(f"{version} {worlds.words([code])[0]}" for version, code in of)

        return {
            "kind": self.world["kind"],
            "seed": self.world["seed"],
            "lies": self.lies(),
            "exit_code": self.exit_code,
            "status": self.status,
            "false_refusals": cells(self.false_refusals),
            "early": cells(self.refused & self.early),
            "late": cells(self.refused & self.late),
            "false_acceptances": cells(self.false_acceptances),
            "open_accepted": cells(self.open_accepted),
            "open_refused": len(self.open_refused),
            "never_asked": cells(self.never_asked),
            "mixed": cells(self.mixed),
            "unsaid": cells(self.unsaid),
            "findings": sorted(set(self.findings)),
            "connections": self.counts["connections"],
            "turned_away": self.counts["turned_away"],
            "seconds": round(self.seconds, 2),
            "world": self.world,
        }


async def check(probe, world, arguments=()):
    """Scans the world with the program at `probe`, and compares."""
    async with WorldServer(world) as server:
        with tempfile.TemporaryDirectory(prefix="sstp-probe-test-") as work:
            path = pathlib.Path(work) / "record.json"
            began = time.monotonic()
            command = [probe, "scan", "--quiet", "--depth=hello", "--deadline=40", f"--connect=127.0.0.1:{server.port}",
                       f"--output=json={path}", *arguments, world_answers.NAME]  # fmt: skip
            process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.DEVNULL,
                                                           stdout=asyncio.subprocess.DEVNULL,
                                                           stderr=asyncio.subprocess.PIPE)  # fmt: skip
            try:
                _, complaint = await asyncio.wait_for(process.communicate(), patience(arguments))
            except TimeoutError:
                process.kill()
                await process.wait()
                complaint = b"it did not end"
            seconds = time.monotonic() - began
            record = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"targets": []}
        counts = server.counts() | {"denied": server.denied}
    return compared(world, process.returncode, seconds, counts, record, complaint.decode(errors="replace"))


def patience(arguments):
    deadlines = [float(word.split("=")[1]) for word in arguments if word.startswith("--deadline=")]
    return (deadlines or [40])[-1] * 2 + BEYOND_DEADLINE


def compared(world, exit_code, seconds, counts, record, complaint):
    """Tolerant: of a record it wants the rows of versions alone."""
    met = {tuple(server) for server in counts["met"]}
    first, last, common = worlds.truth(world, met) if met else worlds.truth(world)
    target = (record.get("targets") or [{}])[0]
    accepted, refused, left_open, mixed, needs = set(), set(), set(), set(), {}
    for row in target.get("versions", []):
        version = row["version"]
        for suite in row.get("accepted", []):
            cell = version, int(suite["code"], 16)
            accepted.add(cell)
            if suite.get("answers") or suite.get("mixed"):
                mixed.add(cell)
            if suite.get("needs"):
                needs[cell] = suite["needs"]
        for word, cells in (("refused", refused), ("inconclusive", left_open)):
            cells.update((version, int(code, 16)) for group in row.get(word, []) for code in group["codes"])
    return Verdict(world, exit_code, seconds, counts, common, first & last, first - last, last - first, accepted,
                   refused, left_open, mixed, needs, target.get("status", ""),
                   [finding["kind"] for finding in target.get("findings", [])], complaint)  # fmt: skip


async def check_all(probe, some_worlds, jobs, arguments=(), tell=lambda verdict: None):
    """The verdicts in the order of the worlds; `jobs` scans run side by side."""
    turnstile = asyncio.Semaphore(jobs)

    async def one(world):
        async with turnstile:
            verdict = await check(probe, world, arguments)
        tell(verdict)
        return verdict

    return await asyncio.gather(*map(one, some_worlds))


COLUMNS = ("kind", "worlds", "lying", "cells", "found", "false no", "early", "late", "false yes", "open yes", "open no",
           "unasked", "unsaid", "exit 0/2/3", "exit 0 open", "conns", "away", "s")  # fmt: skip


def table(verdicts):
    """Lines: a kind each, and all of them."""
    kinds = list(dict.fromkeys(verdict.world["kind"] for verdict in verdicts))
    rows = [COLUMNS]
    for kind in [*kinds, None]:
        of = [verdict for verdict in verdicts if kind in (None, verdict.world["kind"])]

        def total(count, of=of):
            return sum(len(count(verdict)) for verdict in of)

        exits = collections.Counter(verdict.exit_code for verdict in of)
        rows.append((
            kind or "all",
            len(of),
            sum(bool(verdict.lies()) for verdict in of),
            total(lambda verdict: verdict.possible),
            total(lambda verdict: verdict.accepted & verdict.possible),
            total(lambda verdict: verdict.false_refusals),
            total(lambda verdict: verdict.refused & verdict.early),
            total(lambda verdict: verdict.refused & verdict.late),
            total(lambda verdict: verdict.false_acceptances),
            total(lambda verdict: verdict.open_accepted),
            total(lambda verdict: verdict.open_refused),
            total(lambda verdict: verdict.never_asked),
            total(lambda verdict: verdict.unsaid),
            "/".join(str(exits[code]) for code in (0, 2, 3)),
            sum(verdict.exit_code == 0 and bool(verdict.open) for verdict in of),
            sum(verdict.counts["connections"] for verdict in of),
            sum(verdict.counts["turned_away"] for verdict in of),
            round(sum(verdict.seconds for verdict in of), 1),
        ))  # fmt: skip
    widths = [max(len(str(row[column])) for row in rows) for column in range(len(COLUMNS))]
    return ["  ".join(str(cell).rjust(width) for cell, width in zip(row, widths)) for row in rows]


def numbers(text):
    seeds = []
    for part in text.split(","):
        least, _, most = part.partition("-")
        seeds += range(int(least), int(most or least) + 1)
    return seeds


def main():
    arguments, scan = sys.argv[1:], []
    if "--" in arguments:
        at = arguments.index("--")
        arguments, scan = arguments[:at], arguments[at + 1 :]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--probe", default=os.environ.get("SSTP_PROBE"), help="the program; else SSTP_PROBE names it")
    parser.add_argument("--seeds", type=numbers, default=[1], metavar="1-60,99")
    parser.add_argument("--kinds", type=lambda text: text.split(","), default=list(worlds.KINDS))
    parser.add_argument("--world", metavar="FILE", help="worlds that were printed, one a line, instead")
    parser.add_argument("--jobs", type=int, default=4)
    parser.add_argument("--json", metavar="FILE", help="writes each verdict with its world, one a line")
    options = parser.parse_args(arguments)
    if not options.probe:
        parser.error("--probe, or the variable SSTP_PROBE")
    if options.world:
        lines = pathlib.Path(options.world).read_text(encoding="utf-8").splitlines()
        some_worlds = [world.get("world", world) for world in map(json.loads, lines)]
    else:
        some_worlds = [worlds.generate(kind, seed) for kind in options.kinds for seed in options.seeds]

    def tell(verdict):
        for lie in verdict.lies():
            print(f"{verdict.world['kind']} {verdict.world['seed']}: {lie}", file=sys.stderr, flush=True)

    verdicts = asyncio.run(check_all(options.probe, some_worlds, options.jobs, scan, tell))
    if options.json:
        pathlib.Path(options.json).write_text("".join(json.dumps(verdict.as_json()) + "\n" for verdict in verdicts))
    print("\n".join(table(verdicts)))
    lying = [verdict for verdict in verdicts if verdict.lies()]
    for verdict in lying:
        print(f"\n{verdict.world['kind']} {verdict.world['seed']}: {'; '.join(verdict.lies())}")
        print(json.dumps(verdict.world))
    sys.exit(1 if lying else 0)


if __name__ == "__main__":
    main()
