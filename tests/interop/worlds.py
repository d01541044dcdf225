# SPDX-License-Identifier: Apache-2.0
"""Worlds on which a scanner may lie: servers, and what stands before them, as values made by chance from a seed.

A world is a dictionary that one line of JSON holds, so that it can be printed and replayed. `servers` stand behind one
address and take connections as `turn` says; the members below are its faults, each null in a plain world:

  limit     turns connections away: {"type": "after"|"rate"|"concurrent", ...}
  ban       shuts everybody out for a time, renewed by each attempt: {"burst": N, "unfinished": N, "seconds": S, ...}
  outages   [{"after": connections, "seconds": S, "how": "hole"|"restart"}]
  shed      answers each hello alike: {"answer": ACTION, "seconds": S or null}
  change    after so many connections other servers stand there: {"after": N, "servers": [...]}
  nameless  who answers a hello without the target's name: {"server": {...}} or {"answer": ACTION}

  python3 worlds.py KIND SEED                  prints the world
  python3 worlds.py KIND SEED --serve [PORT]   serves it, and answers each line of standard input with its counts
  python3 worlds.py --world FILE --serve       serves a world that was printed; - is standard input's first line
"""

import argparse
import asyncio
import contextlib
import json
import random
import sys

import oracle
import world_answers
from hello_wire import VERSIONS
from world_server import WorldServer

OLD = ["SSLv3", "TLSv1.0", "TLSv1.1"]
CLEAR = ["alert 40", "alert 40", "alert 40", "alert 71"]
QUIET = ["close", "reset"]
UNCLEAR = ["alert 80", "alert 10", "alert 47", "alert 50", "alert 112"]
EVERY_WAY = ["alert 40", "alert 70", "alert 71", *UNCLEAR, *QUIET, "silence"]
SHED_WAYS = ["alert 40", "alert 80", "alert 70", "alert 71", "alert 10", "alert 112", "reset", "close"]


def generate(kind, seed):
    lots = random.Random(f"{kind} {seed}")
    world = {"kind": kind, "seed": seed, "servers": [some_server(lots)], "turn": {"how": "turn"}, "latency_ms": [0, 0],
             "limit": None, "ban": None, "outages": [], "shed": None, "change": None, "nameless": None}  # fmt: skip
    if lots.random() < 0.3:
        world["latency_ms"] = sorted([lots.randrange(12), lots.randrange(40)])
    KINDS[kind](world, lots)
    return world


def truth(world, met=None):
    """Cells that the servers of the world accept, asked by the target's name.

    (by some server at first, by some in the end, by each of them), where a cell is (version, code). With `met`, as
    WorldServer.counts() tells it, of those servers alone that a hello came to: no scan can know of others.
    """
    first, last = ([world_answers.accepted_cells(server) for place, server in enumerate(servers)
                    if met is None or (which, place) in met]
                   for which, servers in (("first", world["servers"]),
                                          ("last", (world["change"] or {"servers": []})["servers"])))  # fmt: skip
    common = set.intersection(*first, *last) if first or last else set()
    if not last:
        last = first
    return set().union(*first), set().union(*last), common


# --- servers


def some_server(lots, versions=None):
    versions = versions or some_versions(lots)
    order = server_order(lots)
    cells = {}
    for version in versions:
        suites = some_suites(lots, version)
        cells[version] = words(suites if version == "SSLv2" else sorted(suites, key=order.index))
    return {
        "cells": cells,
        "order": lots.choice(["server", "server", "client"]),
        "chain": lots.choice(["north", "south", "east", "west"]),
        "refusal": clear_refusal(lots),
        "intolerant": [],
        "needs": [],
        "spoilers": [],
        "falls": {},
        "groups13": lots.choice([[29, 23], [29, 23], [23], [24, 23], [24]]),
        "echoes": lots.choice([[], [23], [23, 22], [23, 22, 11]]),
    }


def some_versions(lots):
    return lots.choice([
        ["TLSv1.2", "TLSv1.3"],
        ["TLSv1.2"],
        ["TLSv1.3"],
        ["TLSv1.0", "TLSv1.1", "TLSv1.2"],
        ["TLSv1.0", "TLSv1.2"],
        ["TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"],
        ["SSLv3", "TLSv1.0"],
        [*OLD, "TLSv1.2"],
        [*OLD, "TLSv1.2", "TLSv1.3"],
        ["SSLv2", "SSLv3"],
        ["SSLv2", *OLD, "TLSv1.2"],
        ["TLSv1.0"],
    ])  # fmt: skip


