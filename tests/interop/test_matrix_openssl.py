# SPDX-License-Identifier: Apache-2.0

import unittest

import servers
from matrix_case import MatrixCase


class Test(MatrixCase, unittest.TestCase):
    server = staticmethod(servers.openssl)


if __name__ == "__main__":
    unittest.main()
