# SPDX-License-Identifier: Apache-2.0
"""What one server of a world says to one hello: a pure function, so that the truth can be computed with it.

A server is a dictionary (see worlds.py). An action is one of "alert N", "close", "reset", "silence" and, for a version
that is off, "lower": a ServerHello of the newest older version that is on.
"""

import csv
import functools
import itertools

import hello_wire
import oracle
from hello_wire import VERSIONS, Hello

NAME = "vpn.example.net"
SIGNALLING = (0x00FF, 0x5600)
# Suites that some servers pick without having what they need for them.
AUTHENTICATED_OTHERWISE = ("_PSK_", "_SRP_", "_KRB5_", "_ECCPWD_")


@functools.cache
def suite_names():
    """{code: IANA's name}, signalling values left out."""
    names = {}
    with open(oracle.IANA_CIPHER_SUITES, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            octets = row["Value"].split(",")
            if len(octets) == 2 and row["Description"].startswith("TLS_"):
                names[int(octets[0], 16) << 8 | int(octets[1], 16)] = row["Description"] + "_"
    return {code: name for code, name in names.items() if code not in SIGNALLING}


def name_of(suite):
    return suite_names().get(suite, "")


def is_cbc(suite):
    return "_CBC_" in name_of(suite)


def is_dhe(suite):
    return "_DHE_" in name_of(suite) or "_DH_anon_" in name_of(suite)


def is_ecdhe(suite):
    return "_ECDHE_" in name_of(suite) or "_ECDH_anon_" in name_of(suite)


def is_anonymous(suite):
    return "_anon_" in name_of(suite)


def is_authenticated_otherwise(suite):
    return any(word in name_of(suite) for word in AUTHENTICATED_OTHERWISE)


class Answer:
    """An action, or the selection of a suite in a version."""

    def __init__(self, action=None, version=None, suite=None):
        self.action, self.version, self.suite = action, version, suite

    def accepts(self, version, suite):
        return self.version == version and self.suite == suite


def answer(server, hello):
    """`server` has been through compiled()."""
    if hello.is_ssl2:
        return ssl2_answer(server, hello)
    version = hello_wire.NAMES.get(hello.offered)
    for rule in server["intolerant"]:
        if (rule["versions"] is None or version in rule["versions"]) and holds(rule["when"], hello):
            return Answer(rule["answer"])
    if version not in server["cells"]:
        return off_answer(server, hello, version)
    return selection(server, hello, version)


def ssl2_answer(server, hello):
    cells = server["cells"].get("SSLv2")
    common = [kind for kind in cells or [] if kind in hello.suites]
    if not common:
        return Answer(server["refusal"]["ssl2"])
    return Answer(version="SSLv2", suite=common[0])


def off_answer(server, hello, version):
    """The version that was asked for is off."""
    action = server["refusal"]["versions"].get(version, server["refusal"]["version"])
    if action != "lower":
        return Answer(action)
    on = [name for name in server["cells"] if 2 < VERSIONS[name] < VERSIONS.get(version, 0xFFFF)]
    if not on:
        return Answer("alert 70")
    return selection(server, hello, max(on, key=VERSIONS.get))


def selection(server, hello, version):
    refusal = Answer(server["refusal"]["suites"].get(version, server["refusal"]["suite"]))
    possible = server["selectable"][version]
    if server["order"] == "client":
        chosen = next((suite for suite in hello.suites if suite in possible and usable(server, hello, suite)), None)
    else:
        offered = set(hello.suites)
        chosen = next((suite for suite in possible if suite in offered and usable(server, hello, suite)), None)
    if chosen is None:
        return refusal
    for rule in server["spoilers"]:
        if chosen in rule["codes"] and (rule["versions"] is None or version in rule["versions"]):
            return Answer(rule["answer"])
    fall = server["falls"].get(version)
    if fall and chosen in fall["codes"]:
        return Answer(version=fall["to"], suite=chosen)
    return Answer(version=version, suite=chosen)


def usable(server, hello, suite):
    for need in server["needs"]:
        if need == "encrypt_then_mac_for_cbc" and is_cbc(suite) and hello_wire.ENCRYPT_THEN_MAC not in hello.extensions:
            return False
        names_ffdhe = any(group in hello_wire.FFDHE_GROUPS for group in hello.groups)
        if need == "ffdhe_for_dhe" and is_dhe(suite) and not names_ffdhe:
            return False
        if need == "no_ffdhe_for_dhe" and is_dhe(suite) and names_ffdhe:
            return False
        if need == "groups_for_ecdhe" and is_ecdhe(suite) and not hello.groups:
            return False
        if need.startswith("group ") and is_ecdhe(suite) and int(need[6:]) not in hello.groups:
            return False
    return True


def holds(when, hello):
    """Whether the hello has the property that a rule names."""
    ((word, value),) = when.items()
    known = (set(hello.extensions) - {hello_wire.SERVER_NAME}) if word.startswith("extension") else ()
    return {
        "groups_over": lambda: len(hello.groups) > value,
        "schemes_over": lambda: len(hello.schemes) > value,
        "octets_over": lambda: hello.octets > value,
        "suites_over": lambda: len(hello.suites) > value,
        "shares_over": lambda: len(hello.shares) > value,
        "extensions": lambda: bool(known),
        "extension": lambda: value in known,
        "extension_beyond": lambda: bool(known - set(value)),
        "group_beyond": lambda: bool(set(hello.groups) - set(value)),
        "scheme_beyond": lambda: bool(set(hello.schemes) - set(value)),
        "lacks_extension": lambda: value not in hello.extensions,
        "lacks_signalling": lambda: value not in hello.suites and hello_wire.RENEGOTIATION_INFO not in hello.extensions,
    }[word]()


def compiled(server):
    """The server with numbers in place of hexadecimal words, and what it would select, the unusable too, in order."""
    cells = {version: [int(code, 16) for code in codes] for version, codes in server["cells"].items()}
    spoilers = [{**rule, "codes": {int(code, 16) for code in rule["codes"]}} for rule in server["spoilers"]]
    falls = {version: {**fall, "codes": {int(code, 16) for code in fall["codes"]}}
             for version, fall in server["falls"].items()}  # fmt: skip
    selectable = {}
    for version, codes in cells.items():
        more = [code for rule in spoilers if rule["versions"] is None or version in rule["versions"]
                for code in sorted(rule["codes"]) if code not in codes]  # fmt: skip
        more += [code for code in sorted(falls.get(version, {"codes": ()})["codes"]) if code not in codes]
        selectable[version] = [*more, *codes]
    return {**server, "cells": cells, "spoilers": spoilers, "falls": falls, "selectable": selectable}


def accepted_cells(server):
    """{(version, code)} that one hello of some shape, with the target's name and this suite alone, is accepted with."""
    server = compiled(server)
    return {
        (version, code)
        for version, codes in server["cells"].items()
        for code in codes
        if any(answer(server, hello).accepts(version, code) for hello in trial_hellos(version, code))
    }


FEW_GROUPS = [29, 23, 24, 25]
MANY_GROUPS = [*FEW_GROUPS, 30, *range(1, 23), 26, 27, 28]
FEW_SCHEMES = [0x0403, 0x0401, 0x0503, 0x0501, 0x0601, 0x0203, 0x0201]
MANY_SCHEMES = [*FEW_SCHEMES, 0x0804, 0x0805, 0x0806, 0x0807, 0x0808, 0x0402, 0x0502, 0x0301, 0x0303, 0x0101]
TRIAL_GROUPS = (FEW_GROUPS, None, [*FEW_GROUPS, *hello_wire.FFDHE_GROUPS], MANY_GROUPS, [*MANY_GROUPS, 256])
TRIAL_SCHEMES = (FEW_SCHEMES, None, MANY_SCHEMES)
TRIAL_EXTRAS = ((), (23,), (22,), (23, 22), (23, 22, 35, 5))


def trial_hellos(version, code):
    """Hellos of many shapes for one suite: what some client could send."""
    if version == "SSLv2":
        yield Hello(VERSIONS[version], [], [code], 30, {})
        return
    is_tls13 = version == "TLSv1.3"
    for groups, schemes, extras in itertools.product(TRIAL_GROUPS, TRIAL_SCHEMES, TRIAL_EXTRAS):
        if is_tls13 and not (groups and schemes):
            continue
        extensions = {hello_wire.SERVER_NAME: b"\0\0\0\0\0" + NAME.encode()}
        if groups:
            extensions[hello_wire.SUPPORTED_GROUPS] = sixteens(groups)
        if groups and extras and not is_tls13:
            extensions[hello_wire.EC_POINT_FORMATS] = b"\1\0"
        if schemes:
            extensions[hello_wire.SIGNATURE_ALGORITHMS] = sixteens(schemes)
        extensions |= {extra: b"" for extra in extras}
        if is_tls13:
            extensions[hello_wire.SUPPORTED_VERSIONS] = b"\2\3\4"
            share = hello_wire.u16(29) + hello_wire.vector(2, bytes(32))
            extensions[hello_wire.KEY_SHARE] = hello_wire.vector(2, share)
        octets = 54 + sum(4 + len(content) for content in extensions.values())
        versions = [VERSIONS[version]] if is_tls13 else []
        yield Hello(min(VERSIONS[version], 0x0303), versions, [code, 0x00FF], octets, extensions)


def sixteens(values):
    return hello_wire.vector(2, b"".join(map(hello_wire.u16, values)))
