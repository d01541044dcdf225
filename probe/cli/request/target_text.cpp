// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/target_text.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/request/host_name.hpp"
#include "tls/registry/code_text.hpp"

#include <algorithm>
#include <charconv>

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

}  // namespace probe::cli
