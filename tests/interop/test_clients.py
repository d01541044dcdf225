# SPDX-License-Identifier: Apache-2.0
"""Which Windows clients still connect: the forecast, their own hellos, and the codes that their users see."""

import functools
import json
import pathlib
import tempfile
import unittest

import harness
import servers
import sstp_server
from test_matrix_gateway import gateway


DHE_FIRST = """
name = "DHE first"
host = "vpn.example.net"
versions = ["TLSv1.2"]
preference = "server"
groups = ["secp256r1"]
dh_bits = {bits}
refusal = "alert"
sstp_hashes = 0x03
suites = ["TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA256"]
[[certificate]]
kind = "rsa"
bits = 2048
hash = "sha256"
"""


def clients(where, *arguments, codes=(harness.COMPLETE, harness.INCONCLUSIVE)):
    """`sstp-probe clients`, for programs."""
    result = harness.run(["clients", where, *arguments, "--output=json=-"])
    if result.returncode not in codes:
        raise AssertionError(f"clients ended with {result.returncode}\n{result.stdout}{result.stderr}")
    target = json.loads(result.stdout)["targets"][0]
    return {(row["client"], row["state"]): row for row in target["clients"]}


def from_record(where, *arguments, **named):
    """The forecast from a saved record, offline."""
    with tempfile.TemporaryDirectory(prefix="sstp-probe-test-") as work:
        path = pathlib.Path(work) / "record.json"
        harness.run(["scan", "--quiet", f"--output=json={path}", where, *arguments])
        return clients(str(path), **named)


def verdicts(rows):
    return {row["verdict"] for row in rows.values()}


class LiveEqualsForecast:
    """Each client's own hello draws what was forecast. `server`: a context manager that yields the running server."""

    def setUp(self):
        context = self.server()
        self.running = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        self.address = self.running.target
        self.work = self.enterContext(servers.work_directory())
        self.where = (self.address,)

    def trust_it(self, name):
        """As those of its clients do that have its certificate and dial its name."""
        (self.work / "root.pem").write_text(servers.certificate_of(self.address))
        self.where = (name, "--connect", self.address, "--ca", str(self.work / "root.pem"))

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

    def setUp(self):
        super().setUp()
        self.trust_it("after.gateway.example.test")

    def test_windows_7_is_cut_off_until_it_is_mended(self):
        for rows in (from_record(*self.where, codes=[0]), clients(*self.where, codes=[0])):
            shipped = rows["7sp1", "as-shipped"]
            self.assertEqual(shipped["verdict"], "cut-off-outside")
            self.assertEqual(shipped["error"], {"code": "0x80072746", "name": "WSAECONNRESET"})
            self.assertIn("KB3140245", shipped["fix"]["text"])
            mended = rows["7sp1", "registry-set"]
            self.assertEqual(mended["verdict"], "connects")
            self.assertEqual([mended["version"], mended["rung"]], ["TLSv1.2", "sstp"])
            self.assertTrue({suite["code"] for suite in mended["suites"]} <= {"0xC028", "0xC027"}, mended["suites"])
            self.assertIn("revocation-unchecked", mended["inferences"])

    def test_windows_8_1_fails_inside(self):
        row = from_record(*self.where)["8.1", "as-shipped"]
        self.assertEqual([row["verdict"], row["error"]["code"]], ["cut-off-inside", "812"])
        self.assertIn("inner-as-outer", row["inferences"])

    def test_the_table_says_it_in_words(self):
        result = harness.run(["clients", "--color=never", *self.where])
        self.assertIn("CUT OFF     outside, 0x80072746", result.stdout)
        self.assertNotIn("MISMATCH", result.stdout)
        self.assertLessEqual(max(map(len, result.stdout.splitlines())), 80)

    def test_a_root_that_nobody_vouches_for_leaves_it_open(self):
        rows = clients("after.gateway.example.test", "--connect", self.address, codes=[harness.INCONCLUSIVE])
        self.assertEqual(verdicts(rows), {"cut-off-outside", "cut-off-inside", "unknown"})
        self.assertEqual(rows["10-22H2", "as-shipped"]["error"]["code"], "0x800B0109")

    def test_another_name_than_the_certificates(self):
        rows = clients("other.example.test", *self.where[1:], codes=[0])
        self.assertEqual(verdicts(rows), {"cut-off-outside"})
        self.assertEqual(rows["10-22H2", "as-shipped"]["error"]["code"], "0x800B010F")

    def test_nobody_called(self):
        rows = from_record(*self.where, "--depth", "hello", codes=[harness.INCONCLUSIVE])
        self.assertEqual(rows["10-22H2", "as-shipped"]["verdict"], "unknown")


class BeforeTheCutoff(LiveEqualsForecast, unittest.TestCase):
    server = staticmethod(functools.partial(gateway, "before-cutoff.toml"))

    def test_everybody_connects(self):
        self.trust_it("before.gateway.example.test")
        self.assertEqual(verdicts(clients(*self.where, codes=[0])), {"connects"})


