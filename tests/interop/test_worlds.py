# SPDX-License-Identifier: Apache-2.0
"""Worlds made by chance (worlds.py), a few of each kind: nothing is denied, nothing made up, and exit code 0 is earned.

A lie is replayed with `python3 world_check.py --probe ... --kinds KIND --seeds SEED`.
"""

import asyncio
import os
import unittest

import oracle
import world_check
import worlds
from world_server import WorldServer

# Chosen for what is in them; changing worlds.py changes what these numbers stand for.
SEEDS = {
    "plain": (1, 2, 5, 6),
    "refusals": (5, 8),
    "balancer": (1, 4, 5, 7, 8, 10),  # in turn, by lot and by port; two and three servers
    "shape": (2, 5, 7, 10),
    "needs": (1, 3, 4, 10),
    "spoiler": (2, 5, 6),  # by the client's order one suite, then SRP; by the server's order one
    "fallback": (2, 4),
    "limiter": (2, 4, 10),
    "ban": (1, 8),
    "outage": (2, 5),
    "shed": (3, 4, 8),
    "change": (3, 4, 7),
    "sni": (1, 4, 10),
    "mixed": (2, 7),
}
AT_ONCE = 8
PATIENCE = ("--deadline=15",)
# Nothing holds up a plain world but a busy machine.
MUCH_PATIENCE = ("--timeout=30", "--deadline=300")


class Worlds(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.verdicts = asyncio.run(cls.scans())

    @staticmethod
    async def scans():
        found = []
        for patience in (MUCH_PATIENCE, PATIENCE):
            some = [worlds.generate(kind, seed) for kind, seeds in SEEDS.items() for seed in seeds
                    if (kind == "plain") == (patience is MUCH_PATIENCE)]  # fmt: skip
            found += await world_check.check_all(os.environ["SSTP_PROBE"], some, AT_ONCE, patience)
        return found

    def assert_none(self, what):
        for verdict in self.verdicts:
            with self.subTest(f"{verdict.world['kind']} {verdict.world['seed']}"):
                self.assertEqual(what(verdict), set())

    def test_nothing_is_denied(self):
        self.assert_none(lambda verdict: verdict.false_refusals)

    def test_nothing_is_made_up(self):
        self.assert_none(lambda verdict: verdict.false_acceptances)

    def test_what_is_claimed_is_true(self):
        """Exit code 0 where something is open, cells called mixed that are not, mixtures passed over in silence."""
        self.assert_none(lambda verdict: set(verdict.lies()))

    def test_plain_worlds_are_known_whole(self):
        plain = [verdict for verdict in self.verdicts if verdict.world["kind"] == "plain"]
        for verdict in plain:
            with self.subTest(verdict.world["seed"]):
                self.assertEqual((verdict.exit_code, verdict.open, verdict.accepted), (0, set(), verdict.possible))

    def test_the_worlds_are_as_this_test_wants_them(self):
        cells = sum(len(verdict.possible) for verdict in self.verdicts)
        self.assertGreater(cells, 1000)
        self.assertGreater(sum(verdict.counts["turned_away"] for verdict in self.verdicts), 10)

    def test_what_is_held_to_be_true_is_found_by_asking(self):
        """The oracle has a hello of its own, and looks at nothing but the answers."""
        for kind, seed in (("plain", 6), ("fallback", 4)):
            with self.subTest(f"{kind} {seed}"):
                world = worlds.generate(kind, seed)
                self.assertEqual(asyncio.run(asked(world)), worlds.truth(world)[0])


async def asked(world):
    """What it accepts of all that it accepts in some version, in each of them."""
    cells = world["servers"][0]["cells"]
    codes = sorted({int(code, 16) for suites in cells.values() for code in suites})
    async with WorldServer(world) as server:
        address = "127.0.0.1", server.port
        found = await asyncio.to_thread(oracle.accepted_suites, address, list(cells), codes)
    return {(version, code) for version, codes in found.items() for code in codes}


if __name__ == "__main__":
    unittest.main()
