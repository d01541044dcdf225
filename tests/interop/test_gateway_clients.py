# SPDX-License-Identifier: Apache-2.0
"""Real clients call the sample gateway: sstpc, OpenSSL's s_client and the JDK's JSSE."""

import collections
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import time
import unittest

import harness
import servers
from test_matrix_gateway import PROFILES, gateway

HERE = pathlib.Path(__file__).resolve().parent
EVERYTHING = HERE / "everything.toml"
AT_ONCE = 4

REQUEST = (
    b"SSTP_DUPLEX_POST /sra_{BA195980-CD49-458b-9E23-C84EE0ADCD75}/ HTTP/1.1\r\n"
    b"Content-Length: 18446744073709551615\r\nHost: localhost\r\n\r\n"
)
# [MS-SSTP] 2.2.9, 2.2.10 (without the nonce), 2.2.14 and 2.2.15.
CALL_CONNECT_REQUEST = bytes.fromhex("1001000e 0001 0001 00010006 0001")
CALL_CONNECT_ACK = bytes.fromhex("10010030 0002 0001 00040028 000000 02")
CALL_DISCONNECT = bytes.fromhex("10010014 0006 0001 0002000c 00000000 00000000")
CALL_DISCONNECT_ACK = bytes.fromhex("10010008 0007 0000")
NONCE_SIZE = 32


class Sstpc(unittest.TestCase):
    """The SSTP client of Linux (package sstp-client) gets its Ack. There is no PPP, and so it stays there."""

    def test_each_profile(self):
        for profile in (PROFILES / "before-cutoff.toml", PROFILES / "after-cutoff.toml", EVERYTHING):
            with self.subTest(profile.name), servers.work_directory() as work, gateway(profile) as server:
                log = patient_sstpc_log(server.target, work / "sstpc.log")
                self.assertIn("CONNECT ACK", log)
                self.assertRegex(log, r"CRYPTO BIND REQ\(4\): 40")


def patient_sstpc_log(target, log, attempts=6):
    """sstp-client 1.0.18 itself gives up about one call in ten: a capture shows it close the connection a millisecond
    behind its own request, before any answer came."""
    for _ in range(attempts):
        text = sstpc_log(target, log)
        if "event loop terminated unsuccessfully" not in text:
            break
    return text


def sstpc_log(target, log, seconds=300):
    """What sstpc says until it goes on to PPP, or is at its end."""
    command = ["sstpc", "--nolaunchpppd", "--cert-warn", "--log-stderr", "--log-level", "5"]
    with log.open("w") as out:
        process = subprocess.Popen([*command, "--user", "u", "--password", "p", target], stdin=subprocess.DEVNULL,
                                   stdout=out, stderr=out)  # fmt: skip
    try:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and process.poll() is None:
            if "PPP Link Negotiation" in log.read_text():
                break
            time.sleep(0.05)
    finally:
        process.kill()
        process.wait()
    return log.read_text()


