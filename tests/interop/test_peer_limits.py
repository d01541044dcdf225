# SPDX-License-Identifier: Apache-2.0
"""Peers that bear few connections and then turn the others away: what scanners mistake for "not offered"."""

import itertools
import unittest

import harness
from peer_case import ANSWERING, Case, PeerCase

STYLES = ("reset", "close", "silence", "refuse", "drop")
# Full peers stay full, so a scan of one ends with its deadline. They wait, all of them side by side.
HURRIED = ("--timeout", "3", "--deadline", "15")


def full(first, style, *scan):
    return Case(f"{first} then {style}", ["--limit", str(first), "--then", style], (*HURRIED, *scan))


# So many connections, and then none any more. The scanner is through with fewer than 40 unless it asks for each suite
# alone.
FULL = [full(first, style) for first, style in itertools.product((1, 5, 12), STYLES)]
FULL += [full(40, style, "--thorough") for style in STYLES]
# So many at once, or so many a second: slowly, everything can be found.
PASSING = [
    *(Case(f"5 a second then {style}", ["--rate", "5", "--then", style], ANSWERING) for style in ("reset", "close")),
    *(Case(f"3 at once then {style}", ["--concurrent", "3", "--then", style], ANSWERING) for style in ("reset", "close")),
    Case("12 in 3 seconds then reset", ["--limit", "12", "--limit-window", "3", "--then", "reset"], ANSWERING),
]


class Full(PeerCase, unittest.TestCase):
    cases = FULL
    at_once = len(FULL)

    def test_nothing_is_denied(self):
        for case in FULL:
            with self.subTest(case.name):
                run = self.scanned(case.name)
                self.assert_nothing_is_denied(run)
                self.assert_reports_are_whole(run)

    def test_what_is_left_is_said_to_be_open(self):
        for case in FULL:
            with self.subTest(case.name):
                run = self.scanned(case.name)
                self.assertGreater(harness.count(run.inconclusive()), 0, "this limit did not bite")
                self.assertEqual(run.exit_code, harness.INCONCLUSIVE)
                self.assertEqual(run.status, "partial")


class Passing(PeerCase, unittest.TestCase):
    cases = PASSING

    def test_the_truth_is_found(self):
        for case in PASSING:
            with self.subTest(case.name):
                run = self.scanned(case.name)
                self.assert_nothing_is_denied(run)
                self.assert_truth(run)
                self.assertEqual(run.exit_code, harness.COMPLETE)


if __name__ == "__main__":
    unittest.main()
