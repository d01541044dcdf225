# SPDX-License-Identifier: Apache-2.0
"""Makes a record of many gateways out of one of few: `fleet.py RECORD COUNT` writes it to standard output."""

import copy
import json
import sys


def fleet(record, count):
    """The record's targets in turn, `count` of them, each under a name of its own; no page tells of exchanges."""
    grown = dict(record)
    grown["targets"] = []
    for number in range(count):
        target = copy.deepcopy(record["targets"][number % len(record["targets"])])
        target["name"] = target["host"] = f"gw{number + 1:03}.example.net"
        target["port"] = 443
        target["exchanges"] = []
        grown["targets"].append(target)
    return grown


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as source:
        json.dump(fleet(json.load(source), int(sys.argv[2])), sys.stdout)
