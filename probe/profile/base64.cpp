// SPDX-License-Identifier: Apache-2.0
#include "probe/profile/base64.hpp"

#include <cstdint>

namespace probe::profile {

std::string decode_base64(std::string_view text) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string octets;
  std::uint32_t bits = 0;
  unsigned count = 0, padding = 0, letters = 0;
  for (const char letter : text) {
    if (letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n') continue;
    ++letters;
    if (letter == '=') {
      ++padding;
      continue;
    }
    const auto value = kAlphabet.find(letter);
    if (value == std::string_view::npos || padding > 0) return {};
    bits = bits << 6U | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    octets += static_cast<char>(static_cast<unsigned char>(bits >> count & 0xFFU));
  }
  return letters % 4 == 0 && padding <= 2 ? octets : std::string();
}

}  // namespace probe::profile
