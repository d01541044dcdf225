# SPDX-License-Identifier: Apache-2.0
"""Peers that answer wrongly, oddly or not at all. Whatever they do, nothing that is truly accepted is called refused."""

import unittest

import harness
from peer_case import ANSWERING, PATIENT, Case, PeerCase
from peer_case import MUTE as MUTE_SCAN


def behaving(name, *more, scan=ANSWERING):
    """`more`: arguments of the scan, besides the usual ones."""
    return Case(name, ["--behave", name], (*scan, *more))


# Odd, and allowed: the whole truth must be found.
ODD = [
    Case("none", []),
    behaving("one-byte-records"),
    behaving("drip=1"),
    behaving("warning-first"),
    behaving("fickle"),
    behaving("drop-without-scsv", scan=PATIENT),
]
# A ServerHello came, so the suite was selected; what is wrong comes after it. TLS 1.3 cannot be told: there it comes
# after the HelloRetryRequest.
SELECTED = [behaving("alert-after-server-hello"), behaving("endless-certificate", scan=PATIENT)]
# Hellos that are too large are dropped: smaller ones find the truth.
PARTICULAR = [
    Case(f"{name} by {style}", ["--behave", name, "--drop-by", style], PATIENT if style == "silence" else ANSWERING)
    for name in ("drop-long-hello", "drop-many-suites")
    for style in ("silence", "reset", "close")
]
# Nothing can be told from these: nothing may be called accepted, and nothing refused.
MUTE = [
    behaving(name, scan=MUTE_SCAN)
    for name in ("reset-at-accept", "close-at-accept", "silence", "reset-after-hello", "close-after-hello",
                 "half-answer-close", "half-answer-reset", "half-answer-stall", "drip=1000", "garbage", "garbled-hello",
                 "huge-record", "http", "alert=80")
]  # fmt: skip
# TLS 1.3 cannot be told; the older versions can.
RETRY = [behaving("retry-loop"), behaving("retry-unoffered-group")]
# These refuse everything, or name another version than was offered: nothing is accepted.
OTHERWISE = [behaving("alert=40"), behaving("older-version"), behaving("newer-version"), behaving("ssl2-error")]
# Names a suite that was not offered instead of one that was; what it refuses, it refuses truly.
UNOFFERED = behaving("unoffered-suite", "--versions", "SSLv3-TLSv1.2")


class Test(PeerCase, unittest.TestCase):
    cases = ODD + SELECTED + PARTICULAR + MUTE + RETRY + OTHERWISE + [UNOFFERED]

    def test_nothing_is_denied(self):
        for case in ODD + SELECTED + PARTICULAR + RETRY + [UNOFFERED]:
            with self.subTest(case.name):
                self.assert_nothing_is_denied(self.scanned(case.name))

    def test_odd_peers_are_understood(self):
        for case in ODD:
            with self.subTest(case.name):
                run = self.scanned(case.name)
                self.assert_truth(run)
                self.assertEqual(run.exit_code, harness.COMPLETE)

    def test_smaller_hellos_find_the_truth(self):
        for case in PARTICULAR:
            with self.subTest(case.name):
                self.assert_truth(self.scanned(case.name))

    def test_mute_peers_tell_nothing(self):
        for case in MUTE:
            with self.subTest(case.name):
                run = self.scanned(case.name)
                self.assertEqual(harness.count(run.accepted()), 0)
                self.assertEqual(harness.count(run.refused()), 0)
                self.assertIn(run.exit_code, (harness.INCONCLUSIVE, harness.COULD_NOT_RUN))
                self.assertIn(run.status, ("partial", "unreachable"))

    def test_what_spoils_tls13_leaves_older_versions_alone(self):
        for case in RETRY + SELECTED:
            with self.subTest(case.name):
                run = self.scanned(case.name)
                older = {version: codes for version, codes in self.truth.items() if version != "TLSv1.3"}
                self.assertEqual(harness.some(run.accepted()), older)
                self.assertLessEqual(set(self.truth["TLSv1.3"]), set(run.inconclusive()["TLSv1.3"]))
                self.assertEqual(run.exit_code, harness.INCONCLUSIVE)

    def test_others_accept_nothing(self):
        for case in OTHERWISE + [UNOFFERED]:
            with self.subTest(case.name):
                self.assertEqual(harness.count(self.scanned(case.name).accepted()), 0)

    def test_findings(self):
        expected = {
            "alert-after-server-hello": "handshake_failed_after_hello",
            "retry-loop": "hello_retry_loop",
            "unoffered-suite": "selected_unoffered_suite",
            "newer-version": "selected_unoffered_version",
            "drop-long-hello by silence": "dropped_hello",
        }
        for name, finding in expected.items():
            with self.subTest(name):
                self.assertIn(finding, self.findings(self.scanned(name)))

    def test_what_was_found_is_told_in_japanese(self):
        for name in ("alert-after-server-hello", "retry-loop", "newer-version", "drop-long-hello by silence", "http",
                     "close-at-accept", "silence", "garbage"):  # fmt: skip
            with self.subTest(name):
                run = self.scanned(name)
                page = harness.japanese_page(run)
                told = [finding["message"]["text"] for finding in run.target["findings"]] + [
                    run.target.get("problem", {}).get("text", "")
                ]
                self.assertEqual([text for text in filter(None, told) if text in page], [])
                self.assertIn("</html>", page)

    def test_reports_are_whole(self):
        for case in self.cases:
            with self.subTest(case.name):
                self.assert_reports_are_whole(self.scanned(case.name))


if __name__ == "__main__":
    unittest.main()
