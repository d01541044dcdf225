# SPDX-License-Identifier: Apache-2.0
"""Peers that bear few connections and then turn the others away: what scanners mistake for "not offered"."""

import itertools
import unittest

import harness
from peer_case import Case, PeerCase, scan_of

FIRST = (1, 5, 12, 40)
STYLES = ("reset", "close", "silence", "refuse", "drop")

# So many connections, and then none any more.
FULL = [
    Case(f"{first} then {style}", ["--limit", str(first), "--then", style], ("--timeout", "0.5", "--deadline", "8"))
    for first, style in itertools.product(FIRST, STYLES)
]
PATIENT = ("--timeout", "2", "--deadline", "120")
# So many at once, or so many a second: slowly, everything can be found.
PASSING = [
    *(Case(f"5 a second then {style}", ["--rate", "5", "--then", style], PATIENT) for style in ("reset", "close")),
    *(Case(f"3 at once then {style}", ["--concurrent", "3", "--then", style], PATIENT) for style in ("reset", "close")),
    Case("12 in 3 seconds then reset", ["--limit", "12", "--limit-window", "3", "--then", "reset"], PATIENT),
]
# Every so-manieth connection goes wrong, whatever it offers: a repeat tells.
MOODY = [
    Case(f"every {every} {name}", ["--every", str(every), "--behave", name], PATIENT)
    for every in (2, 3, 5)
    for name in ("reset-at-accept", "close-after-hello", "half-answer-close")
]
# One version is answered in another way than the others: what Windows does with a version that is off.
ONE_VERSION = [
    Case(f"TLSv1.1 {name}", ["--only-version", "TLSv1.1", "--behave", name], PATIENT)
    for name in ("reset-after-hello", "close-after-hello")
]


class Full(PeerCase, unittest.TestCase):
    cases = FULL

    def test_nothing_is_denied(self):
        for case in FULL:
            with self.subTest(case.name):
                run = self.scanned(case.name)
                self.assert_nothing_is_denied(run)
                self.assert_reports_are_whole(run)

    def test_what_is_left_is_said_to_be_open(self):
        """A scan that did not find everything does not claim that it did."""
        for case in FULL:
            with self.subTest(case.name):
                run = self.scanned(case.name)
                if harness.some(run.accepted()) != self.truth:
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


class Moody(PeerCase, unittest.TestCase):
    cases = MOODY

    def test_nothing_is_denied(self):
        for case in MOODY:
            with self.subTest(case.name):
                run = self.scanned(case.name)
                self.assert_nothing_is_denied(run)
                self.assertGreater(harness.count(run.accepted()), 0)


class OneVersion(PeerCase, unittest.TestCase):
    cases = ONE_VERSION

    def test_the_version_is_refused_and_the_others_are_not(self):
        for case in ONE_VERSION:
            with self.subTest(case.name):
                run = self.scanned(case.name)
                others = {version: codes for version, codes in self.truth.items() if version != "TLSv1.1"}
                self.assertEqual(harness.some(run.accepted()), others)
                row = next(row for row in run.versions() if row["version"] == "TLSv1.1")
                self.assertEqual((row["outcome"], row["reason"]), ("refused", "closed_while_control_succeeds"))
                self.assertEqual(run.exit_code, harness.COMPLETE)

    def test_strict_leaves_it_open(self):
        run = scan_of(Case("strict", ONE_VERSION[0].peer, (*PATIENT, "--strict")))
        row = next(row for row in run.versions() if row["version"] == "TLSv1.1")
        self.assertEqual(row["outcome"], "inconclusive")
        self.assertEqual(run.exit_code, harness.INCONCLUSIVE)


if __name__ == "__main__":
    unittest.main()
