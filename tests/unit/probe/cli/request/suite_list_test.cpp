// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/suite_list.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace {

std::vector<std::uint32_t> codes(const std::vector<tls::CipherSuite>& suites) {
  std::vector<std::uint32_t> result;
  for (const auto suite : suites) result.push_back(static_cast<std::uint32_t>(suite));
  return result;
}

TEST_CASE("suites by name and code") {
  struct Row {
    const char* text;
    std::vector<std::uint32_t> codes;  // as in IANA's registry and OpenSSL's ciphers(1)
  };
  const Row rows[] = {
      {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", {0xC02F}},
      {"ECDHE-RSA-AES128-GCM-SHA256", {0xC02F}},
      {"ecdhe-rsa-aes128-gcm-sha256", {0xC02F}},
      {"0xC02F", {0xC02F}},
      {"c02f", {0xC02F}},
      {"0xC02F, 0x002F,0xc02f", {0x002F, 0xC02F}},
      {"0x010080", {0x010080}},
      {"0x7777", {0x7777}},  // a code that nobody registered can be asked for
      // OpenSSL 1.0's SSL 2.0 kind and TLS suite have one name.
      {"RC4-MD5", {0x0004, 0x010080}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto suites = probe::cli::parse_suites(row.text);
    REQUIRE(suites);
    CHECK(codes(*suites) == row.codes);
  }
}

TEST_CASE("suites by family") {
  const auto suites = probe::cli::parse_suites("RC4,3des");
  REQUIRE(suites);
  const auto has = [&](std::uint32_t code) {
    return std::count(suites->begin(), suites->end(), tls::CipherSuite{code}) == 1;
  };
  CHECK(has(0x0005));    // TLS_RSA_WITH_RC4_128_SHA
  CHECK(has(0xC011));    // TLS_ECDHE_RSA_WITH_RC4_128_SHA
  CHECK(has(0x000A));    // TLS_RSA_WITH_3DES_EDE_CBC_SHA
  CHECK(has(0x010080));  // SSL_CK_RC4_128_WITH_MD5
  CHECK(!has(0x002F));   // TLS_RSA_WITH_AES_128_CBC_SHA
}

TEST_CASE("what is no suite") {
  struct Row {
    const char* text;
    const char* part;
  };
  const Row rows[] = {
      {"", "is missing"},
      {"RC4,", "is missing"},
      {"AES512", "'AES512' is not a suite"},
      {"0xC0,0x2F", "'0xC0' is half a code"},
      {"0x00FF", "signalling value"},
      {"TLS_FALLBACK_SCSV", "TLS_FALLBACK_SCSV"},
      {"\x1b]0;x", "'\\x1b]0;x'"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto suites = probe::cli::parse_suites(row.text);
    REQUIRE(!suites);
    CHECK_MESSAGE(suites.error().text.find(row.part) != std::string::npos, suites.error().text);
  }
}

TEST_CASE("an unknown family lists the known ones") {
  CHECK(*probe::cli::parse_family("rc4") == probe::Family::rc4);
  const auto family = probe::cli::parse_family("rc5");
  REQUIRE(!family);
  CHECK(family.error().text.starts_with("'rc5' is not a family: RC4, DES, 3DES, "));
}

}  // namespace
