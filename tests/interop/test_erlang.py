# SPDX-License-Identifier: Apache-2.0
"""Erlang/OTP: picks the first suite that it knows, and answers handshake_failure when it cannot do that one."""

import contextlib
import unittest

import servers
from matrix_case import MatrixCase

SRP_SHA_WITH_AES_128_CBC_SHA, ECDHE_RSA_WITH_AES_128_GCM_SHA256 = 0xC01D, 0xC02F
RSA_PSK_WITH_AES_128_GCM_SHA256 = 0x00AC


@contextlib.contextmanager
def erlang():
    with servers.work_directory() as work:
        command = ["escript", str(servers.HERE / "erlang_server.escript"), servers.make_key(work, "rsa")]
        with servers.running(command, work, announces="listening on ") as server:
            yield server


class Erlang(MatrixCase, unittest.TestCase):
    server = staticmethod(erlang)

    def test_the_server_is_as_this_test_wants_it(self):
        self.assertIn(ECDHE_RSA_WITH_AES_128_GCM_SHA256, self.truth["TLSv1.2"])
        self.assertNotIn(SRP_SHA_WITH_AES_128_CBC_SHA, self.truth["TLSv1.2"], "there is no user whom SRP could serve")

    def test_what_it_takes_below_the_version_that_defines_it_is_asked_for(self):
        self.assertIn(RSA_PSK_WITH_AES_128_GCM_SHA256, self.truth["TLSv1.0"])
        self.assertIn(RSA_PSK_WITH_AES_128_GCM_SHA256, self.run_.accepted()["TLSv1.0"])

    def test_an_ssl2_hello_is_refused_by_the_alert_that_comes_each_time(self):
        self.assertEqual(self.run_.version("SSLv2")["outcome"], "refused")


if __name__ == "__main__":
    unittest.main()
