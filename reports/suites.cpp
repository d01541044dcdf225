// SPDX-License-Identifier: Apache-2.0
#include "reports/suites.hpp"

#include "tls/registry/cipher_suite.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <ostream>
#include <string_view>
#include <utility>
#include <vector>

namespace reports {
namespace {

using TextRow = std::vector<std::string>;

std::vector<TextRow> full_rows(std::optional<probe::Family> family);
std::vector<TextRow> narrow_rows(std::vector<TextRow> rows);
std::size_t width(const std::vector<TextRow>& rows);
std::string lay_out(const std::vector<TextRow>& rows);
nlohmann::ordered_json to_json(const tls::CipherSuiteInfo& suite);

}  // namespace

std::string suites_table(std::optional<probe::Family> family, std::size_t columns) {
  auto rows = full_rows(family);
  const bool fits = columns == 0 || width(rows) <= columns;
  const auto text = lay_out(fits ? rows : narrow_rows(rows));
  constexpr const char* kMore =
      "\nMore columns (OpenSSL's name, key exchange, authentication, cipher, MAC) are in\n"
      "a wider terminal or a pipe: sstp-probe suites | less -S\n";
  return fits ? text : text + kMore;
}

void write_suites_json(std::ostream& out, const SuiteList& list) {
  auto suites = nlohmann::ordered_json::array();
  for (const auto& suite : tls::cipher_suites())
    if (!list.family || probe::belongs_to(suite, *list.family)) suites.push_back(to_json(suite));
  out << nlohmann::ordered_json{{"suites", std::move(suites)}}.dump(2, ' ', true) << '\n';
}

template <>
std::span<const Format<SuiteList>> formats<SuiteList>() {
  static constexpr std::array kFormats{
      Format<SuiteList>{{.word = "json", .summary = "every column, for programs"}, write_suites_json}};
  return kFormats;
}

namespace {

// What the list of suites calls the parts of a suite; no blanks within, so that a pipe can take columns apart.

using tls::Authentication;
using tls::Cipher;
using tls::CipherMode;
using tls::KeyExchange;
using tls::MacAlgorithm;

std::string_view bare_cipher_word(Cipher cipher) {
  switch (cipher) {
    case Cipher::null:
      return "NULL";
    case Cipher::rc4:
      return "RC4";
    case Cipher::rc2:
      return "RC2";
    case Cipher::des:
      return "DES";
    case Cipher::des3:
      return "3DES";
    case Cipher::idea:
      return "IDEA";
    case Cipher::seed:
      return "SEED";
    case Cipher::aes:
      return "AES";
    case Cipher::camellia:
      return "Camellia";
    case Cipher::aria:
      return "ARIA";
    case Cipher::chacha20_poly1305:
      return "ChaCha20";
    case Cipher::sm4:
      return "SM4";
    case Cipher::aegis:
      return "AEGIS";
    case Cipher::gost28147:
      return "GOST28147";
    case Cipher::kuznyechik:
      return "Kuznyechik";
    case Cipher::magma:
      return "Magma";
    case Cipher::fortezza:
      return "Fortezza";
    case Cipher::ascon:
      return "Ascon";
  }
  return "?";
}

/// Empty where the cipher has but one mode.
std::string_view suite_mode_word(CipherMode mode) {
  switch (mode) {
    case CipherMode::none:
    case CipherMode::stream:
    case CipherMode::aead:
      return "";
    case CipherMode::cbc:
      return "CBC";
    case CipherMode::gcm:
      return "GCM";
    case CipherMode::ccm:
      return "CCM";
    case CipherMode::ccm_8:
      return "CCM8";
    case CipherMode::ctr:
      return "CTR";
    case CipherMode::cfb:
      return "CFB";
  }
  return "?";
}

std::string_view key_exchange_word(KeyExchange key_exchange) {
  switch (key_exchange) {
    case KeyExchange::null:
      return "NULL";
    case KeyExchange::rsa:
      return "RSA";
    case KeyExchange::rsa_export:
      return "RSA-export";
    case KeyExchange::dh:
      return "DH";
    case KeyExchange::dhe:
      return "DHE";
    case KeyExchange::ecdh:
      return "ECDH";
    case KeyExchange::ecdhe:
      return "ECDHE";
    case KeyExchange::krb5:
      return "KRB5";
    case KeyExchange::psk:
      return "PSK";
    case KeyExchange::rsa_psk:
      return "RSA-PSK";
    case KeyExchange::dhe_psk:
      return "DHE-PSK";
    case KeyExchange::ecdhe_psk:
      return "ECDHE-PSK";
    case KeyExchange::srp:
      return "SRP";
    case KeyExchange::eccpwd:
      return "ECCPWD";
    case KeyExchange::cecpq1:
      return "CECPQ1";
    case KeyExchange::gost:
      return "GOST";
    case KeyExchange::tls13:
      return "any";
    case KeyExchange::ssl2_rsa:
      return "RSA";
    case KeyExchange::fortezza_kea:
      return "KEA";
  }
  return "?";
}

std::string_view authentication_word(Authentication authentication) {
  switch (authentication) {
    case Authentication::null:
      return "NULL";
    case Authentication::rsa:
      return "RSA";
    case Authentication::dss:
      return "DSS";
    case Authentication::ecdsa:
      return "ECDSA";
    case Authentication::dh:
      return "DH";
    case Authentication::ecdh:
      return "ECDH";
    case Authentication::anonymous:
      return "anonymous";
    case Authentication::psk:
      return "PSK";
    case Authentication::krb5:
      return "KRB5";
    case Authentication::srp:
      return "SRP";
    case Authentication::eccpwd:
      return "ECCPWD";
    case Authentication::gost:
      return "GOST";
    case Authentication::tls13:
      return "any";
    case Authentication::fortezza_kea:
      return "KEA";
  }
  return "?";
}

std::string cipher_word(Cipher cipher, CipherMode mode) {
  const auto mode_text = suite_mode_word(mode);
  auto word = std::string(bare_cipher_word(cipher));
  return mode_text.empty() ? word : word + "-" + std::string(mode_text);
}

std::string_view mac_word(MacAlgorithm mac) {
  switch (mac) {
    case MacAlgorithm::null:
      return "NULL";
    case MacAlgorithm::md5:
      return "MD5";
    case MacAlgorithm::sha1:
      return "SHA-1";
    case MacAlgorithm::sha256:
      return "SHA-256";
    case MacAlgorithm::sha384:
      return "SHA-384";
    case MacAlgorithm::aead:
      return "AEAD";
    case MacAlgorithm::gost:
      return "GOST";
    case MacAlgorithm::sm3:
      return "SM3";
  }
  return "?";
}

std::string versions_word(tls::VersionSet versions) {
  std::vector<tls::ProtocolVersion> defined;
  for (const auto version : tls::kProtocolVersions) {
    if (versions.contains(version)) defined.push_back(version);
  }
  if (defined.empty()) return "-";
  if (defined.size() == 1) return to_string(defined.front());
  auto last = to_string(defined.back());
  constexpr std::string_view kTls = "TLSv";
  if (to_string(defined.front()).starts_with(kTls)) last.erase(0, kTls.size());
  return to_string(defined.front()) + "-" + last;
}

std::string or_dash(std::string_view text) { return text.empty() ? "-" : std::string(text); }

std::vector<TextRow> full_rows(std::optional<probe::Family> family) {
  std::vector<TextRow> rows{
      {"Code", "Name", "OpenSSL", "Exchange", "Auth", "Cipher", "Bits", "MAC", "Versions"},
  };
  for (const auto& suite : tls::cipher_suites()) {
    if (family && !probe::belongs_to(suite, *family)) continue;
    rows.push_back({tls::code_string(suite.code), std::string(suite.name), or_dash(suite.openssl_name),
                    std::string(key_exchange_word(suite.key_exchange)),
                    std::string(authentication_word(suite.authentication)), cipher_word(suite.cipher, suite.mode),
                    std::to_string(suite.key_bits), std::string(mac_word(suite.mac)), versions_word(suite.versions)});
  }
  return rows;
}

/// Code, name, bits, versions.
std::vector<TextRow> narrow_rows(std::vector<TextRow> rows) {
  for (auto& row : rows) row = {row[0], row[1], row[6], row[8]};
  return rows;
}

std::vector<std::size_t> column_widths(const std::vector<TextRow>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      widths[column] = std::max(widths[column], row[column].size());
    }
  }
  return widths;
}