def server_order(lots):
    """Every suite in the order of this server, the same in each version."""
    order = sorted(world_answers.suite_names())
    lots.shuffle(order)
    if lots.random() < 0.5:  # many prefer by strength
        order.sort(key=lambda code: ("ECDHE" not in world_answers.name_of(code), code))
    return order


def some_suites(lots, version):
    usual, rare = pool(version)
    count = lots.choice([lots.randint(1, 4), lots.randint(3, 14), lots.randint(10, 60)])
    chosen = lots.sample(usual, min(count, len(usual)))
    if rare and lots.random() < 0.4:
        chosen += lots.sample(rare, min(lots.randint(1, 6), len(rare)))
    return chosen


def pool(version):
    """What servers take in this version: the usual, and what is seldom met."""
    if version == "SSLv2":
        return oracle.SSL2_KINDS[:7], []
    names = {code: name for code, name in world_answers.suite_names().items() if "GOST" not in name}
    if version == "TLSv1.3":
        return [code for code, name in names.items() if 0x1301 <= code <= 0x1305], []
    older = version != "TLSv1.2"
    possible = []
    for code, name in names.items():
        if "_WITH_" not in name or world_answers.is_authenticated_otherwise(code) or code == 0:
            continue
        if older and not name.endswith(("_SHA_", "_MD5_")):
            continue
        if "EXPORT" in name and version not in ("SSLv3", "TLSv1.0"):
            continue
        if version == "SSLv3" and "_ECDH" in name:
            continue
        if version == "TLSv1.2" and ("_DES_" in name or "_IDEA_" in name):
            continue
        possible.append(code)
    usual = [code for code in possible if is_usual(names[code])]
    return usual, [code for code in possible if code not in usual]


def is_usual(name):
    return any(name.startswith(f"TLS_{exchange}_WITH_") for exchange in ("RSA", "DHE_RSA", "ECDHE_RSA", "ECDHE_ECDSA"))


def clear_refusal(lots):
    """Refuses as well-behaved servers do."""
    suite = lots.choice([*CLEAR, *CLEAR, *QUIET])
    version = lots.choice(["alert 70", "alert 70", "alert 40", "lower", *QUIET])
    ssl2 = lots.choice(["close", "reset", "alert 70", "alert 40", "error"])
    return {"suite": suite, "suites": {}, "version": version, "versions": {}, "ssl2": ssl2}


def alert_refusal(lots):
    return {"suite": lots.choice(CLEAR), "suites": {}, "version": lots.choice(["alert 70", "alert 40", "lower"]),
            "versions": {}, "ssl2": lots.choice(["alert 70", "alert 40", "close"])}  # fmt: skip


def widened(lots, server):
    """The server with enough suites that a fault has something to hide."""
    for version in server["cells"]:
        if version not in ("SSLv2", "TLSv1.3") and len(server["cells"][version]) < 6:
            usual = words(pool(version)[0])
            more = [code for code in usual if code not in server["cells"][version]]
            server["cells"][version] += lots.sample(more, 8)


def words(codes):
    return [f"0x{code:04X}" if code <= 0xFFFF else f"0x{code:06X}" for code in codes]


def copied(server):
    return json.loads(json.dumps(server))


# --- kinds: each puts one kind of fault into a plain world


def plain(_world, _lots):
    pass


def refusals(world, lots):
    """Refuses in ways of its own, in each version alike."""
    server = world["servers"][0]
    versions = {version: lots.choice([*EVERY_WAY, "lower"]) for version in VERSIONS if version not in server["cells"]}
    versions.pop("SSLv2", None)
    suites = {version: lots.choice(EVERY_WAY) for version in server["cells"] if version != "SSLv2"}
    server["refusal"] |= {"versions": versions, "suites": suites, "ssl2": lots.choice([*EVERY_WAY, "error"])}


