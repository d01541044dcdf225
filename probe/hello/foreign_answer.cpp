// SPDX-License-Identifier: Apache-2.0
#include "probe/hello/foreign_answer.hpp"

#include <algorithm>
#include <cstddef>

namespace probe {
namespace {

constexpr std::size_t kMostText = 80;
constexpr std::size_t kShownOctets = 16;

bool is_printable(std::uint8_t octet) { return octet >= 0x20 && octet < 0x7F; }

std::string hexadecimal(tls::BytesView octets) {
  constexpr const char* kDigits = "0123456789abcdef";
  std::string text;
  for (const auto octet : octets) {
    if (!text.empty()) text += ' ';
    text += kDigits[octet >> 4];
    text += kDigits[octet & 0x0F];
  }
  return text;
}

/// The answer's first line without its end.
tls::BytesView first_line(tls::BytesView answer) {
  const auto end =
      std::find_if(answer.begin(), answer.end(), [](auto octet) { return octet == '\r' || octet == '\n'; });
  return answer.first(std::min(kMostText, static_cast<std::size_t>(end - answer.begin())));
}

}  // namespace

bool foreign_answer_is_telling(tls::BytesView answer) {
  return answer.size() >= kMostText || !std::all_of(answer.begin(), answer.end(), is_printable);
}

std::string describe_foreign_answer(tls::BytesView answer) {
  const auto line = first_line(answer);
  if (!line.empty() && std::all_of(line.begin(), line.end(), is_printable))
    return "the answer begins with \"" + std::string(line.begin(), line.end()) + '"';
  return "the answer begins with the octets " + hexadecimal(answer.first(std::min(answer.size(), kShownOctets)));
}

}  // namespace probe
