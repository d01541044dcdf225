// SPDX-License-Identifier: Apache-2.0
#include "probe/proxy/ip_literal.hpp"

#include "probe/model/target.hpp"
#include "tls/registry/code_text.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace probe {
namespace {

constexpr std::size_t kIpv6Size = 16;

// Both read what is_ip_address() has seen to be right.

tls::Bytes ipv4_octets(std::string_view text) {
  tls::Bytes octets{0};
  for (const char c : text) {
    if (c == '.') {
      octets.push_back(0);
    } else {
      octets.back() = static_cast<std::uint8_t>(octets.back() * 10 + (c - '0'));
    }
  }
  return octets;
}

tls::Bytes ipv6_groups(std::string_view text) {
  tls::Bytes octets;
  while (!text.empty()) {
    const auto end = text.find(':');
    const auto group = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (group.find('.') != std::string_view::npos) {
      const auto tail = ipv4_octets(group);
      octets.insert(octets.end(), tail.begin(), tail.end());
    } else if (const auto value = tls::hex_value(group)) {
      octets.push_back(static_cast<std::uint8_t>(*value >> 8));
      octets.push_back(static_cast<std::uint8_t>(*value));
    }
  }
  return octets;
}

}  // namespace

std::optional<tls::Bytes> address_octets(std::string_view text) {
  if (!is_ip_address(std::string(text)) || text.find('%') != std::string_view::npos) return std::nullopt;
  if (text.find(':') == std::string_view::npos) return ipv4_octets(text);
  const auto gap = text.find("::");
  auto octets = ipv6_groups(text.substr(0, gap));
  if (gap == std::string_view::npos) return octets;
  const auto tail = ipv6_groups(text.substr(gap + 2));
  octets.resize(kIpv6Size - tail.size());
  octets.insert(octets.end(), tail.begin(), tail.end());
  return octets;
}

}  // namespace probe
