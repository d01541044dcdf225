// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace probe {

enum class AddressFamily : std::uint8_t { any, ipv4, ipv6 };

/// Where the connection goes instead of the target's own name: a name or an address, and a port.
struct ConnectOverride {
  std::string host;
  std::optional<std::uint16_t> port;
  friend bool operator==(const ConnectOverride&, const ConnectOverride&) = default;
};

/// The line of a list that names a target.
struct TargetOrigin {
  std::string file;      ///< the user's path
  std::size_t line = 0;  ///< from 1
  friend bool operator==(const TargetOrigin&, const TargetOrigin&) = default;
};

/// Where to go, and under which name.
struct Target {
  std::string host;  ///< a DNS name, or an IP address without brackets
  std::uint16_t port = 443;
  std::optional<std::string> sni;  ///< nothing: the hello carries no server_name
  std::optional<ConnectOverride> connect;
  AddressFamily family = AddressFamily::any;
  std::string label;                                  ///< the user's own word for it; may be empty
  std::optional<TargetOrigin> origin = std::nullopt;  ///< nothing: the command line or standard input
  // What the user says of it, for inventories; each may be empty.
  std::string purpose = {};  ///< what it is for
  std::string owner = {};    ///< who answers for it, and for its certificates
  std::string site = {};     ///< where it is in use

  friend bool operator==(const Target&, const Target&) = default;
};

/// "vpn.example.net:443", "[2001:db8::1]:443".
[[nodiscard]] std::string to_string(const Target& target);

/// Whether `host` is an IPv4 or IPv6 address rather than a name. RFC 6066 section 3 allows no address in server_name.
[[nodiscard]] bool is_ip_address(const std::string& host);

}  // namespace probe
