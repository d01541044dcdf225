// SPDX-License-Identifier: Apache-2.0
// sstp-probe::tls in a program of somebody else's.
#include "tls/registry/cipher_suite.hpp"

#include <iostream>

int main() {
  const auto suite = tls::cipher_suite_from("TLS_RSA_WITH_RC4_128_SHA");
  if (!suite) return 1;
  std::cout << tls::cipher_suites().size() << " suites, among them " << tls::code_string(*suite) << '\n';
  return tls::code_string(*suite) == "0x0005" ? 0 : 1;
}
