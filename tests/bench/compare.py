# SPDX-License-Identifier: Apache-2.0
"""Wall time, connections and found suites of scanners, on the same server, in one run.

The server is JDK 17 with everything enabled; it counts the connections itself, and a brute-force oracle tells how many
cells there are to find. Numbers of different machines are not comparable; the ratios of one run are.

  python3 tests/bench/compare.py --sstp-probe build/release/sstp-probe [--repeats 3]
"""

import argparse
import json
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "interop"))

import oracle  # noqa: E402
import servers  # noqa: E402

# What a scanner's line for an accepted suite looks like; each prints one a version and suite.
SCANNERS = {
    "sslscan": (["sslscan", "--no-colour", "--show-cipher-ids", "--no-heartbleed", "--no-renegotiation",
                 "--no-compression", "--no-fallback", "--no-groups", "{target}"],
                re.compile(r"^(?:Accepted|Preferred)\s", re.MULTILINE)),
    "nmap": (["nmap", "-Pn", "-n", "-p", "{port}", "--script", "+ssl-enum-ciphers", "{host}"],
             re.compile(r"^\|\s+(?:TLS|SSL)_\w+", re.MULTILINE)),
    "testssl": (["testssl", "--quiet", "--color", "0", "--warnings", "off", "--cipher-per-proto", "{target}"],
                re.compile(r"^\s*x[0-9a-f]{2,}\s", re.MULTILINE)),
}  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sstp-probe", required=True)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    with servers.jdk() as server:
        cells = sum(map(len, oracle.accepted_suites(server.address).values()))
        print(f"{cells} accepted cells\n\n{'scanner':<28}{'seconds':>9}{'ratio':>8}{'connections':>13}{'found':>7}")
        base = None
        for name, arguments in (("sstp-probe", []), ("sstp-probe, one at a time", ["--max-connections", "1"])):
            rows = [probe(options.sstp_probe, server, arguments) for _ in range(options.repeats)]
            base = base or statistics.median(row[0] for row in rows)
            show(name, rows, base)
        for name, (command, accepted) in SCANNERS.items():
            if shutil.which(command[0]):
                show(name, [foreign(command, accepted, server) for _ in range(options.repeats)], base)
            else:
                print(f"{name:<28} is not installed")


def probe(binary, server, arguments):
    with tempfile.TemporaryDirectory() as work:
        path = pathlib.Path(work) / "record"
        row = timed(server, [binary, "scan", "--quiet", f"--output=json={path}", *arguments, server.target])
        versions = json.loads(path.read_text())["targets"][0]["versions"]
    return (*row[:2], sum(len(version["accepted"]) for version in versions))


def foreign(command, accepted, server):
    host, port = server.address
    words = [word.format(host=host, port=port, target=server.target) for word in command]
    seconds, connections, out = timed(server, words)
    return seconds, connections, len(accepted.findall(out))


def timed(server, command):
    before = servers.jdk_connections(server)
    start = time.monotonic()
    result = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                            text=True, check=False)  # fmt: skip
    seconds = time.monotonic() - start
    return seconds, servers.jdk_connections(server) - before, result.stdout


def show(name, rows, base):
    seconds, connections, found = (statistics.median(column) for column in zip(*rows))
    print(f"{name:<28}{seconds:>9.2f}{seconds / base:>8.1f}{connections:>13.0f}{found:>7.0f}", flush=True)


if __name__ == "__main__":
    main()
