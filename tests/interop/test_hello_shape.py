# SPDX-License-Identifier: Apache-2.0
"""Servers that do not bear a hello for its shape, whatever they answer it with: the smaller hello is tried."""

import asyncio
import os
import unittest

import world_check
import worlds

SUITES = {"TLSv1.0": ["0x002F", "0x0035", "0xC013"], "TLSv1.2": ["0x009C", "0x003C", "0xC02F", "0x002F"]}
HASHES_AND_KEYS = [hash_ << 8 | key for hash_ in range(1, 7) for key in (1, 2, 3)]
SHAPES = {
    "more than 7 groups": {"groups_over": 7},
    "more than 15 schemes": {"schemes_over": 15},
    "more than 255 octets": {"octets_over": 255},
    "more than 512 octets": {"octets_over": 512},
    "128 suites or more": {"suites_over": 127},
    "any extension but the name": {"extensions": True},
    "extended_master_secret": {"extension": 23},
    "a group that is not NIST's or RFC 7748's": {"group_beyond": [23, 24, 25, 29, 30]},
    "a scheme of TLS 1.3": {"scheme_beyond": HASHES_AND_KEYS},
}
ANSWERS = ("alert 40", "alert 47", "alert 50", "alert 80", "close", "reset")
ONE_VERSION = ("more than 7 groups", "more than 15 schemes", "more than 255 octets")
AT_ONCE = 5
# None of them is silent, so nothing waits for as long but on a busy machine.
PATIENCE = ("--timeout=30", "--deadline=300")


def intolerant(name, answer, versions=None):
    """A world with one server, which takes what stands in SUITES."""
    world = worlds.generate("plain", 1)
    refusal = {"suite": "alert 40", "suites": {}, "version": "alert 70", "versions": {}, "ssl2": "alert 70"}
    rule = {"when": SHAPES[name], "versions": versions, "answer": answer}
    world["servers"][0] |= {"cells": SUITES, "order": "server", "refusal": refusal, "intolerant": [rule]}
    return world | {"kind": "shape", "latency_ms": [0, 0]}


ROWS = {f"{name}: {answer}": intolerant(name, answer) for name in SHAPES for answer in ANSWERS}
ROWS |= {f"{name}, in TLS 1.2 alone: {answer}": intolerant(name, answer, ["TLSv1.2"])
         for name in ONE_VERSION for answer in ANSWERS}  # fmt: skip


class HelloShape(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        found = asyncio.run(world_check.check_all(os.environ["SSTP_PROBE"], ROWS.values(), AT_ONCE, PATIENCE))
        cls.verdicts = dict(zip(ROWS, found))

    def test_nothing_is_denied(self):
        for name, verdict in self.verdicts.items():
            with self.subTest(name):
                self.assertEqual(verdict.false_refusals, set())
                self.assertEqual(verdict.false_acceptances, set())
                self.assertEqual(verdict.lies(), [])

    def test_everything_is_found(self):
        for name, verdict in self.verdicts.items():
            with self.subTest(name):
                self.assertEqual(verdict.accepted, verdict.possible)
                # A hello of TLS 1.3 has extensions, and none that has any was ever answered.
                untold = name in ("any extension but the name: close", "any extension but the name: reset")
                self.assertEqual({version for version, _ in verdict.open}, {"TLSv1.3"} if untold else set())
                self.assertEqual(verdict.exit_code, 2 if untold else 0)

    def test_what_a_cell_needs_is_said(self):
        """All that the usual hello is not answered with."""
        for name in ("more than 7 groups: alert 40", "more than 15 schemes, in TLS 1.2 alone: alert 80"):
            with self.subTest(name):
                needs = self.verdicts[name].needs
                tls12 = [needs.get(cell) for cell in self.verdicts[name].possible if cell[0] == "TLSv1.2"]
                self.assertEqual(tls12, [["small_hello"]] * len(SUITES["TLSv1.2"]))


if __name__ == "__main__":
    unittest.main()
