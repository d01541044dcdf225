// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/suite_list.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/request/option_values.hpp"
#include "tls/registry/code_text.hpp"

#include <algorithm>
#include <string>

namespace probe::cli {
namespace {

using tls::CipherSuite;

std::vector<CipherSuite> of_family(Family family) {
  std::vector<CipherSuite> codes;
  for (const auto& row : tls::cipher_suites()) {
    if (belongs_to(row, family)) codes.push_back(row.code);
  }
  return codes;
}

/// OpenSSL gave "RC4-MD5" and some others to an SSL 2.0 kind and to a TLS suite: the name asks for both.
std::vector<CipherSuite> of_name(std::string_view name) {
  std::vector<CipherSuite> codes;
  for (const auto& row : tls::cipher_suites()) {
    if (tls::equal_ignoring_case(row.name, name) || tls::equal_ignoring_case(row.openssl_name, name)) {
      codes.push_back(row.code);
    }
  }
  return codes;
}

bool is_half_a_code(std::string_view text) {
  return text.size() == 4 && (text.starts_with("0x") || text.starts_with("0X")) && tls::hex_value(text.substr(2));
}

Parsed<std::vector<CipherSuite>> parse_item(std::string_view item) {
  if (item.empty()) return UsageError{"a suite is missing before, between or behind the commas"};
  if (const auto family = family_from(item)) return of_family(*family);
  if (auto codes = of_name(item); !codes.empty()) return codes;
  if (is_half_a_code(item)) return UsageError{quote(item) + " is half a code: write both octets in one, as 0xC02F"};
  const auto code = tls::cipher_suite_from(item);
  if (!code) {
    return UsageError{quote(item) +
                      " is not a suite, a code (0xC02F) or a family (RC4): 'sstp-probe suites' lists them"};
  }
  if (*code == tls::kEmptyRenegotiationInfoScsv || *code == tls::kFallbackScsv) {
    return UsageError{quote(item) + " is a signalling value that no server selects (" + tls::to_string(*code) + ")"};
  }
  return std::vector<CipherSuite>{*code};
}

}  // namespace

Parsed<std::vector<CipherSuite>> parse_suites(std::string_view text) {
  std::vector<CipherSuite> suites;
  for (const auto item : split_list(text)) {
    const auto codes = parse_item(item);
    if (!codes) return codes.error();
    suites.insert(suites.end(), codes->begin(), codes->end());
  }
  std::sort(suites.begin(), suites.end());
  suites.erase(std::unique(suites.begin(), suites.end()), suites.end());
  return suites;
}

Parsed<Family> parse_family(std::string_view text) {
  if (const auto family = family_from(text)) return *family;
  std::string known;
  for (const auto family : families()) known += (known.empty() ? "" : ", ") + std::string(to_string(family));
  return UsageError{quote(text) + " is not a family: " + known};
}

}  // namespace probe::cli
