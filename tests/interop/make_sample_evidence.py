# SPDX-License-Identifier: Apache-2.0
"""Writes samples/evidence.zip, and the certificate that vouches for it, anew: a scan of the sample gateway as gateways
were before the cutoff, signed and time-stamped by people of loopback. Takes what CTest's tests take from the
environment: SSTP_PROBE and SSTP_SAMPLE_GATEWAY."""

import pathlib
import shutil
import sys
import tempfile

import harness
import seals
from test_matrix_gateway import gateway

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "samples"


def main():
    bundle = SAMPLES / "evidence.zip"
    bundle.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as work, gateway("before-cutoff.toml") as server:
        people = seals.People(work, days=7300)
        with seals.authority(people) as url:
            result = harness.run(
                ["scan", "--quiet", "--no-secrets", f"--connect={server.target}", "--policy=azure-p2s-2024",
                 f"--sign-key={people / 'ecdsa.p12'}", f"--sign-pass=file:{people / 'pass'}", f"--timestamp-url={url}",
                 f"--evidence={bundle}", "vpn.example.net"])  # fmt: skip
        sys.stderr.write(result.stderr)
        shutil.copy(people / "root.cert", SAMPLES / "evidence-ca.pem")
    return 0 if bundle.exists() and result.returncode == 1 else 1  # 1: that gateway does not pass


if __name__ == "__main__":
    sys.exit(main())
