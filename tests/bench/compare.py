# SPDX-License-Identifier: Apache-2.0
"""Scanners side by side, through the bench's own link, on the same servers in the same run.

A brute-force oracle says what there is to find; the link counts connections; in each round every scanner has its turn,
so that whatever else the machine does meets all of them. Seconds of different machines or runs are not comparable, the
ratios of one run are. Started by tests/bench/run.sh, which installs and builds what this needs.

  python3 tests/bench/compare.py --sstp-probe PATH --sample-gateway PATH [--quick] [--json FILE]
"""

import argparse
import contextlib
import dataclasses
import functools
import json
import os
import pathlib
import statistics
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "interop"))

import link  # noqa: E402
import oracle  # noqa: E402
import private_network  # noqa: E402
import scanners  # noqa: E402
import servers  # noqa: E402
from test_matrix_gateway import gateway  # noqa: E402

HELLO = ("--depth", "hello")


@dataclasses.dataclass
class Subject:
    """A server, and what is scanned of it."""

    name: str
    title: str
    server: object  # a context manager of servers.Server
    scans: list  # arguments of `sstp-probe scan`
    instructions_of: tuple = None  # the scan whose instructions are counted


SUBJECTS = [
    Subject("jdk", "JDK 17, everything enabled", servers.jdk, [HELLO, (*HELLO, "--max-connections", "32")], HELLO),
    Subject("before", "the sample gateway before the cutoff", functools.partial(gateway, "before-cutoff.toml"),
            [HELLO, ()]),
    Subject("after", "the sample gateway after the cutoff", functools.partial(gateway, "after-cutoff.toml"), [()]),
]  # fmt: skip


def main():
    options = parse_arguments()
    if options.rounds > 1:  # then figures matter: before whatever else the machine does, servers and peers alike
        with contextlib.suppress(PermissionError):
            os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    os.environ["SSTP_SAMPLE_GATEWAY"] = options.sample_gateway
    loss, reorder = options.loss / 100, options.reorder / 100
    conditions = link.Conditions(options.round_trip / 1000, loss, reorder, seed=options.seed)
    results = {"conditions": dataclasses.asdict(conditions), "rounds": options.rounds, "subjects": []}
    print(f"round trip {options.round_trip:g} ms, loss {options.loss:g} %, reordering {options.reorder:g} %, seed "
          f"{options.seed}; medians of {options.rounds}; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n",
          flush=True)  # fmt: skip
    with link.Link(link.Conditions()) as path:
        for subject in SUBJECTS:
            if subject.name in options.only:
                results["subjects"].append(compare(subject, path, conditions, options))
    print(NOTES)
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(results, indent=2) + "\n")
    if any(row["wrong"] for result in results["subjects"] for row in result["scanners"] if "least" in row):
        sys.exit("sstp-probe called a cell what it isn't")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sstp-probe", required=True, metavar="PATH")
    parser.add_argument("--sample-gateway", required=True, metavar="PATH")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_const", dest="rounds", const=1, help="one round")
    parser.add_argument("--round-trip", type=float, default=50, metavar="MS")
    parser.add_argument("--loss", type=float, default=0, metavar="PERCENT", help="of the packets, each way")
    parser.add_argument("--reorder", type=float, default=0, metavar="PERCENT", help="of the packets, each way")
    parser.add_argument("--seed", type=int, default=1, help="of loss and reordering")
    names = [subject.name for subject in SUBJECTS]
    parser.add_argument("--only", action="append", choices=names, help="this server; can be repeated")
    parser.add_argument("--no-peers", action="store_true", help="time sstp-probe alone")
    parser.add_argument("--no-instructions", action="store_true", help="leave callgrind out")
    parser.add_argument("--json", metavar="FILE", help="every run, for programs")
    options = parser.parse_args()
    options.only = options.only or names
    return options


