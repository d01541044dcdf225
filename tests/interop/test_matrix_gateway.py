# SPDX-License-Identifier: Apache-2.0
"""The sample gateway: what its profile says, what the oracle finds and what the scanner finds are the same."""

import contextlib
import functools
import os
import pathlib
import unittest

import harness
import peer_case
import servers
from matrix_case import MatrixCase

PROFILES = pathlib.Path(__file__).resolve().parents[2] / "samples/gateway"


@contextlib.contextmanager
def gateway(profile):
    with servers.work_directory() as work:
        command = [os.environ["SSTP_SAMPLE_GATEWAY"], str(PROFILES / profile), "--port", "0"]
        with servers.running(command, work, announces="listening on ") as server:
            yield server


class GatewayCase(MatrixCase):
    def test_the_profile_is_the_truth(self):
        promised = peer_case.truth(PROFILES / self.profile)
        self.assertEqual(harness.some(self.truth), promised)


class BeforeTheCutoff(GatewayCase, unittest.TestCase):
    profile = "before-cutoff.toml"
    server = staticmethod(functools.partial(gateway, profile))


class AfterTheCutoff(GatewayCase, unittest.TestCase):
    """Refuses by TCP reset, as Windows does."""

    profile = "after-cutoff.toml"
    server = staticmethod(functools.partial(gateway, profile))


if __name__ == "__main__":
    unittest.main()
