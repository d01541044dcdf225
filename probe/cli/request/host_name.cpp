// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/host_name.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/model/target.hpp"

#include <algorithm>
#include <optional>

namespace probe::cli {
namespace {

constexpr std::size_t kLongestName = 253;  // RFC 1035 section 2.3.4, in text form without the final dot
constexpr std::size_t kLongestLabel = 63;  // the same section
constexpr std::size_t kLongestZone = 32;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_name_octet(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; }

std::optional<std::string> fault_of_label(std::string_view label) {
  if (label.empty()) return "has an empty part between two dots, or before the first";
  if (label.size() > kLongestLabel) return "has a part of more than 63 letters";
  if (label.front() == '-' || label.back() == '-') return "has a part that begins or ends with a dash";
  return std::nullopt;
}

/// What keeps `text` from being a DNS name. RFC 1123 section 2.1, and underscores.
std::optional<std::string> fault_of_name(std::string_view text) {
  const auto stranger = std::find_if_not(text.begin(), text.end(), [](char c) { return c == '.' || is_name_octet(c); });
  if (stranger != text.end() && static_cast<unsigned char>(*stranger) >= 0x80) {
    return "is not plain ASCII: write the name's xn-- form (for example xn--bcher-kva.example)";
  }
  if (stranger != text.end()) return "cannot be a host name: " + quote(std::string_view(&*stranger, 1)) + " is in it";
  if (text.ends_with('.')) text.remove_suffix(1);
  if (text.size() > kLongestName) return "is longer than any host name: 253 letters is the most";
  for (;;) {
    const auto dot = text.find('.');
    const auto label = text.substr(0, dot);
    if (auto fault = fault_of_label(label)) return fault;
    if (dot == std::string_view::npos) {
      // RFC 1123 section 2.1: what ends in a number is meant as an address.
      if (std::all_of(label.begin(), label.end(), is_digit)) return "is neither an IPv4 address nor a host name";
      return std::nullopt;
    }
    text.remove_prefix(dot + 1);
  }
}

bool is_zone(std::string_view zone) {
  return !zone.empty() && zone.size() <= kLongestZone &&
         std::all_of(zone.begin(), zone.end(), [](char c) { return c == '.' || is_name_octet(c); });
}

}  // namespace

Parsed<std::string> check_host(std::string_view text) {
  if (text.empty()) return UsageError{"the host is empty"};
  if (is_address(text)) return std::string(text);
  if (text.find(':') != std::string_view::npos) {
    return UsageError{quote(text) + " is not an IPv6 address, nor host:port"};
  }
  if (const auto fault = fault_of_name(text)) return UsageError{quote(text) + " " + *fault};
  return std::string(text);
}

bool is_address(std::string_view text) {
  const auto percent = text.find('%');
  if (percent == std::string_view::npos) return is_ip_address(std::string(text));
  const auto address = text.substr(0, percent);
  return address.find(':') != std::string_view::npos && is_ip_address(std::string(address)) &&
         is_zone(text.substr(percent + 1));
}

}  // namespace probe::cli
