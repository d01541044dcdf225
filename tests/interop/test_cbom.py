# SPDX-License-Identifier: Apache-2.0
"""Bills of materials of fresh scans: what stands in them is what the record has, and they are the same every time."""

import hashlib
import json
import pathlib
import tempfile
import unittest

import harness
from test_matrix_gateway import gateway


class BillOfMaterials(unittest.TestCase):
    def scan(self, profile, *options):
        with tempfile.TemporaryDirectory(prefix="sstp-probe-test-") as name, gateway(profile) as server:
            record, bill = pathlib.Path(name) / "record.json", pathlib.Path(name) / "bill.json"
            harness.run(["scan", "--quiet", *options, "-o", f"json={record}", "-o", f"cbom={bill}", server.target])
            again = harness.run(["report", str(record), "-o", "cbom=-"]).stdout
            self.assertEqual(again, bill.read_text())
            digest = hashlib.sha256(record.read_bytes()).hexdigest()
            return json.loads(record.read_text()), json.loads(again), digest

    def components(self, bill):
        return {component["bom-ref"]: component for component in bill["components"]}

    def degree(self, bill, ref):
        return [each["aggregate"] for each in bill["compositions"] if ref in each["assemblies"]]

    def assert_cells(self, record, parts):
        for version in record["targets"][0]["versions"]:
            part = parts.get(f"gateway-1/{version['version']}")
            names = [cell["name"] for cell in version["accepted"]]
            if part is None:
                self.assertEqual(names, [])
                continue
            suites = part["cryptoProperties"]["protocolProperties"]["cipherSuites"]
            self.assertEqual([suite["name"] for suite in suites], names)

    def test_before_the_cutoff(self):
        record, bill, digest = self.scan("before-cutoff.toml")
        parts = self.components(bill)
        self.assert_cells(record, parts)
        for part in parts.values():
            self.assertIn({"name": "sstp-probe:record-sha256", "value": digest}, part["properties"])
        sstp = parts["gateway-1/sstp"]["cryptoProperties"]["protocolProperties"]
        self.assertEqual(sstp["type"], "sstp")
        self.assertEqual(len(sstp["relatedCryptographicAssets"]), 4)
        for name, quantum in (("RC4-128", 0), ("3DES-168-CBC", 0), ("AES-256-GCM", 5), ("FFDHE-1024", 0)):
            properties = parts[f"algorithm/{name}"]["cryptoProperties"]["algorithmProperties"]
            self.assertEqual(properties["nistQuantumSecurityLevel"], quantum, name)
        self.assertNotIn("classicalSecurityLevel", parts["algorithm/RC4-128"]["cryptoProperties"]["algorithmProperties"])
        certificates = [part for ref, part in parts.items() if ref.startswith("certificate/")]
        self.assertEqual(len(certificates), 1)
        facts = record["targets"][0]["certificates"][0]["facts"][0]
        properties = certificates[0]["cryptoProperties"]["certificateProperties"]
        self.assertEqual(properties["notValidAfter"], facts["not_after"])
        self.assertEqual(properties["fingerprint"], {"alg": "SHA-256", "content": facts["sha256"]})
        self.assertIn("algorithm/RSASSA-PKCS1-SHA-1", parts)
        self.assertEqual(self.degree(bill, "gateway-1"), ["complete"])

    def test_after_the_cutoff(self):
        record, bill, _ = self.scan("after-cutoff.toml")
        parts = self.components(bill)
        self.assert_cells(record, parts)
        suite = parts["gateway-1/TLSv1.2"]["cryptoProperties"]["protocolProperties"]["cipherSuites"][0]
        self.assertEqual(set(suite["tlsGroups"]), {"secp256r1", "secp384r1"})
        seen = {exchange.get("signature_scheme") for exchange in record["targets"][0]["exchanges"]}
        self.assertTrue(suite["tlsSignatureSchemes"])
        self.assertLessEqual(set(suite["tlsSignatureSchemes"]), seen)
        self.assertEqual(self.degree(bill, "gateway-1/TLSv1.2"), ["complete"])

    def test_a_part_of_the_matrix(self):
        _, bill, _ = self.scan("after-cutoff.toml", "--versions=1.2", "--depth=hello", "--suites=0xC02F,0xC030")
        parts = self.components(bill)
        self.assertNotIn("gateway-1/sstp", parts)
        self.assertEqual(self.degree(bill, "gateway-1/TLSv1.2"), ["incomplete"])
        self.assertEqual(self.degree(bill, "gateway-1"), ["incomplete"])


if __name__ == "__main__":
    unittest.main()
