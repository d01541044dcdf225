// SPDX-License-Identifier: Apache-2.0
// The registry against another implementation's opinion: what OpenSSL prints about each suite that it has.
#include "tls/registry/cipher_suite.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

namespace {

using tls::Authentication;
using tls::Cipher;
using tls::CipherMode;
using tls::CipherSuiteInfo;
using tls::KeyExchange;
using tls::MacAlgorithm;
using tls::ProtocolVersion;

/// "Enc=AESGCM(128)" and its fellows, made from our row.
std::string enc(const CipherSuiteInfo& row) {
  const std::map<std::pair<Cipher, CipherMode>, std::string> names{
      {{Cipher::null, CipherMode::none}, "None"},
      {{Cipher::aes, CipherMode::cbc}, "AES"},
      {{Cipher::aes, CipherMode::gcm}, "AESGCM"},
      {{Cipher::aes, CipherMode::ccm}, "AESCCM"},
      {{Cipher::aes, CipherMode::ccm_8}, "AESCCM8"},
      {{Cipher::aria, CipherMode::gcm}, "ARIAGCM"},
      {{Cipher::camellia, CipherMode::cbc}, "Camellia"},
      {{Cipher::chacha20_poly1305, CipherMode::aead}, "CHACHA20/POLY1305"}};
  const auto found = names.find({row.cipher, row.mode});
  if (found == names.end()) return "Enc=?";
  return "Enc=" + found->second + (row.key_bits == 0 ? "" : "(" + std::to_string(row.key_bits) + ")");
}

std::string kx(const CipherSuiteInfo& row) {
  const std::map<KeyExchange, std::string> names{{KeyExchange::rsa, "RSA"},
                                                 {KeyExchange::dhe, "DH"},
                                                 {KeyExchange::ecdhe, "ECDH"},
                                                 {KeyExchange::psk, "PSK"},
                                                 {KeyExchange::rsa_psk, "RSAPSK"},
                                                 {KeyExchange::dhe_psk, "DHEPSK"},
                                                 {KeyExchange::ecdhe_psk, "ECDHEPSK"},
                                                 {KeyExchange::srp, "SRP"},
                                                 {KeyExchange::tls13, "any"}};
  const auto found = names.find(row.key_exchange);
  return found == names.end() ? "Kx=?" : "Kx=" + found->second;
}

std::string au(const CipherSuiteInfo& row) {
  const std::map<Authentication, std::string> names{
      {Authentication::rsa, "RSA"},        {Authentication::dss, "DSS"}, {Authentication::ecdsa, "ECDSA"},
      {Authentication::anonymous, "None"}, {Authentication::psk, "PSK"}, {Authentication::srp, "SRP"},
      {Authentication::tls13, "any"}};
  const auto found = names.find(row.authentication);
  return found == names.end() ? "Au=?" : "Au=" + found->second;
}

std::string mac(const CipherSuiteInfo& row) {
  const std::map<MacAlgorithm, std::string> names{{MacAlgorithm::md5, "MD5"},
                                                  {MacAlgorithm::sha1, "SHA1"},
                                                  {MacAlgorithm::sha256, "SHA256"},
                                                  {MacAlgorithm::sha384, "SHA384"},
                                                  {MacAlgorithm::aead, "AEAD"}};
  const auto found = names.find(row.mac);
  return found == names.end() ? "Mac=?" : "Mac=" + found->second;
}

/// The version from which OpenSSL negotiates the suite, by our row. It bars ECDHE from SSL 3.0, where other servers
/// (JSSE) negotiate it: there our row is the wider one.
std::string first_version(const CipherSuiteInfo& row) {
  const bool is_barred_from_ssl3 = row.key_exchange == KeyExchange::ecdhe || row.key_exchange == KeyExchange::ecdhe_psk;
  if (row.versions.contains(ProtocolVersion::SSLv3) && !is_barred_from_ssl3) return "SSLv3";
  // Erlang negotiates its RSA_PSK suites with GCM there, OpenSSL no AEAD at all.
  const bool is_barred_below_tls12 = row.mac == MacAlgorithm::aead;
  if (row.versions.contains(ProtocolVersion::TLSv1_0) && !is_barred_below_tls12) return "TLSv1";
  if (row.versions.contains(ProtocolVersion::TLSv1_2)) return "TLSv1.2";
  return row.versions.contains(ProtocolVersion::TLSv1_3) ? "TLSv1.3" : "none";
}

TEST_CASE("rows agree with what OpenSSL 3.0 prints") {
  std::ifstream file(TEST_VECTORS "/openssl-3.0-ciphers.txt");
  REQUIRE(file.is_open());
  std::size_t compared = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream words(line);
    std::string code, dash, name, openssl_name, version, want_kx, want_au, want_enc, want_mac;
    words >> code >> dash >> name >> dash >> openssl_name >> version >> want_kx >> want_au >> want_enc >> want_mac;
    CAPTURE(line);
    const auto parsed = tls::cipher_suite_from(code);
    REQUIRE(parsed.has_value());
    const auto* const row = tls::find_cipher_suite(*parsed);
    REQUIRE(row != nullptr);
    CHECK(row->name == name);
    CHECK(row->openssl_name == openssl_name);
    CHECK(tls::cipher_suite_from(openssl_name) == row->code);
    CHECK(kx(*row) == want_kx);
    CHECK(au(*row) == want_au);
    CHECK(enc(*row) == want_enc);
    CHECK(mac(*row) == want_mac);
    CHECK(first_version(*row) == version);
    ++compared;
  }
  CHECK(compared == 160);
}

}  // namespace
