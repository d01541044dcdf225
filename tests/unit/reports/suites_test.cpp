// SPDX-License-Identifier: Apache-2.0
#include "reports/suites.hpp"

#include "tls/registry/cipher_suite.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

namespace {

std::vector<std::string> lines(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> result;
  for (std::string line; std::getline(in, line);) result.push_back(line);
  return result;
}

std::vector<std::string> words(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> result;
  for (std::string word; in >> word;) result.push_back(word);
  return result;
}

TEST_CASE("a pipe gets every suite and every column") {
  const auto table = lines(reports::suites_table(std::nullopt, 0));
  REQUIRE(table.size() == tls::cipher_suites().size() + 1);
  for (const auto& line : table) CHECK_MESSAGE(words(line).size() == 9, line);
}

TEST_CASE("rows say what OpenSSL and the RFCs say") {
  const auto table = reports::suites_table(std::nullopt, 0);
  const char* const rows[] = {
      "0xC02F TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 ECDHE-RSA-AES128-GCM-SHA256 ECDHE RSA AES-GCM 128 AEAD TLSv1.2",
      "0x000A TLS_RSA_WITH_3DES_EDE_CBC_SHA DES-CBC3-SHA RSA RSA 3DES-CBC 168 SHA-1 SSLv3-TLSv1.2",
      "0x1301 TLS_AES_128_GCM_SHA256 TLS_AES_128_GCM_SHA256 any any AES-GCM 128 AEAD TLSv1.3",
      "0x0018 TLS_DH_anon_WITH_RC4_128_MD5 ADH-RC4-MD5 DHE anonymous RC4 128 MD5 SSLv3-TLSv1.2",
  };
  for (const char* const row : rows) {
    CAPTURE(row);
    bool found = false;
    for (const auto& line : lines(table)) found = found || words(line) == words(row);
    CHECK(found);
  }
}

TEST_CASE("80 columns are enough") {
  const auto table = lines(reports::suites_table(std::nullopt, 80));
  CHECK(table.size() > tls::cipher_suites().size());
  for (const auto& line : table) CHECK_MESSAGE(line.size() <= 80, line);
}

TEST_CASE("a family holds its own alone") {
  const auto table = lines(reports::suites_table(probe::Family::rc4, 0));
  REQUIRE(table.size() > 10);
  for (std::size_t at = 1; at < table.size(); ++at) CHECK(table[at].find("RC4") != std::string::npos);
}

}  // namespace
