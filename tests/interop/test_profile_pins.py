# SPDX-License-Identifier: Apache-2.0
"""A profile's root against what a server shows: who it signed is believed, and nobody else."""

import base64
import json
import pathlib
import subprocess
import unittest

import harness
import servers

SETTINGS = """<?xml version="1.0"?>
<VpnProfile>
  <VpnServer>{server}</VpnServer>
  <VpnType>SSTP</VpnType>
  <CaCert>{root}</CaCert>
  <ServerCertRootCn>{name}</ServerCertRootCn>
</VpnProfile>
"""


class Test(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = cls.enterClassContext(servers.work_directory())
        for ca, name in (("ours", "VPN Root"), ("stranger", "Other Root"), ("impostor", "VPN Root")):
            cls.openssl("req", "-x509", "-nodes", "-newkey", "rsa:2048", "-days", "30", "-subj", f"/CN={name}",
                        "-keyout", cls.path(f"{ca}.key"), "-out", cls.path(f"{ca}.crt"))  # fmt: skip
            cls.openssl("req", "-new", "-nodes", "-newkey", "rsa:2048", "-subj", "/CN=gateway.test",
                        "-keyout", cls.path(f"{ca}-leaf.key"), "-out", cls.path("csr"))  # fmt: skip
            cls.openssl("x509", "-req", "-in", cls.path("csr"), "-CA", cls.path(f"{ca}.crt"), "-CAkey", cls.path(f"{ca}.key"),
                        "-days", "30", "-out", cls.path(f"{ca}-leaf.crt"))  # fmt: skip

    @classmethod
    def openssl(cls, *arguments):
        return servers.run(["openssl", *arguments])

    @classmethod
    def path(cls, name):
        return str(cls.work / name)

    def finding(self, leaf, *sent, pinned="ours", name="VPN Root"):
        port = servers.free_port()
        (self.work / "chain").write_text("".join((self.work / f"{each}.crt").read_text() for each in sent))
        command = ["openssl", "s_server", "-accept", f"{servers.LOOPBACK}:{port}", "-cert", self.path(f"{leaf}-leaf.crt"),
                   "-key", self.path(f"{leaf}-leaf.key"), "-tls1_2", "-www", "-quiet"]  # fmt: skip
        if sent:
            command += ["-cert_chain", self.path("chain")]
        der = subprocess.run(["openssl", "x509", "-in", self.path(f"{pinned}.crt"), "-outform", "DER"], capture_output=True, check=True).stdout
        profile, record = self.work / "VpnSettings.xml", self.work / "record.json"
        profile.write_text(SETTINGS.format(server=f"{servers.LOOPBACK}:{port}", root=base64.b64encode(der).decode(), name=name))
        with servers.running(command, self.work, port=port):
            harness.run(["scan", "--profile", str(profile), "--versions", "1.2", "--suites", "0xC030", "--depth", "hello",
                         "--quiet", f"--output=json={record}"])  # fmt: skip
        findings = json.loads(pathlib.Path(record).read_text())["targets"][0]["findings"]
        return next(finding["message"]["text"] for finding in findings if finding["kind"] == "profile_pins")

    def test_signed_by_the_pinned_root_be_it_sent_or_not(self):
        for sent in ((), ("ours",)):
            with self.subTest(sent):
                self.assertIn("leads to a certificate that the VPN profile pins", self.finding("ours", *sent))

    def test_a_stranger(self):
        for sent in ((), ("stranger",), ("stranger", "ours")):
            with self.subTest(sent):
                self.assertIn("will not believe the server", self.finding("stranger", *sent))

    def test_an_impostor_of_the_same_name(self):
        for sent in ((), ("impostor",), ("impostor", "ours"), ("ours",)):
            with self.subTest(sent):
                self.assertIn("will not believe the server", self.finding("impostor", *sent))


if __name__ == "__main__":
    unittest.main()
