# SPDX-License-Identifier: Apache-2.0

import functools
import unittest

import private_network
import servers
from matrix_case import MatrixCase


class WithTls13(MatrixCase, unittest.TestCase):
    server = staticmethod(functools.partial(servers.gnutls, null_ciphers=False))


class WithNullCiphers(MatrixCase, unittest.TestCase):
    server = staticmethod(functools.partial(servers.gnutls, null_ciphers=True))


if __name__ == "__main__":
    private_network.enter()
    unittest.main()
