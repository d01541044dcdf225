// SPDX-License-Identifier: Apache-2.0
// The registry against IANA's file itself, read here in a few lines that share nothing with the generator.
#include "tls/registry/cipher_suite.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <string>

namespace {

using tls::CipherSuite;
using tls::SuiteOrigin;

TEST_CASE("every suite that IANA assigned is in the registry, and no other is called IANA's") {
  std::ifstream file(TEST_IANA_SOURCES "/tls-parameters-4.csv");
  REQUIRE(file.is_open());
  std::size_t assigned = 0;
  // "0xC0,0x2F",TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,Y,...
  for (std::string line; std::getline(file, line);) {
    if (line.size() < 17 || line.substr(10, 6) != "\",TLS_" || line.find("_SCSV,") != std::string::npos) continue;
    const std::string code = line.substr(1, 9);
    const auto name_at = line.find("TLS_");
    const std::string name = line.substr(name_at, line.find(',', name_at) - name_at);
    CAPTURE(name);
    ++assigned;
    const auto found = tls::cipher_suite_from(code);
    REQUIRE(found.has_value());
    const auto* const row = tls::find_cipher_suite(*found);
    REQUIRE(row != nullptr);
    CHECK(row->name == name);
    CHECK(row->origin == SuiteOrigin::iana);
    CHECK(tls::cipher_suite_from(name) == found);
  }
  CHECK(assigned > 340);
  const auto rows = tls::cipher_suites();
  CHECK(static_cast<std::size_t>(std::count_if(
            rows.begin(), rows.end(), [](const auto& row) { return row.origin == SuiteOrigin::iana; })) == assigned);
}

}  // namespace