class Nginx(LiveEqualsForecast, unittest.TestCase):
    """A web server: TLS stands, and there is no SSTP behind it."""

    server = staticmethod(servers.nginx)

    def test_nobody_connects(self):
        rows = clients(self.address, codes=[harness.COMPLETE])  # its certificate is for another name
        self.assertEqual(verdicts(rows) - {"cut-off-inside"}, {"cut-off-outside"})


class OddKeys(unittest.TestCase):
    """Servers with keys and certificates that Windows does not take, whatever versions and suites they have."""

    def check(self, certificate, server, word, clients_of=("10-22H2", "11-22H2+"), way="live"):
        with servers.work_directory() as work:
            certificate(work)
            with server(work) as running:
                where = ("vpn.example.net", "--connect", running.target, "--ca", str(work / "pem"))
                rows = clients(*where) if way == "live" else from_record(*where)
        self.assertNotIn("connects", verdicts(rows))
        for client in clients_of:
            row = rows[client, "as-shipped"]
            self.assertEqual(row["verdict"], "cut-off-outside", row)
            self.assertIn(word, row["why"]["text"])
        return rows

    @staticmethod
    def s_server(*options):
        def start(work):
            port = servers.free_port()
            command = ["openssl", "s_server", "-accept", f"{servers.LOOPBACK}:{port}", "-cert", str(work / "pem"),
                       "-key", str(work / "pem"), "-tls1_2", "-www", "-quiet", *options]  # fmt: skip
            return servers.running(command, work, port=port)

        return start

    @staticmethod
    def key(*options):
        def make(work):
            servers.run(["openssl", "req", "-x509", "-nodes", "-days", "30", "-subj", "/CN=vpn.example.net", "-addext",
                         "subjectAltName=DNS:vpn.example.net", *options, "-keyout", str(work / "key"), "-out",
                         str(work / "certificate")])  # fmt: skip
            (work / "pem").write_text((work / "key").read_text() + (work / "certificate").read_text())

        return make

    def test_keys_that_no_hello_asks_for(self):
        kinds = {
            "EC secp521r1": ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-521"],
            "EC brainpoolP256r1": ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:brainpoolP256r1"],
            "RSA-PSS 2048": ["-newkey", "rsa-pss", "-pkeyopt", "rsa_keygen_bits:2048"],
            "Ed448": ["-newkey", "ed448"],
            "Ed25519": ["-newkey", "ed25519"],
        }
        for word, options in kinds.items():
            with self.subTest(word):
                self.check(self.key(*options), self.s_server("-cipher", "ALL:@SECLEVEL=0"), f"has a key ({word})", way="record")

    def test_a_short_dh_key(self):
        """The size of the key alone decides: everything else of this gateway is as Windows wants it."""
        for bits, verdict in ((768, "cut-off-outside"), (1024, "connects")):
            with self.subTest(bits), servers.work_directory() as work:
                profile = work / "dh.toml"
                profile.write_text(DHE_FIRST.format(bits=bits))
                with gateway(profile) as server:
                    (work / "root.pem").write_text(servers.certificate_of(server.target, "kRSA"))
                    where = ("vpn.example.net", "--connect", server.target, "--ca", str(work / "root.pem"))
                    row = clients(*where)["8.1", "registry-set"]
                self.assertEqual(row["verdict"], verdict, row)
                if verdict != "connects":
                    self.assertIn(f"DH key with TLS_DHE_RSA_WITH_AES_128_GCM_SHA256 has {bits} bits", row["why"]["text"])

    def test_a_short_rsa_key(self):
        self.check(self.key("-newkey", "rsa:512", "-sha1"), self.s_server("-cipher", "ALL:@SECLEVEL=0"), "RSA key of 512 bits")

    def test_an_expired_certificate(self):
        def certificate(work):
            servers.run(["openssl", "req", "-new", "-nodes", "-newkey", "rsa:2048", "-subj", "/CN=vpn.example.net",
                         "-keyout", str(work / "key"), "-out", str(work / "csr")])  # fmt: skip
            (work / "index").touch()
            (work / "ca.cnf").write_text(f"[ca]\ndefault_ca=x\n[x]\ndatabase={work}/index\nnew_certs_dir={work}\n"
                                         "rand_serial=yes\npolicy=p\ndefault_md=sha256\n[p]\ncommonName=supplied\n"
                                         "[e]\nsubjectAltName=DNS:vpn.example.net\n")  # fmt: skip
            servers.run(["openssl", "ca", "-batch", "-notext", "-config", str(work / "ca.cnf"), "-selfsign", "-keyfile",
                         str(work / "key"), "-in", str(work / "csr"), "-extensions", "e", "-startdate", "20240101000000Z",
                         "-enddate", "20240201000000Z", "-out", str(work / "certificate")])  # fmt: skip
            (work / "pem").write_text((work / "key").read_text() + (work / "certificate").read_text())

        gateway_way = lambda work: sstp_server.answering("gateway", work / "pem")  # noqa: E731
        rows = self.check(certificate, gateway_way, "has expired")
        self.assertEqual(rows["10-22H2", "as-shipped"]["error"], {"code": "0x800B0101", "name": "CERT_E_EXPIRED"})


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
