// SPDX-License-Identifier: Apache-2.0
#include "probe/model/text_encoding.hpp"

#include <cstddef>

namespace probe {
namespace {

void append_utf8(std::string& text, std::uint32_t code) {
  const auto put = [&](std::uint32_t octet) { text += static_cast<char>(static_cast<unsigned char>(octet)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | code >> 6U);
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0U | code >> 12U);
    put(0x80U | (code >> 6U & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | code >> 18U);
    put(0x80U | (code >> 12U & 0x3FU));
    put(0x80U | (code >> 6U & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
}

}  // namespace

std::string utf8_of_utf16(std::string_view octets, ByteOrder order) {
  constexpr std::uint32_t kReplacement = 0xFFFD;
  const auto octet = [&](std::size_t at) { return static_cast<std::uint32_t>(static_cast<unsigned char>(octets[at])); };
  const auto unit = [&](std::size_t at) {
    return order == ByteOrder::little ? octet(at) | octet(at + 1) << 8U : octet(at) << 8U | octet(at + 1);
  };
  std::string text;
  std::size_t at = 0;
  for (; at + 1 < octets.size(); at += 2) {
    auto code = unit(at);
    if (code >= 0xD800 && code <= 0xDFFF) {
      const bool paired = code < 0xDC00 && at + 3 < octets.size() && (unit(at + 2) & 0xFC00U) == 0xDC00U;
      if (paired) {
        code = 0x10000 + ((code & 0x3FFU) << 10U) + (unit(at + 2) & 0x3FFU);
        at += 2;
      } else {
        code = kReplacement;
      }
    }
    append_utf8(text, code);
  }
  if (at < octets.size()) append_utf8(text, kReplacement);
  return text;
}

std::string decode_text(std::string_view octets) {
  if (octets.starts_with("\xFF\xFE")) return utf8_of_utf16(octets.substr(2));
  if (octets.starts_with("\xFE\xFF")) return utf8_of_utf16(octets.substr(2), ByteOrder::big);
  if (octets.starts_with("\xEF\xBB\xBF")) octets.remove_prefix(3);
  return std::string(octets);
}

}  // namespace probe