def compare(subject, path, conditions, options):
    path.change(link.Conditions())
    with contextlib.ExitStack() as stack:
        with path.far_side():
            server = stack.enter_context(subject.server())
            truth = oracle.accepted_suites(server.address)
        ours = [scanners.SstpProbe(options.sstp_probe, scan) for scan in subject.scans]
        peers = [] if options.no_peers else [scanners.Nmap(), scanners.Sslscan()]
        runs = {scanner: [] for scanner in ours + peers}
        for _ in range(options.rounds):
            for scanner in runs:
                path.change(conditions)
                runs[scanner].append(scanner.run(server, path))
        rows = [row_of(scanner, runs[scanner], scanners.cells(truth)) for scanner in runs]
        set_beside(rows[: len(ours)], rows[len(ours) :])
        for scanner, row in zip(ours, rows):
            row["least"] = scanner.least_seconds(sum(map(len, truth.values())), len(truth), conditions.round_trip)
        result = {"subject": subject.name, "cells": sum(map(len, truth.values())), "scanners": rows}
        show(subject, result)
        if subject.instructions_of and not options.no_instructions:
            with path.far_side():
                scanner = scanners.SstpProbe(options.sstp_probe, subject.instructions_of)
                # Once: it is the same to a hundredth, whatever else the machine does.
                result["instructions"] = scanners.instructions(scanner, server.address)
            print(f"{scanner.name}, on loopback: {result['instructions'] / 1e6:.0f} million instructions")
        print(flush=True)
    return result


def row_of(scanner, runs, truth):
    """Medians of what a scanner cost; of what it found the worst round."""
    costs, answers = zip(*runs)
    row = {"name": scanner.name, "runs": [dataclasses.asdict(cost) | {"told": answer.told} for cost, answer in runs]}
    for field in dataclasses.fields(scanners.Cost):
        row[field.name] = statistics.median(getattr(cost, field.name) for cost in costs)
    row["fastest"], row["slowest"] = (pick(cost.wall for cost in costs) for pick in (min, max))
    row["found"] = min(answer.found(truth) for answer in answers)
    row["wrong"] = max(answer.wrong(truth) for answer in answers)
    row["open"] = max(answer.open(truth) for answer in answers)
    return row


def set_beside(ours, peers):
    """The best peer is the fastest of those that found anything: it need not have found all."""
    best = min((peer["wall"] for peer in peers if peer["found"]), default=None)
    for row in ours + peers:
        row["ratio"] = row["wall"] / best if best else None


COLUMNS = [
    # heading, width, how a row's value is written
    ("found", 7, lambda row: f"{row['found']}"),
    ("wrong", 7, lambda row: f"{row['wrong']}"),
    ("open", 6, lambda row: f"{row['open']}"),
    ("connections", 13, lambda row: f"{row['connections']:.0f}"),
    ("wall s", 9, lambda row: f"{row['wall']:.2f}"),
    ("min-max", 13, lambda row: f"{row['fastest']:.2f}-{row['slowest']:.2f}"),
    ("ratio", 8, lambda row: f"{row['ratio']:.3f}" if row["ratio"] else "-"),
    ("least s", 9, lambda row: f"{row['least']:.2f}" if "least" in row else "-"),
    ("over it", 9, lambda row: f"{row['wall'] / row['least']:.1f}x" if row.get("least") else "-"),
    ("CPU s", 8, lambda row: f"{row['cpu']:.2f}"),
    ("late ms", 9, lambda row: f"{row['late'] * 1000:.2f}"),
    ("MiB", 7, lambda row: f"{row['memory']:.0f}"),
]
NOTES = """\
found, wrong, open: of the cells that the server accepts, in the worst round; a peer calls refused what it doesn't name.
connections: counted by the link. ratio: of the wall time to the fastest peer's that found anything.
least: what round trips and slots allow at best, by cells + 1 hello a version, and calls; over it: the distance to that.
late: what the link itself adds to half a round trip."""


def show(subject, result):
    print(f"{subject.title}: {result['cells']} cells")
    print(f"{'':<46}" + "".join(f"{heading:>{width}}" for heading, width, _ in COLUMNS))
    for row in result["scanners"]:
        print(f"{row['name']:<46}" + "".join(f"{write(row):>{width}}" for _, width, write in COLUMNS))
        for run in row["runs"]:
            told = run["told"].get("connections", run["connections"])
            if told != run["connections"]:
                print(f"  its record tells {told} connections, the link counted {run['connections']}")
            if run["told"].get("status", "complete") != "complete":
                print(f"  its record's status is {run['told']['status']}")


if __name__ == "__main__":
    private_network.enter()
    main()
