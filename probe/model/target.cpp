// SPDX-License-Identifier: Apache-2.0
#include "probe/model/target.hpp"

#include <cstddef>
#include <string_view>

namespace probe {
namespace {

bool is_ipv4(std::string_view text) {
  int parts = 0;
  for (std::size_t at = 0; at <= text.size(); ++parts) {
    const auto end = text.find('.', at);
    const auto part = text.substr(at, end == std::string_view::npos ? end : end - at);
    // inet_pton takes no leading zeros: some readers would take them for octal.
    if (part.empty() || part.size() > 3 || (part.size() > 1 && part[0] == '0')) return false;
    int value = 0;
    for (const char c : part) {
      if (c < '0' || c > '9') return false;
      value = value * 10 + (c - '0');
    }
    if (value > 255) return false;
    if (end == std::string_view::npos) return parts == 3;
    at = end + 1;
  }
  return false;
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// RFC 4291 section 2.2, with a zone behind '%' (RFC 4007 section 11).
bool is_ipv6(std::string_view text) {
  if (const auto zone = text.find('%'); zone != std::string_view::npos) {
    if (zone + 1 == text.size()) return false;
    text = text.substr(0, zone);
  }
  int groups = 0;
  bool gap = false;
  std::size_t at = 0;
  if (text.substr(0, 2) == "::") {
    gap = true;
    at = 2;
  }
  while (at < text.size()) {
    const auto end = text.find(':', at);
    const auto group = text.substr(at, end == std::string_view::npos ? end : end - at);
    if (group.find('.') != std::string_view::npos) {
      if (end != std::string_view::npos || !is_ipv4(group)) return false;
      groups += 2;
      break;
    }
    if (group.empty() || group.size() > 4) return false;
    for (const char c : group)
      if (!is_hex(c)) return false;
    ++groups;
    if (end == std::string_view::npos) break;
    at = end + 1;
    if (at < text.size() && text[at] == ':') {
      if (gap) return false;
      gap = true;
      ++at;
    } else if (at == text.size()) {
      return false;
    }
  }
  return gap ? groups < 8 : groups == 8;
}

}  // namespace

std::string to_string(const Target& target) {
  const bool brackets = target.host.find(':') != std::string::npos;
  return (brackets ? "[" + target.host + "]" : target.host) + ":" + std::to_string(target.port);
}

bool is_ip_address(const std::string& host) { return is_ipv4(host) || is_ipv6(host); }

}  // namespace probe
