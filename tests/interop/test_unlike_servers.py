# SPDX-License-Identifier: Apache-2.0
"""Real servers that are not alike behind one address: what one of them accepts is never said to be refused."""

import contextlib
import functools
import os
import unittest

import balancer
import harness
import oracle
import servers
from test_matrix_gateway import PROFILES, gateway

TARGET = "vpn.example.net"
PATIENCE = ("--deadline=60",)


@contextlib.contextmanager
def after_cutoff():
    """The sample gateway as it is after the cutoff, but that it refuses by an alert."""
    with servers.work_directory() as work:
        profile = (PROFILES / "after-cutoff.toml").read_text().replace('refusal = "reset"', 'refusal = "alert"')
        (work / "profile.toml").write_text(profile)
        command = [os.environ["SSTP_SAMPLE_GATEWAY"], str(work / "profile.toml"), "--port", "0"]
        with servers.running(command, work, announces="listening on ") as server:
            yield server


@contextlib.contextmanager
def rolled_out_by_half(key, ecdsa_key):
    """Two `openssl s_server` with the same chains: one of them has been told to take less."""
    keys = ("-cert", key, "-dcert", ecdsa_key, "-serverpref")
    modern = ("-cipher", "ECDHE+AESGCM", "-no_tls1", "-no_tls1_1")
    with servers.openssl(*keys) as old, servers.openssl(*keys, *modern) as new:
        yield old, new


class UnlikeCase:
    """To be mixed into a TestCase that has `peers()`, a context manager of servers."""

    @classmethod
    def setUpClass(cls):
        cls.servers = cls.enterClassContext(cls.peers())
        cls.truths = [cells(oracle.accepted_suites(server.address)) for server in cls.servers]
        cls.possible, cls.common = set.union(*cls.truths), set.intersection(*cls.truths)

    def scan(self, how):
        with balancer.before(how, *self.servers) as front:
            return harness.scan(TARGET, f"--connect={front.target}", *PATIENCE, *self.more)

    def assert_true(self, how):
        run = self.scan(how)
        self.assertEqual(cells(run.refused()) & self.possible, set(), "refused, and one of them accepts it")
        self.assertLessEqual(cells(run.accepted()), self.possible, "accepted, and none of them does")
        mixed = {(row["version"], harness.number(suite["code"])) for row in run.versions() for suite in row["accepted"]
                 if "answers" in suite}  # fmt: skip
        self.assertEqual(mixed & self.common, set(), "called mixed, and all of them accept it")
        self.assertIn("servers_differ", {finding["kind"] for finding in run.target["findings"]})
        left_open = harness.count(run.inconclusive())
        self.assertEqual(run.exit_code, harness.INCONCLUSIVE if left_open else harness.COMPLETE)
        self.assertEqual(harness.differing(run), [])
        return run

    more = ()

    def test_in_turn(self):
        self.assert_true("turn")

    def test_by_lot(self):
        self.assert_true("lot")

    def test_by_port(self):
        self.assert_true("port")


class HalfOfARollOut(UnlikeCase, unittest.TestCase):
    """Other chains, other first suites, and the older one has all that the newer one has."""

    @staticmethod
    @contextlib.contextmanager
    def peers():
        with gateway("before-cutoff.toml") as before, after_cutoff() as after:
            yield before, after

    def test_what_both_accept_is_found(self):
        run = self.assert_true("turn")
        self.assertLessEqual(self.common, cells(run.accepted()))


class SameChain(UnlikeCase, unittest.TestCase):
    """Nothing but the answers tells them apart."""

    @classmethod
    def setUpClass(cls):
        work = cls.enterClassContext(servers.work_directory())
        keys = [servers.make_key(work, kind) for kind in ("rsa", "ecdsa")]
        cls.peers = functools.partial(rolled_out_by_half, *keys)
        super().setUpClass()


class ThreeMakers(UnlikeCase, unittest.TestCase):
    @staticmethod
    @contextlib.contextmanager
    def peers():
        with gateway("before-cutoff.toml") as sample, servers.openssl() as openssl, servers.jdk() as jdk:
            yield sample, openssl, jdk


def cells(codes_of_versions):
    return {(version, code) for version, codes in codes_of_versions.items() for code in codes}


if __name__ == "__main__":
    unittest.main()
