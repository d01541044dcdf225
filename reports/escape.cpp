// SPDX-License-Identifier: Apache-2.0
#include "reports/escape.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <iterator>

namespace reports {
namespace {

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t size = 0;  ///< octets; 0: not UTF-8
};

/// RFC 3629 section 4: no overlong forms, no surrogates, nothing beyond U+10FFFF.
CodePoint first_code_point(std::string_view text) {
  const auto octet = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = octet(0);
  if (first < 0x80) return {first, 1};
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < size) return {};
  std::uint32_t value = first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((octet(i) & 0xC0) != 0x80) return {};
    value = value << 6 | (octet(i) & 0x3FU);
  }
  constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (value < kSmallest[size] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {};
  return {value, size};
}

bool is_hidden(std::uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x061C ||  // Arabic letter mark
         (c >= 0x200B && c <= 0x200F) ||                                      // zero width, marks of direction
         (c >= 0x2028 && c <= 0x202E) ||                                      // separators, embeddings and overrides
         (c >= 0x2060 && c <= 0x206F) ||                                      // word joiner, isolates
         c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF);
}

enum class Charset { everything, visible, ascii };

std::string escaped(std::string_view text, Charset charset) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = first_code_point(text.substr(at));
    if (point.size == 0) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(text[at]));
      ++at;
      continue;
    }
    const bool hide = charset != Charset::everything && is_hidden(point.value);
    if (hide || (charset == Charset::ascii && point.value > 0x7E)) {
      if (point.value < 0x80)
        fmt::format_to(std::back_inserter(out), "\\x{:02x}", point.value);
      else
        fmt::format_to(std::back_inserter(out), "\\u{{{:04x}}}", point.value);
    } else {
      out.append(text.substr(at, point.size));
    }
    at += point.size;
  }
  return out;
}

}  // namespace

std::string visible(std::string_view text) { return escaped(text, Charset::visible); }
std::string valid_utf8(std::string_view text) { return escaped(text, Charset::everything); }
std::string visible_ascii(std::string_view text) { return escaped(text, Charset::ascii); }

}  // namespace reports
