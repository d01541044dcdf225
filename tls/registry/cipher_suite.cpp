// SPDX-License-Identifier: Apache-2.0
#include "tls/registry/cipher_suite.hpp"

#include "tls/registry/code_text.hpp"
#include "tls/registry/sorted_rows.hpp"

namespace tls {
namespace {

/// "0xC02F", "C02F", "0xC0,0x2F", and the same with the three bytes of an SSL 2.0 kind.
std::optional<CipherSuite> from_code(std::string_view text) {
  std::string digits;
  while (!text.empty()) {
    const auto comma = text.find(',');
    auto part = text.substr(0, comma);
    text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
    if (part.starts_with("0x") || part.starts_with("0X")) part.remove_prefix(2);
    const bool is_whole = comma == std::string_view::npos && digits.empty();
    if (!is_whole && part.size() != 2) return std::nullopt;
    digits += part;
  }
  if (digits.size() != 4 && digits.size() != 6) return std::nullopt;
  const auto value = hex_value(digits);
  return value ? std::optional(static_cast<CipherSuite>(*value)) : std::nullopt;
}

}  // namespace

const CipherSuiteInfo* find_cipher_suite(CipherSuite code) { return find_row(cipher_suites(), code); }

std::string to_string(CipherSuite code) {
  const auto* const row = find_cipher_suite(code);
  if (row != nullptr) return std::string(row->name);
  if (code == kEmptyRenegotiationInfoScsv) return "TLS_EMPTY_RENEGOTIATION_INFO_SCSV";
  if (code == kFallbackScsv) return "TLS_FALLBACK_SCSV";
  return code_string(code);
}

std::string code_string(CipherSuite code) {
  return hex_code(static_cast<std::uint32_t>(code), is_ssl2_kind(code) ? 6 : 4);
}

std::optional<CipherSuite> cipher_suite_from(std::string_view text) {
  if (text.empty()) return std::nullopt;               // many rows have no name of OpenSSL's
  if (const auto code = from_code(text)) return code;  // no name consists of a code's digits
  // By code upwards, so that a name which OpenSSL uses twice ("RC4-MD5") means the TLS suite, not the SSL 2.0 kind.
  for (const auto& row : cipher_suites()) {
    if (equal_ignoring_case(row.name, text) || equal_ignoring_case(row.openssl_name, text)) return row.code;
  }
  return std::nullopt;
}

}  // namespace tls
