// SPDX-License-Identifier: Apache-2.0
// The families against what OpenSSL says of its suites, and against what names of older suites say.
#include "probe/model/family.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

using probe::Family;

namespace {

std::set<Family> families_of(tls::CipherSuite code) {
  const auto* info = tls::find_cipher_suite(code);
  REQUIRE(info != nullptr);
  std::set<Family> found;
  for (const auto family : probe::families())
    if (belongs_to(*info, family)) found.insert(family);
  return found;
}

/// "AESGCM(256)" to the family of its cipher.
Family family_of_enc(const std::string& enc) {
  const std::map<std::string, Family> names{
      {"None", Family::null_cipher},       {"AES(128)", Family::aes128},
      {"AESGCM(128)", Family::aes128},     {"AESCCM(128)", Family::aes128},
      {"AESCCM8(128)", Family::aes128},    {"AES(256)", Family::aes256},
      {"AESGCM(256)", Family::aes256},     {"AESCCM(256)", Family::aes256},
      {"AESCCM8(256)", Family::aes256},    {"ARIAGCM(128)", Family::aria},
      {"ARIAGCM(256)", Family::aria},      {"Camellia(128)", Family::camellia},
      {"Camellia(256)", Family::camellia}, {"CHACHA20/POLY1305(256)", Family::chacha20}};
  const auto found = names.find(enc);
  REQUIRE_MESSAGE(found != names.end(), enc);
  return found->second;
}

bool is_cipher_family(Family family) {
  const std::set<Family> others{Family::md5,    Family::sha1,         Family::sha256,
                                Family::sha384, Family::export_grade, Family::anonymous};
  return others.count(family) == 0;
}

}  // namespace

TEST_CASE("families agree with OpenSSL's description of each suite") {
  std::ifstream file(TEST_OPENSSL_CIPHERS);
  std::size_t count = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string code, dash, stdname, name, version, kx, au, enc, mac;
    words >> code >> dash >> stdname >> dash >> name >> version >> kx >> au >> enc >> mac;
    CAPTURE(line);
    const auto parsed = tls::cipher_suite_from(code);
    REQUIRE(parsed);
    const auto found = families_of(*parsed);
    ++count;

    CHECK(std::count_if(found.begin(), found.end(), is_cipher_family) == 1);
    CHECK(found.count(family_of_enc(enc.substr(4))) == 1);
    if (mac == "Mac=SHA1") CHECK(found.count(Family::sha1) == 1);
    if (mac == "Mac=SHA256") CHECK(found.count(Family::sha256) == 1);
    if (mac == "Mac=SHA384") CHECK(found.count(Family::sha384) == 1);
    // The hash at the end of an AEAD suite's name is that of its PRF (RFC 5246 section 5); CCM's names have none.
    if (mac == "Mac=AEAD") {
      CHECK(found.count(Family::sha1) == 0);
      CHECK(found.count(Family::sha384) == (stdname.find("SHA384") != std::string::npos ? 1 : 0));
    }
    CHECK(found.count(Family::anonymous) == (au == "Au=None" ? 1 : 0));
  }
  CHECK(count == 160);
}

TEST_CASE("families of suites that OpenSSL 3 has no more") {
  const struct {
    std::string name;
    std::set<Family> families;
  } rows[] = {
      {"TLS_RSA_WITH_RC4_128_MD5", {Family::rc4, Family::md5}},
      {"TLS_RSA_WITH_RC4_128_SHA", {Family::rc4, Family::sha1}},
      {"TLS_RSA_EXPORT_WITH_RC4_40_MD5", {Family::rc4, Family::md5, Family::export_grade}},
      {"TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5", {Family::rc2, Family::md5, Family::export_grade}},
      {"TLS_RSA_EXPORT_WITH_DES40_CBC_SHA", {Family::des, Family::sha1, Family::export_grade}},
      {"TLS_RSA_WITH_DES_CBC_SHA", {Family::des, Family::sha1}},
      {"TLS_RSA_WITH_3DES_EDE_CBC_SHA", {Family::triple_des, Family::sha1}},
      {"TLS_DH_anon_WITH_RC4_128_MD5", {Family::rc4, Family::md5, Family::anonymous}},
      {"TLS_ECDH_anon_WITH_3DES_EDE_CBC_SHA", {Family::triple_des, Family::sha1, Family::anonymous}},
      {"TLS_RSA_WITH_IDEA_CBC_SHA", {Family::idea, Family::sha1}},
      {"TLS_RSA_WITH_SEED_CBC_SHA", {Family::seed, Family::sha1}},
      {"TLS_RSA_WITH_NULL_MD5", {Family::null_cipher, Family::md5}},
      {"TLS_SM4_GCM_SM3", {Family::other_cipher}},
      {"TLS_AEGIS_128L_SHA256", {Family::other_cipher, Family::sha256}},
      {"TLS_RSA_WITH_AES_128_CBC_SHA", {Family::aes128, Family::sha1}},
      {"TLS_RSA_WITH_AES_128_CBC_SHA256", {Family::aes128, Family::sha256}},
      {"TLS_RSA_WITH_AES_256_GCM_SHA384", {Family::aes256, Family::sha384}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto code = tls::cipher_suite_from(row.name);
    REQUIRE(code);
    CHECK(families_of(*code) == row.families);
  }
}

TEST_CASE("every suite has one cipher, and none is AES-192") {
  for (const auto& suite : tls::cipher_suites()) {
    CAPTURE(suite.name);
    const auto found = families_of(suite.code);
    CHECK(std::count_if(found.begin(), found.end(), is_cipher_family) == 1);
    CHECK(found.count(Family::aes192) == 0);
  }
}

TEST_CASE("names of families are taken with and without dashes, in any case") {
  const struct {
    std::string text;
    Family family;
  } rows[] = {
      {"RC4", Family::rc4},          {"rc4", Family::rc4},
      {"3DES", Family::triple_des},  {"3des", Family::triple_des},
      {"SHA-1", Family::sha1},       {"sha1", Family::sha1},
      {"Sha_1", Family::sha1},       {"aes128", Family::aes128},
      {"AES-256", Family::aes256},   {"sha-384", Family::sha384},
      {"anon", Family::anonymous},   {"Anonymous", Family::anonymous},
      {"null", Family::null_cipher}, {"EXPORT", Family::export_grade},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(probe::family_from(row.text) == row.family);
  }
  for (const std::string text : {"", "-", "AES", "SHA", "RC", "RC44", "TLSv1.2"}) {
    CAPTURE(text);
    CHECK(!probe::family_from(text));
  }
  for (const auto family : probe::families()) CHECK(probe::family_from(to_string(family)) == family);
}

TEST_CASE("the families that stand in every view come first") {
  const auto all = probe::families();
  CHECK(all.size() == probe::kFamilyCount);
  CHECK(std::set<Family>(all.begin(), all.end()).size() == probe::kFamilyCount);
  for (std::size_t i = 0; i < all.size(); ++i) CHECK(always_shown(all[i]) == (i < 10));
}