def balancer(world, lots):
    """Unlike servers, which mostly refuse by alert."""
    first = world["servers"][0]
    if lots.random() < 0.8:
        first["refusal"] = alert_refusal(lots)
    widened(lots, first)
    servers = [first]
    while len(servers) < lots.choice([2, 2, 2, 3, 4, 5]) or len(servers) < 2:
        servers.append(unlike(lots, first))
    lots.shuffle(servers)
    world["servers"] = servers
    world["turn"] = some_turn(lots, len(servers))


def unlike(lots, server):
    """Another server of the same site."""
    other = copied(server)
    how = lots.choice(["fewer", "versions", "swapped", "stranger", "dead", "fewer", "versions"])
    if how == "fewer":
        for version, codes in other["cells"].items():
            other["cells"][version] = codes[: max(1, len(codes) // lots.choice([2, 3, 5]))]
    elif how == "versions":
        for version in lots.sample(list(other["cells"]), len(other["cells"]) // 2):
            del other["cells"][version]
        if len(server["cells"]) == 1:
            other["cells"] = {lots.choice(["TLSv1.2", "TLSv1.1"]): words(some_suites(lots, "TLSv1.2"))[:9]}
    elif how == "swapped":
        for version, codes in other["cells"].items():
            if version != "SSLv2":
                kept = lots.sample(codes, len(codes) // 2)
                more = words(some_suites(lots, version))
                other["cells"][version] = [*kept, *(code for code in more if code not in kept)]
    elif how == "stranger":
        other = some_server(lots)
        other["refusal"] = copied(server["refusal"])
    else:
        other["cells"] = {}
        action = lots.choice(["alert 40", "alert 80", "reset", "close", "silence"])
        other["refusal"] |= {"suite": action, "version": action, "versions": {}, "ssl2": action}
    other["chain"] = lots.choice([server["chain"], "elsewhere"])
    return other


def some_turn(lots, count):
    how = lots.choice(["turn", "turn", "lot", "lot", "port", "time"])
    if how == "lot":
        weights = [lots.choice([1, 1, 3, 9]) for _ in range(count)]
        return {"how": how, "weights": weights}
    if how == "time":
        return {"how": how, "seconds": lots.choice([0.05, 0.2, 0.7])}
    return {"how": how}


SHAPES = [
    {"groups_over": 5}, {"groups_over": 7}, {"groups_over": 10}, {"groups_over": 25},
    {"schemes_over": 8}, {"schemes_over": 15}, {"schemes_over": 20},
    {"octets_over": 255}, {"octets_over": 260}, {"octets_over": 512},
    {"suites_over": 127}, {"suites_over": 63}, {"suites_over": 40},
    {"extensions": True}, {"extension": 23}, {"extension": 13}, {"extension": 10}, {"extension": 22},
    {"extension_beyond": [10, 11, 13, 35]}, {"extension_beyond": [0, 10, 13, 43, 51]},
    {"group_beyond": [23, 24, 25, 29, 30]}, {"group_beyond": [23, 24, 25]},
    {"scheme_beyond": [hash_ << 8 | key for hash_ in range(1, 7) for key in (1, 2, 3)]},
    {"shares_over": 1},
]  # fmt: skip


def shape(world, lots):
    """Does not bear some property of a hello."""
    server = world["servers"][0]
    widened(lots, server)
    if lots.random() < 0.7 and "TLSv1.2" not in server["cells"]:
        server["cells"]["TLSv1.2"] = words(some_suites(lots, "TLSv1.2"))
    server["intolerant"] = [bearable(world, lots, lambda: rule_of(lots, server, lots.choice(SHAPES)))]


def rule_of(lots, server, when):
    versions = None if lots.random() < 0.6 else lots.sample(list(server["cells"]), (len(server["cells"]) + 1) // 2)
    return {"when": when, "versions": versions, "answer": lots.choice(EVERY_WAY)}


def bearable(world, lots, make, tries=40):
    """A rule that leaves most of what the server accepts to some hello, and that some hello of ours can break."""
    server = world["servers"][0]
    before = world_answers.accepted_cells(server)
    for _ in range(tries):
        rule = make()
        trial = copied(server)
        trial["intolerant"].append(rule)
        if len(world_answers.accepted_cells(trial)) * 2 > len(before):
            return rule
    return {"when": {"octets_over": 512}, "versions": None, "answer": lots.choice(EVERY_WAY)}


LACKS = [{"lacks_extension": 23}, {"lacks_extension": 13}, {"lacks_extension": 10}, {"lacks_extension": 22},
         {"lacks_extension": 0}, {"lacks_extension": 35}, {"lacks_extension": 5},
         {"lacks_signalling": 0x00FF}]  # fmt: skip
NEEDS = ["encrypt_then_mac_for_cbc", "ffdhe_for_dhe", "no_ffdhe_for_dhe", "groups_for_ecdhe", "group 26", "group 24"]


def needs(world, lots):
    """Wants something in the hello."""
    server = world["servers"][0]
    if set(server["cells"]) <= {"TLSv1.3", "SSLv2", "SSLv3"}:
        server["cells"]["TLSv1.2"] = words(some_suites(lots, "TLSv1.2"))
    widened(lots, server)
    if lots.random() < 0.75:
        server["needs"] = [lots.choice([*NEEDS, *NEEDS[:3]])]
        for version in ("TLSv1.0", "TLSv1.1", "TLSv1.2"):
            if version in server["cells"]:
                usual = [code for code in words(pool(version)[0]) if code not in server["cells"][version]]
                touched = [code for code in usual if touches(server["needs"][0], int(code, 16))]
                server["cells"][version] += lots.sample(touched, min(5, len(touched)))
    else:
        server["intolerant"] = [bearable(world, lots, lambda: rule_of(lots, server, lots.choice(LACKS)))]


def touches(need, suite):
    kinds = {"cbc": world_answers.is_cbc, "dhe": world_answers.is_dhe}
    return kinds.get(need.rsplit("_", 1)[-1], world_answers.is_ecdhe)(suite)


def spoiler(world, lots):
    """Picks a suite first and cannot do it then."""
    server = world["servers"][0]
    widened(lots, server)
    server["order"] = lots.choice(["client", "client", "server"])
    if lots.random() < 0.6:
        codes = [code for code in world_answers.suite_names() if world_answers.is_authenticated_otherwise(code)]
        word = lots.choice(world_answers.AUTHENTICATED_OTHERWISE)
        codes = [code for code in codes if word in world_answers.name_of(code)]
        chosen = words(lots.sample(codes, min(lots.choice([1, 4, 60]), len(codes))))
    else:
        version = lots.choice([version for version in server["cells"] if version != "SSLv2"] or ["TLSv1.2"])
        chosen = words(lots.sample(pool(version)[0], 1 if lots.random() < 0.7 else 2))
    for version, codes in server["cells"].items():  # somewhere among what it prefers, or in front of all
        if version != "SSLv2" and lots.random() < 0.6:
            place = lots.randrange(len(codes) + 1)
            codes[place:place] = [code for code in chosen if code not in codes]
    server["spoilers"] = [{"versions": None, "codes": chosen, "answer": lots.choice(["alert 40"] * 4 + EVERY_WAY)}]


def fallback(world, lots):
    """Goes down a version for a few suites alone."""
    server = world["servers"][0]
    server["cells"] = {version: words(some_suites(lots, version)) for version in ["TLSv1.0", "TLSv1.1", "TLSv1.2"]}
    widened(lots, server)
    version = lots.choice(["TLSv1.1", "TLSv1.2", "TLSv1.2"])
    lower = [name for name in server["cells"] if VERSIONS[name] < VERSIONS[version]]
    codes = server["cells"][version]
    count = lots.randint(1, min(6, len(codes) - 1))
    # Side by side: in front of all that it prefers, or later.
    at = lots.choice([0, 0, lots.randrange(len(codes) - count + 1)])
    server["falls"] = {version: {"codes": codes[at : at + count], "to": lots.choice(lower)}}


def limiter(world, lots):
    """Bears only so many connections."""
    how = lots.choice(["reset", "close", "silence", "refuse", "alert 80", "alert 40", "alert 70", "alert 10"])
    kind = lots.choice(["after", "after", "rate", "rate", "concurrent"])
    if kind == "after":
        world["limit"] = {"type": kind, "first": lots.choice([1, 3, 8, 12, 20, 40]),
                          "again_after": lots.choice([None, None, 1.5, 4]), "how": how}  # fmt: skip
    elif kind == "rate":
        world["limit"] = {"type": kind, "a_second": lots.choice([1, 2, 5, 10, 20]), "burst": lots.choice([1, 5, 12]),
                          "how": how}  # fmt: skip
    else:
        world["limit"] = {"type": kind, "most": lots.choice([1, 2, 3, 5]), "how": how}


def ban(world, lots):
    """Shuts out who knocks too hard."""
    world["ban"] = {"burst": lots.choice([None, 8, 16]), "unfinished": lots.choice([20, 40, 60]),
                    "seconds": lots.choice([3, 10, 600, 600]),
                    "how": lots.choice(["silence", "reset", "refuse", "close"])}  # fmt: skip


def outage(world, lots):
    """Is away for a while."""
    after = lots.randint(1, 20)
    for _ in range(lots.randint(1, 3)):
        world["outages"].append({"after": after, "seconds": lots.choice([0.2, 0.6, 2, 5, 10]),
                                 "how": lots.choice(["hole", "restart", "restart"])})  # fmt: skip
        after += lots.randint(5, 40)


def shed(world, lots):
    """Answers everything alike, from the first connection on."""
    widened(lots, world["servers"][0])
    world["shed"] = {"answer": lots.choice(SHED_WAYS), "seconds": lots.choice([None, None, None, 2, 8])}


def change(world, lots):
    """Is configured anew in mid-scan."""
    first = world["servers"][0]
    first["refusal"] = alert_refusal(lots)
    widened(lots, first)
    other = unlike(lots, first)
    while not other["cells"] or other["cells"] == first["cells"]:
        other = unlike(lots, first)
    before, after = lots.sample([first, other], 2)
    world["servers"] = [before]
    world["change"] = {"after": lots.choice([6, 14, 30, 60]), "servers": [after]}


def sni(world, lots):
    """Is somebody else without the target's name, and may not bear each hello with it."""
    if lots.random() < 0.6:
        shape(world, lots)
    if lots.random() < 0.4:
        answers = ["alert 112", "alert 112", "alert 40", "alert 80", "close", "reset"]
        world["nameless"] = {"answer": lots.choice(answers)}
        return
    other = unlike(lots, world["servers"][0])
    while not other["cells"]:
        other = unlike(lots, world["servers"][0])
    other["chain"] = "default"
    world["nameless"] = {"server": other}


def mixed(world, lots):
    """Two or three kinds at once."""
    parts = lots.sample([lots.choice([balancer, change]), lots.choice([shape, needs, spoiler]), outage, limiter, sni,
                         refusals], lots.choice([2, 2, 3]))  # fmt: skip
    for part in sorted(parts, key=lambda part: part is balancer or part is change):
        part(world, lots)


def shapes(world, lots):
    """Two properties of the hello at once: the right one is neither the least nor the most."""
    needs(world, lots)
    server = world["servers"][0]
    server["intolerant"].append(bearable(world, lots, lambda: rule_of(lots, server, lots.choice(SHAPES))))


KINDS = {make.__name__: make for make in (plain, refusals, balancer, shape, needs, spoiler, fallback, limiter, ban,
                                          outage, shed, change, sni, mixed, shapes)}  # fmt: skip


# --- command line


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", nargs="?", choices=KINDS)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    parser.add_argument("--world", metavar="FILE")
    parser.add_argument("--serve", metavar="PORT", nargs="?", type=int, const=0)
    options = parser.parse_args()
    if options.world == "-":
        world = json.loads(sys.stdin.readline())
    elif options.world:
        with open(options.world, encoding="utf-8") as file:
            world = json.load(file)
    elif options.kind:
        world = generate(options.kind, options.seed)
    else:
        parser.error("a kind, or --world")
    print(json.dumps(world), flush=True)
    if options.serve is not None:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(serve(world, options.serve))


async def serve(world, port):
    async with WorldServer(world, port) as server:
        print(f"listening on 127.0.0.1:{server.port}", flush=True)
        while await asyncio.to_thread(sys.stdin.readline):
            print(json.dumps(server.counts()), flush=True)


if __name__ == "__main__":
    main()
