# SPDX-License-Identifier: Apache-2.0
"""What must hold of the scan of any ordinary server; the tests of each server inherit it."""

import csv
import io
import itertools

import harness
import oracle


class MatrixCase:
    """To be mixed into a TestCase that has `server()`, a context manager."""

    @classmethod
    def setUpClass(cls):
        cls.peer = cls.enterClassContext(cls.server())
        cls.truth = oracle.accepted_suites(cls.peer.address)
        cls.run_ = harness.scan(cls.peer.target)

    def test_accepted_set_is_the_truth(self):
        self.assertGreater(harness.count(self.truth), 0, "the oracle found nothing")
        for version, codes in self.truth.items():
            with self.subTest(version):
                self.assertEqual(names(self.run_.accepted()[version]), names(codes))

    def test_everything_is_told(self):
        self.assertEqual(self.run_.exit_code, harness.COMPLETE, self.run_.err)
        self.assertEqual(self.run_.status, "complete")
        self.assertEqual(harness.some(self.run_.inconclusive()), {})

    def test_coverage_adds_up(self):
        """Each cell stands in one list, and the lists hold what the oracle asks too, and what the CSV has."""
        rows = list(csv.DictReader(io.StringIO(self.run_.files["csv"].decode())))
        for version in oracle.VERSIONS:
            with self.subTest(version):
                lists = [kind()[version] for kind in (self.run_.accepted, self.run_.refused, self.run_.inconclusive)]
                cells = list(itertools.chain(*lists))
                self.assertEqual(len(cells), len(set(cells)), "a cell stands in two lists")
                asked = [row for row in rows if row["version"] == version
                         and row["outcome"] in ("accepted", "refused", "inconclusive")]  # fmt: skip
                self.assertEqual(len(cells), len(asked))
                self.assertLessEqual(set(self.truth[version]), set(cells))

    def test_reports_again_are_the_same(self):
        self.assertEqual(harness.differing(self.run_), [])

    def test_standard_error_is_quiet(self):
        self.assertEqual(self.run_.err, "")


def names(codes):
    return [f"0x{code:04X}" for code in codes]
