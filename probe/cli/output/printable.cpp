// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/printable.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace probe::cli {
namespace {

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t size = 0;  ///< octets; 0: not well-formed
};

CodePoint first_code_point(std::string_view text);
bool shows_itself(std::uint32_t code_point);

std::string escape_of(char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto octet = static_cast<unsigned char>(c);
  return {'\\', 'x', kDigits[octet >> 4U], kDigits[octet & 0xFU]};
}

}  // namespace

std::string printable(std::string_view text, std::size_t limit) {
  std::string shown;
  const auto end = text.size() > limit ? text.substr(limit).size() : 0;
  while (text.size() > end) {
    const auto next = first_code_point(text);
    const std::size_t size = next.size == 0 ? 1 : next.size;
    if (next.size != 0 && shows_itself(next.value)) {
      shown += text.substr(0, size);
    } else {
      for (const char c : text.substr(0, size)) shown += escape_of(c);
    }
    text.remove_prefix(size);
  }
  return end == 0 ? shown : shown + "...";
}

std::string in_ascii(std::string_view lines) {
  std::string shown;
  for (const char c : lines) shown += static_cast<unsigned char>(c) < 0x80 ? std::string(1, c) : escape_of(c);
  return shown;
}

std::string quote(std::string_view text) { return "'" + printable(text) + "'"; }

namespace {

/// RFC 3629 section 4: no overlong forms, no surrogates, nothing above U+10FFFF.
CodePoint first_code_point(std::string_view text) {
  const auto octet = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const auto lead = octet(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return {};
  std::uint32_t value = lead & (0xFFU >> (size + 1));
  for (std::size_t at = 1; at < size; ++at) {
    if ((octet(at) & 0xC0U) != 0x80U) return {};
    value = (value << 6U) | (octet(at) & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < kSmallest[size] || value > 0x10FFFF || surrogate) return {};
  return {value, size};
}

/// Not: C0 and C1 controls, zero-width and direction marks, line separators, tags, the byte order mark.
bool shows_itself(std::uint32_t c) {
  struct Range {
    std::uint32_t first, last;
  };
  static constexpr std::array<Range, 8> kHidden{{{0x00, 0x1F},
                                                 {0x7F, 0x9F},
                                                 {0x061C, 0x061C},
                                                 {0x200B, 0x200F},
                                                 {0x2028, 0x202E},
                                                 {0x2060, 0x206F},
                                                 {0xFEFF, 0xFEFF},
                                                 {0xE0000, 0x10FFFF}}};
  for (const auto& range : kHidden) {
    if (c >= range.first && c <= range.last) return false;
  }
  return true;
}

}  // namespace
}  // namespace probe::cli
