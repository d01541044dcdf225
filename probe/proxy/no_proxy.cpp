// SPDX-License-Identifier: Apache-2.0
#include "probe/proxy/no_proxy.hpp"

#include "probe/proxy/ip_literal.hpp"
#include "tls/registry/code_text.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <system_error>

namespace probe {
namespace {

constexpr std::string_view kSeparators = ", \t";

std::optional<unsigned> number(std::string_view text) {
  unsigned value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

std::string_view without_last_dot(std::string_view name) {
  if (!name.empty() && name.back() == '.') name.remove_suffix(1);
  return name;
}

/// Cuts ":port" and brackets off an entry. A bare IPv6 address has colons of its own.
std::string_view without_port(std::string_view entry, std::optional<unsigned>& port) {
  if (!entry.empty() && entry.front() == '[') {
    const auto end = entry.find(']');
    if (end == std::string_view::npos) return {};
    const auto behind = entry.substr(end + 1);
    if (!behind.empty() && behind.front() == ':') port = number(behind.substr(1)).value_or(0);
    return entry.substr(1, end - 1);
  }
  const auto colon = entry.find(':');
  if (colon == std::string_view::npos || entry.rfind(':') != colon) return entry;
  port = number(entry.substr(colon + 1)).value_or(0);
  return entry.substr(0, colon);
}

bool in_network(const tls::Bytes& address, std::string_view entry) {
  const auto slash = entry.find('/');
  const auto network = address_octets(entry.substr(0, slash));
  if (!network || network->size() != address.size()) return false;
  std::size_t bits = 8 * address.size();
  if (slash != std::string_view::npos) {
    const auto length = number(entry.substr(slash + 1));
    if (!length || *length > bits) return false;
    bits = *length;
  }
  const std::size_t whole = bits / 8;
  if (!std::equal(address.begin(), address.begin() + static_cast<std::ptrdiff_t>(whole), network->begin()))
    return false;
  const unsigned rest = bits % 8;
  return rest == 0 || ((address[whole] ^ (*network)[whole]) >> (8 - rest)) == 0;
}

bool is_below(std::string_view host, std::string_view domain) {
  if (!domain.empty() && domain.front() == '.') domain.remove_prefix(1);
  if (domain.empty() || host.size() < domain.size()) return false;
  const auto head = host.substr(0, host.size() - domain.size());
  return tls::equal_ignoring_case(host.substr(head.size()), domain) && (head.empty() || head.back() == '.');
}

}  // namespace

bool bypasses_proxy(std::string_view no_proxy, std::string_view host, std::uint16_t port) {
  host = without_last_dot(host);
  const auto address = address_octets(host);
  while (!no_proxy.empty()) {
    const auto end = std::min(no_proxy.size(), no_proxy.find_first_of(kSeparators));
    std::optional<unsigned> only_port;
    const auto entry = without_port(no_proxy.substr(0, end), only_port);
    no_proxy.remove_prefix(std::min(no_proxy.size(), end + 1));
    if (only_port && *only_port != port) continue;
    if (entry == "*") return true;
    if (address ? in_network(*address, entry) : is_below(host, without_last_dot(entry))) return true;
  }
  return false;
}

}  // namespace probe
