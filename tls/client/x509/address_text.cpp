// SPDX-License-Identifier: Apache-2.0
#include "tls/client/x509/address_text.hpp"

#include <array>
#include <charconv>
#include <cstddef>

namespace tls::x509 {
namespace {

constexpr std::size_t kGroups = 8;

void append(std::string& text, unsigned value, int base) {
  std::array<char, 8> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, base).ptr;
  text.append(digits.data(), end);
}

std::string ipv4(BytesView octets) {
  std::string text;
  for (const auto octet : octets) {
    if (!text.empty()) text += '.';
    append(text, octet, 10);
  }
  return text;
}

/// RFC 5952 section 4.2: the longest run of two or more zero groups becomes "::", the first of those that are as long.
struct Run {
  std::size_t begin = kGroups, size = 1;
};

Run longest_zeros(const std::array<unsigned, kGroups>& groups) {
  Run longest;
  for (std::size_t begin = 0; begin < kGroups; ++begin) {
    std::size_t end = begin;
    while (end < kGroups && groups[end] == 0) ++end;
    if (end - begin > longest.size) longest = {begin, end - begin};
  }
  return longest;
}

std::string ipv6(BytesView octets) {
  std::array<unsigned, kGroups> groups{};
  for (std::size_t i = 0; i < kGroups; ++i) groups[i] = octets[2 * i] * 256U + octets[2 * i + 1];
  const Run zeros = longest_zeros(groups);
  std::string text;
  for (std::size_t i = 0; i < kGroups; ++i) {
    if (i == zeros.begin) {
      text += "::";
      i += zeros.size - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    append(text, groups[i], 16);
  }
  return text;
}

}  // namespace

std::string address_text(BytesView octets) {
  if (octets.size() == 4) return ipv4(octets);
  return octets.size() == 16 ? ipv6(octets) : std::string();
}

}  // namespace tls::x509