class EveryCell(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.truth = promised_cells(EVERYTHING)
        cls.peer = cls.enterClassContext(gateway(EVERYTHING))

    def test_openssl(self):
        """s_client, which has no SSL 3.0 any more, calls in each cell that it carries."""
        cells = [
            (version, code, name)
            for version in ("TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3")
            for code, name in openssl_ciphers(version).items()
            if code in self.truth[version]
        ]
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            answers = list(pool.map(lambda cell: s_client_call(self.peer.target, *cell), cells))
        for (version, _, name), (summary, octets) in zip(cells, answers):
            with self.subTest(version=version, suite=name):
                self.assertIn(f"Ciphersuite: {name}\n", summary)
                self.assert_is_whole_call(octets)
        counts = {version: sum(cell[0] == version for cell in cells) for version in self.truth}
        self.assertEqual(counts, {"SSLv3": 0, "TLSv1.0": 27, "TLSv1.1": 27, "TLSv1.2": 89, "TLSv1.3": 5})

    def assert_is_whole_call(self, octets):
        head, _, packets = octets.partition(b"\r\n\r\n")
        self.assertTrue(head.startswith(b"HTTP/1.1 200\r\n"), head)
        self.assertIn(b"\r\nContent-Length: 18446744073709551615", head)
        self.assertIn(b"\r\nServer: ", head)
        self.assertTrue(packets.startswith(CALL_CONNECT_ACK), packets)
        self.assertEqual(packets[len(CALL_CONNECT_ACK) + NONCE_SIZE :], CALL_DISCONNECT_ACK)

    def test_jdk(self):
        """JSSE of JDK 17, its security properties emptied, calls in each cell that it offers."""
        outcomes = jdk_calls(self.peer.address[1])
        offered = {cell: outcome for cell, outcome in outcomes.items() if outcome != "not offered"}
        cells = [(version, name) for version, name in offered if name in self.truth[version].values()]
        failed = {cell: offered[cell] for cell in cells if offered[cell] != "ok"}
        self.assertEqual(failed, {})
        counts = {version: sum(cell[0] == version for cell in cells) for version in self.truth}
        self.assertEqual(counts, {"SSLv3": 42, "TLSv1.0": 42, "TLSv1.1": 36, "TLSv1.2": 60, "TLSv1.3": 3})
        for name in ("TLS_RSA_WITH_RC4_128_MD5", "TLS_RSA_WITH_DES_CBC_SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
                     "TLS_RSA_EXPORT_WITH_RC4_40_MD5", "TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA"):  # fmt: skip
            self.assertIn(("SSLv3", name), cells)
            self.assertIn(("TLSv1.0", name), cells)


def promised_cells(profile):
    """{version: {code: IANA name}} by the gateway's own word."""
    result = subprocess.run([os.environ["SSTP_SAMPLE_GATEWAY"], str(profile), "--truth"], stdin=subprocess.DEVNULL,
                            capture_output=True, text=True, check=True)  # fmt: skip
    cells = collections.defaultdict(dict)
    for line in result.stdout.splitlines():
        cell = json.loads(line)
        cells[cell["version"]][harness.number(cell["code"])] = cell["name"]
    return cells


def openssl_ciphers(version):
    """{code: name} of what s_client offers in a version."""
    command = ["openssl", "ciphers", "-s", "-V", version_option(version), "-ciphersuites", all_tls13_suites(),
               "ALL:COMPLEMENTOFALL:@SECLEVEL=0"]  # fmt: skip
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = re.findall(r"0x(\w\w),0x(\w\w) - (\S+)", text)
    return {int(high + low, 16): name for high, low, name in rows}


def version_option(version):
    """-tls1 for TLSv1.0, -tls1_1 for TLSv1.1."""
    return "-tls" + version.removeprefix("TLSv").removesuffix(".0").replace(".", "_")


def all_tls13_suites():
    return ":".join("TLS_" + suite for suite in servers.TLS13_SUITES)


def s_client_call(target, version, _, cipher):
    """(what s_client says of the handshake, the gateway's octets)."""
    # The level holds for TLS 1.3 too, where OpenSSL 3.6 leaves out AES-CCM-8 above it.
    suites = ["-cipher", "ALL:@SECLEVEL=0", "-ciphersuites", cipher]
    if version != "TLSv1.3":
        suites = ["-cipher", cipher + ":@SECLEVEL=0"]
    command = ["openssl", "s_client", "-connect", target, version_option(version), *suites, "-brief", "-ign_eof", "-nocommands"]
    # One after the other would be right ([MS-SSTP] 3.2.4.1); the gateway bears them all at once.
    result = subprocess.run(command, input=REQUEST + CALL_CONNECT_REQUEST + CALL_DISCONNECT, capture_output=True,
                            timeout=harness.HANGING, check=False)  # fmt: skip
    return result.stderr.decode(errors="replace"), result.stdout


def jdk_calls(port):
    """{(version, IANA name): outcome} of each cell that JSSE knows."""
    command = ["java", "-XX:TieredStopAtLevel=1", str(HERE / "JdkClient.java"), str(port)]
    result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=harness.HANGING, check=False)
    if result.returncode != 0:
        raise AssertionError(f"the JDK's client ended with {result.returncode}\n{result.stderr}")
    outcomes = {}
    for line in result.stdout.splitlines():
        version, suite, outcome = line.split(" ", 2)
        # JSSE has kept the names of SSL 3.0, and calls the first TLS "TLSv1".
        name = re.sub("^SSL_", "TLS_", suite)
        outcomes["TLSv1.0" if version == "TLSv1" else version, name] = outcome
    return outcomes


if __name__ == "__main__":
    unittest.main()
