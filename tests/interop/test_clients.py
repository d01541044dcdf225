# SPDX-License-Identifier: Apache-2.0
"""Which Windows clients still connect: the forecast, their own hellos, and the codes that their users see."""

import functools
import json
import pathlib
import tempfile
import unittest

import harness
import servers
from test_matrix_gateway import gateway


def clients(where):
    """`sstp-probe clients`, for programs."""
    result = harness.run(["clients", where, "--output=json=-"])
    if result.returncode not in (harness.COMPLETE, harness.INCONCLUSIVE):
        raise AssertionError(f"clients ended with {result.returncode}\n{result.stderr}")
    target = json.loads(result.stdout)["targets"][0]
    return {(row["client"], row["state"]): row for row in target["clients"]}


def from_record(address):
    """The forecast from a saved record, offline."""
    with tempfile.TemporaryDirectory(prefix="sstp-probe-test-") as work:
        path = pathlib.Path(work) / "record.json"
        harness.run(["scan", "--quiet", f"--output=json={path}", address])
        return clients(str(path))


class LiveEqualsForecast:
    """Each client's own hello draws what was forecast. `server`: a context manager that yields the running server."""

    def setUp(self):
        context = self.server()
        self.running = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        self.address = self.running.target

    def test_each_hello_draws_what_was_forecast(self):
        rows = clients(self.address)
        self.assertEqual(len(rows), 25)
        answers = {key: (row["verdict"], row["observed"]) for key, row in rows.items()}
        for key, (verdict, seen) in answers.items():
            with self.subTest(client=key):
                self.assertEqual(seen["agreement"], "agrees", f"{verdict}, but {seen}")


class AfterTheCutoff(LiveEqualsForecast, unittest.TestCase):
    """Refuses by TCP reset, as Windows does."""

    server = staticmethod(functools.partial(gateway, "after-cutoff.toml"))

    def test_windows_7_is_cut_off_until_it_is_mended(self):
        for rows in (from_record(self.address), clients(self.address)):
            shipped = rows["7sp1", "as-shipped"]
            self.assertEqual(shipped["verdict"], "cut-off-outside")
            self.assertEqual(shipped["error"], {"code": "0x80072746", "name": "WSAECONNRESET"})
            self.assertIn("KB3140245", shipped["fix"])
            mended = rows["7sp1", "registry-set"]
            self.assertEqual(mended["verdict"], "connects")
            self.assertEqual([mended["version"], mended["rung"]], ["TLSv1.2", "sstp"])
            self.assertTrue({suite["code"] for suite in mended["suites"]} <= {"0xC028", "0xC027"}, mended["suites"])

    def test_windows_8_1_fails_inside(self):
        row = from_record(self.address)["8.1", "as-shipped"]
        self.assertEqual([row["verdict"], row["error"]["code"]], ["cut-off-inside", "812"])
        self.assertIn("inner-as-outer", row["inferences"])

    def test_the_table_says_it_in_words(self):
        result = harness.run(["clients", "--color=never", self.address])
        self.assertIn("CUT OFF     outside, 0x80072746", result.stdout)
        self.assertNotIn("MISMATCH", result.stdout)
        self.assertLessEqual(max(map(len, result.stdout.splitlines())), 80)


class BeforeTheCutoff(LiveEqualsForecast, unittest.TestCase):
    server = staticmethod(functools.partial(gateway, "before-cutoff.toml"))

    def test_everybody_connects(self):
        rows = clients(self.address)
        self.assertEqual({row["verdict"] for row in rows.values()}, {"connects"})


class Nginx(LiveEqualsForecast, unittest.TestCase):
    """A web server: what connects gets through TLS and finds no SSTP."""

    server = staticmethod(servers.nginx)


class Explain(unittest.TestCase):
    def test_what_the_announcement_calls_it(self):
        result = harness.run(["explain", "2147014842"])
        self.assertEqual(result.returncode, harness.COMPLETE)
        self.assertIn("0x80072746  WSAECONNRESET", result.stdout)

    def test_negative_numbers_are_no_options(self):
        self.assertIn("WSAECONNRESET", harness.run(["explain", "-2147014842"]).stdout)

    def test_no_code(self):
        result = harness.run(["explain", "nonsense"])
        self.assertEqual(result.returncode, harness.USAGE_ERROR)
        self.assertIn("is not an error code: write a number", result.stderr)


if __name__ == "__main__":
    unittest.main()
