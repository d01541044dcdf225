# SPDX-License-Identifier: Apache-2.0
"""GnuTLS takes some suites from those clients alone that send, or do not send, what the usual hello has otherwise."""

import base64
import contextlib
import functools
import sys
import unittest
import unittest.mock

import harness
import hello_wire
import oracle
import servers

SUITES = "NORMAL:+VERS-TLS1.0:+VERS-TLS1.1:-VERS-TLS1.3:+DHE-RSA:+RSA:+3DES-CBC:+SHA1:+SHA256:+SHA384"
ENCRYPT_THEN_MAC = (hello_wire.ENCRYPT_THEN_MAC, b"")
WITHOUT_FFDHE = [group for group in oracle.GROUPS if group not in hello_wire.FFDHE_GROUPS]
# RFC 2409 6.2: the second Oakley group.
PRIME = bytes.fromhex(
    "00FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B"
    "302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649"
    "286651ECE65381FFFFFFFFFFFFFFFF"
)


@contextlib.contextmanager
def gnutls(priority, *, own_group=False):
    with servers.work_directory() as work:
        command = [sys.executable, str(servers.HERE / "gnutls_server.py"), servers.make_key(work, "rsa"),
                   SUITES + priority]  # fmt: skip
        if own_group:
            group = hello_wire.der(0x30, hello_wire.der(0x02, PRIME), hello_wire.der(0x02, b"\2"))
            text = base64.encodebytes(group).decode()
            (work / "dh.pem").write_text(f"-----BEGIN DH PARAMETERS-----\n{text}-----END DH PARAMETERS-----\n")
            command.append(str(work / "dh.pem"))
        with servers.running(command, work, announces="listening on ") as server:
            yield server


def asked(server, **hello):
    """What the server accepts from hellos that are made so."""
    with unittest.mock.patch.object(oracle, "client_hello", functools.partial(oracle.client_hello, **hello)):
        return oracle.accepted_suites(server.address, ["TLSv1.0", "TLSv1.1", "TLSv1.2"])


class NeedingCase:
    """To be mixed into a TestCase that has `server()`, and the `need` of what the usual hello does not find."""

    extras = ()  # of the hello that finds everything
    groups = None

    @classmethod
    def setUpClass(cls):
        peer = cls.enterClassContext(cls.server())
        cls.truth = harness.some(asked(peer, groups=cls.groups, extras=cls.extras))
        cls.by_the_usual_hello = asked(peer, groups=WITHOUT_FFDHE)
        cls.by_the_richest_hello = asked(peer, extras=(ENCRYPT_THEN_MAC,))
        cls.run_ = harness.scan(peer.target, "--deadline=300")

    def beyond(self, found):
        return {(version, code) for version, codes in self.truth.items() for code in codes
                if code not in found.get(version, [])}  # fmt: skip

    def test_everything_is_found(self):
        self.assertEqual(harness.some(self.run_.accepted()), self.truth)
        self.assertEqual(self.run_.exit_code, harness.COMPLETE, self.run_.err)

    def test_what_a_cell_needs_is_said(self):
        said = {(row["version"], harness.number(suite["code"])): suite["needs"] for row in self.run_.versions()
                for suite in row["accepted"] if suite.get("needs")}  # fmt: skip
        needing = self.beyond(self.by_the_usual_hello)
        self.assertEqual(set(said), needing)
        self.assertEqual({cell for cell in needing if self.need not in said.get(cell, ())}, set())

    def test_reports_again_are_the_same(self):
        self.assertEqual(harness.differing(self.run_), [])


class EncryptThenMacAlone(NeedingCase, unittest.TestCase):
    """CBC suites from nobody else: Windows sends no encrypt_then_mac."""

    server = staticmethod(functools.partial(gnutls, ":-DHE-RSA:%FORCE_ETM"))
    extras = (ENCRYPT_THEN_MAC,)
    need = "encrypt_then_mac"

    def test_the_server_is_as_this_test_wants_it(self):
        self.assertGreater(len(self.beyond(self.by_the_usual_hello)), 10)


class NamedGroupsAlone(NeedingCase, unittest.TestCase):
    """No Diffie-Hellman parameters of its own: DHE in a group of RFC 7919 that the client names, or not at all."""

    server = staticmethod(functools.partial(gnutls, ""))
    need = "ffdhe_group"

    def test_the_server_is_as_this_test_wants_it(self):
        self.assertGreater(len(self.beyond(self.by_the_usual_hello)), 10)


class NoNamedGroups(NeedingCase, unittest.TestCase):
    """A group of its own, and no DHE with clients that name others."""

    server = staticmethod(functools.partial(gnutls, ":-GROUP-DH-ALL", own_group=True))
    groups = WITHOUT_FFDHE
    need = None

    def test_the_server_is_as_this_test_wants_it(self):
        self.assertEqual(self.beyond(self.by_the_usual_hello), set())
        self.assertGreater(len(self.beyond(self.by_the_richest_hello)), 10)


if __name__ == "__main__":
    unittest.main()
