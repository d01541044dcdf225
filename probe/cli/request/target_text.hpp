// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/request/usage_error.hpp"
#include "probe/model/target.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace probe::cli {

/// A host and perhaps a port, as they stand in `host`, `host:port`, `[v6]`, `[v6]:port` or as a bare IPv6 address.
struct HostPort {
  std::string host;  ///< without brackets
  std::optional<std::uint16_t> port;
  friend bool operator==(const HostPort&, const HostPort&) = default;
};
Parsed<HostPort> parse_host_port(std::string_view text);

/// What a user calls a target: a HostPort, or an https:// address whose path is ignored. Port 443 unless it says
/// another; the SNI is the host when that is a name.
Parsed<Target> parse_target(std::string_view text);

/// A DNS name that may stand in server_name.
Parsed<std::string> parse_sni(std::string_view text);

Parsed<ConnectOverride> parse_connect(std::string_view text);

/// The SNI that goes with a host: the name without its final dot (RFC 6066 section 3: "without a trailing dot"), none
/// for an address.
[[nodiscard]] std::optional<std::string> default_sni(const std::string& host);

/// `text` when it is an IP address or can be a DNS name; otherwise what is wrong with it. Underscores pass: they stand
/// in names that people have. Names in other scripts do not: their xn-- form is what DNS and server_name carry.
Parsed<std::string> check_host(std::string_view text);

/// An IPv4 or IPv6 address; the latter perhaps with a zone ("fe80::1%eth0", RFC 4007 section 11).
[[nodiscard]] bool is_address(std::string_view text);

}  // namespace probe::cli
