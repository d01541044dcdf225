// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/target_text.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/model/target.hpp"
#include "tls/registry/code_text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace probe::cli {
namespace {

constexpr std::string_view kForms = "write host, host:port, [IPv6]:port or https://host[:port]/";

Parsed<std::uint16_t> parse_port(std::string_view text) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size() || port < 1 || port > 65535) {
    return UsageError{quote(text) + " is not a port: write a number from 1 to 65535"};
  }
  return static_cast<std::uint16_t>(port);
}

Parsed<HostPort> with_port(std::string_view host, std::optional<std::string_view> port_text) {
  const auto checked = check_host(host);
  if (!checked) return checked.error();
  HostPort result{*checked, std::nullopt};
  if (port_text) {
    const auto port = parse_port(*port_text);
    if (!port) return port.error();
    result.port = *port;
  }
  return result;
}

Parsed<HostPort> parse_bracketed(std::string_view text) {
  const auto close = text.find(']');
  if (close == std::string_view::npos) return UsageError{quote(text) + " opens a bracket and never closes it"};
  const auto host = text.substr(1, close - 1);
  if (host.find(':') == std::string_view::npos) {
    return UsageError{quote(host) + " is not an IPv6 address: brackets are for those alone"};
  }
  const auto rest = text.substr(close + 1);
  if (rest.empty()) return with_port(host, std::nullopt);
  if (rest[0] != ':') return UsageError{"expected ':' and a port behind the bracket in " + quote(text)};
  return with_port(host, rest.substr(1));
}

/// The authority of an https address; nothing when `text` is none. RFC 3986 section 3.
Parsed<std::string_view> strip_url(std::string_view text) {
  const auto scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos) {
    if (text.find('/') != std::string_view::npos) {
      return UsageError{quote(text) + " holds a path but no scheme: " + std::string(kForms)};
    }
    return text;
  }
  const auto scheme = text.substr(0, scheme_end);
  if (!tls::equal_ignoring_case(scheme, "https")) {
    return UsageError{quote(scheme) + ":// is not what SSTP runs over: " + std::string(kForms)};
  }
  text.remove_prefix(scheme_end + 3);
  return text.substr(0, text.find_first_of("/?#"));
}

}  // namespace

Parsed<HostPort> parse_host_port(std::string_view text) {
  if (text.empty()) return UsageError{"the target is empty: " + std::string(kForms)};
  if (text[0] == '[') return parse_bracketed(text);
  const auto colon = text.find(':');
  // More than one colon: nothing but a bare IPv6 address has them.
  if (colon == std::string_view::npos || text.find(':', colon + 1) != std::string_view::npos) {
    return with_port(text, std::nullopt);
  }
  return with_port(text.substr(0, colon), text.substr(colon + 1));
}

Parsed<Target> parse_target(std::string_view text) {
  const auto authority = strip_url(text);
  if (!authority) return authority.error();
  if (authority->find('@') != std::string_view::npos) {
    return UsageError{quote(text) + " names a user: leave out everything up to the '@'"};
  }
  auto parsed = parse_host_port(*authority);
  if (!parsed) return parsed.error();
  Target target;
  target.host = parsed->host;
  target.port = parsed->port.value_or(target.port);
  target.sni = default_sni(target.host);
  return target;
}

Parsed<std::string> parse_sni(std::string_view text) {
  const auto host = check_host(text);
  if (!host) return host.error();
  const auto sni = default_sni(*host);
  if (!sni) return UsageError{quote(text) + " is an address: server_name takes names alone (RFC 6066 section 3)"};
  return *sni;
}

Parsed<ConnectOverride> parse_connect(std::string_view text) {
  const auto parsed = parse_host_port(text);
  if (!parsed) return parsed.error();
  return ConnectOverride{parsed->host, parsed->port};
}

std::optional<std::string> default_sni(const std::string& host) {
  if (is_address(host)) return std::nullopt;
  return host.ends_with('.') ? host.substr(0, host.size() - 1) : host;
}

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