constexpr std::size_t kGap = 2;

std::size_t width(const std::vector<TextRow>& rows) {
  std::size_t sum = 0;
  for (const auto column : column_widths(rows)) sum += column + kGap;
  return sum - kGap;
}

std::string lay_out(const std::vector<TextRow>& rows) {
  const auto widths = column_widths(rows);
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      const bool last = column + 1 == row.size();
      text += row[column] + (last ? "\n" : std::string(widths[column] - row[column].size() + kGap, ' '));
    }
  }
  return text;
}

nlohmann::ordered_json to_json(const tls::CipherSuiteInfo& suite) {
  auto versions = nlohmann::ordered_json::array();
  for (const auto version : tls::kProtocolVersions)
    if (suite.versions.contains(version)) versions.push_back(to_string(version));
  nlohmann::ordered_json json{{"code", tls::code_string(suite.code)}, {"name", suite.name}};
  if (!suite.openssl_name.empty()) json["openssl_name"] = suite.openssl_name;
  json["key_exchange"] = key_exchange_word(suite.key_exchange);
  json["authentication"] = authentication_word(suite.authentication);
  json["cipher"] = cipher_word(suite.cipher, suite.mode);
  json["bits"] = suite.key_bits;
  json["mac"] = mac_word(suite.mac);
  json["versions"] = std::move(versions);
  return json;
}

}  // namespace
}  // namespace reports
