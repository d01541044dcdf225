// SPDX-License-Identifier: Apache-2.0
#include "tls/wire/base64.hpp"

#include <cstddef>
#include <cstdint>

namespace tls {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string to_base64(BytesView octets) {
  std::string text;
  text.reserve((octets.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < octets.size(); at += 3) {
    const std::size_t count = octets.size() - at < 3 ? octets.size() - at : 3;
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i) group = group << 8 | (i < count ? octets[at + i] : 0U);
    for (std::size_t i = 0; i < 4; ++i) text += i <= count ? kAlphabet[group >> (18 - 6 * i) & 0x3F] : '=';
  }
  return text;
}

std::optional<Bytes> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  Bytes octets;
  octets.reserve(text.size() / 4 * 3);
  for (std::size_t at = 0; at < text.size(); at += 4) {
    std::uint32_t group = 0;
    std::size_t count = 0;
    for (; count < 4 && text[at + count] != '='; ++count) {
      const auto value = kAlphabet.find(text[at + count]);
      if (value == std::string_view::npos) return std::nullopt;
      group = group << 6 | static_cast<std::uint32_t>(value);
    }
    const bool last = at + 4 == text.size();
    if (count < 2 || (count < 4 && (!last || text[at + 3] != '='))) return std::nullopt;
    group <<= 6 * (4 - count);
    // Bits beyond the last octet must be zero, so that one value has one spelling.
    if ((group & (0xFFFFFFU >> (8 * (count - 1)))) != 0 && count < 4) return std::nullopt;
    for (std::size_t i = 0; i + 1 < count; ++i) octets.push_back(static_cast<std::uint8_t>(group >> (16 - 8 * i)));
  }
  return octets;
}

}  // namespace tls
