// SPDX-License-Identifier: Apache-2.0
#include "probe/model/transcript.hpp"

#include <array>
#include <cstdio>

namespace probe {
namespace {

std::string hexadecimal(unsigned group) {
  std::array<char, 8> text{};
  (void)std::snprintf(text.data(), text.size(), "%x", group);
  return text.data();
}

}  // namespace

std::string to_string(const Endpoint& endpoint) {
  const auto& octets = endpoint.address;
  constexpr std::size_t kIpv4 = 4;
  std::string text;
  if (octets.size() == kIpv4) {
    for (const auto octet : octets) text += (text.empty() ? "" : ".") + std::to_string(octet);
  } else {
    for (std::size_t at = 0; at + 1 < octets.size(); at += 2)
      text += (text.empty() ? "[" : ":") + hexadecimal(static_cast<unsigned>(octets[at] << 8U | octets[at + 1]));
    if (!text.empty()) text += ']';
  }
  return text.empty() ? text : text + ":" + std::to_string(endpoint.port);
}

}  // namespace probe
