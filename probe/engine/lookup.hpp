// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/awaitable.hpp"
#include "probe/model/target.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <string>
#include <vector>

namespace probe {

/// Where a target's connections can go, in the order in which the system prefers them. Without any, `problem` says why:
/// "vpn.example.invalid: host not found".
struct Addresses {
  std::vector<asio::ip::tcp::endpoint> endpoints;
  std::string problem;
};

/// The addresses of the target's `connect` override or of its own name. An address is taken as it stands.
[[nodiscard]] Awaitable<Addresses> look_up(const Target& target);

/// "192.0.2.1:443", "[2001:db8::1]:443".
[[nodiscard]] std::string endpoint_text(const asio::ip::tcp::endpoint& endpoint);

}  // namespace probe
