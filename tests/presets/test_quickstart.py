# SPDX-License-Identifier: Apache-2.0
"""The first command that a user types, as he types it: from anywhere, and twice."""

import pathlib
import resource
import subprocess
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "samples/quickstart.sh"


class Quickstart(unittest.TestCase):
    def test_both_matrices(self):
        first = self.quickstart()
        before, after = first.split("after the cutoff", 1)
        self.assertRegex(before, r"(?m)^\W*RC4\b.*\byes")
        self.assertNotRegex(after, r"(?m)^\W*RC4\b.*\byes")
        self.assertRegex(after, r"(?m)^\W*AES-256\b.*\byes")

        start = seconds_computed()
        self.quickstart()
        self.assertLess(seconds_computed() - start, 30, "when everything is built already it takes a few seconds")

    def quickstart(self):
        result = subprocess.run(["bash", str(SCRIPT)], cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True, check=False)  # fmt: skip
        self.assertEqual(result.returncode, 0, result.stdout)
        return result.stdout


def seconds_computed():
    """Of all that was started and has ended: whatever else a busy machine does is not in it."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    unittest.main()
