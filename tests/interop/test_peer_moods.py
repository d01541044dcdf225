# SPDX-License-Identifier: Apache-2.0
"""Peers that go wrong now and then, or for one version alone: a repeat tells the one, a control the other."""

import unittest

import harness
from peer_case import ANSWERING, Case, PeerCase, scan_of

# Every so-manieth connection goes wrong, whatever it offers.
MOODY = [
    Case(f"every {every} {name}", ["--every", str(every), "--behave", name], ("--timeout", "300", "--deadline", "20"))
    for every in (2, 3, 5)
    for name in ("reset-at-accept", "close-after-hello", "half-answer-close")
]
# One version is answered in another way than the others: what Windows does with a version that is off.
ONE_VERSION = [
    Case(f"TLSv1.1 {name}", ["--only-version", "TLSv1.1", "--behave", name], ANSWERING)
    for name in ("reset-after-hello", "close-after-hello")
]


class Moody(PeerCase, unittest.TestCase):
    cases = MOODY
    at_once = len(MOODY)

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
                row = run.version("TLSv1.1")
                self.assertEqual((row["outcome"], row["reason"]), ("refused", "closed_while_control_succeeds"))
                self.assertEqual(run.exit_code, harness.COMPLETE)

    def test_strict_leaves_it_open(self):
        case = ONE_VERSION[0]
        run = scan_of(Case("strict", case.peer, (*case.scan, "--strict")))
        self.assertEqual(run.version("TLSv1.1")["outcome"], "inconclusive")
        self.assertEqual(run.exit_code, harness.INCONCLUSIVE)


if __name__ == "__main__":
    unittest.main()
