// SPDX-License-Identifier: Apache-2.0
#include "tls/registry/code_text.hpp"

#include "tls/wire/text.hpp"

#include <algorithm>
#include <charconv>

namespace tls {

std::string hex_code(std::uint32_t value, std::size_t digits) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  while (digits < 8 && (value >> (4 * digits)) != 0) ++digits;
  std::string text(2 + digits, '0');
  text[1] = 'x';
  for (std::size_t at = text.size(); value != 0; value >>= 4) text[--at] = kDigits[value & 0xF];
  return text;
}

std::optional<std::uint32_t> hex_value(std::string_view digits) {
  std::uint32_t value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, 16);
  if (digits.empty() || digits.size() > 8 || error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lower_case(a) == lower_case(b); });
}

}  // namespace tls
