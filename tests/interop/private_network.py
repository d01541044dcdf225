# SPDX-License-Identifier: Apache-2.0
"""Runs the whole test inside a network of its own, where only loopback exists."""

import os
import subprocess
import sys

MARK = "SSTP_PROBE_TEST_PRIVATE_NETWORK"


def enter():
    """Starts the calling script again in a private network namespace, unless it is there already.

    Root's namespaces need no user namespace; everybody else's do, and not every machine lets them have one.
    """
    if MARK in os.environ:
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        return
    command = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]
    if subprocess.run([*command, "true"], check=False).returncode != 0:
        sys.exit("this test needs a private network namespace (unshare --net), and this machine gives none")
    os.environ[MARK] = "1"
    os.execvp(command[0], [*command, sys.executable, *sys.argv])
