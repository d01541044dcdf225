# SPDX-License-Identifier: Apache-2.0

import functools
import unittest

import servers
from matrix_case import MatrixCase


class Everything(MatrixCase, unittest.TestCase):
    server = staticmethod(servers.openssl)


class OneRareGroup(MatrixCase, unittest.TestCase):
    """No client sends a share of P-384 unasked: TLS 1.3 goes by way of a HelloRetryRequest."""

    server = staticmethod(functools.partial(servers.openssl, "-groups", "P-384"))


if __name__ == "__main__":
    unittest.main()
