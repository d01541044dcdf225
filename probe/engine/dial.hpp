// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/alarm.hpp"
#include "probe/model/observation.hpp"
#include "tls/wire/bytes.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <optional>

namespace probe {

/// A connection that came up; or what was seen instead.
struct Dialed {
  std::optional<asio::ip::tcp::socket> socket;
  tls::Bytes early;  ///< octets of the peer that came already, behind a proxy's answer
  Observation failure;
};

/// Connects before the alarm rings.
[[nodiscard]] Awaitable<Dialed> dial(const asio::ip::tcp::endpoint& endpoint, Alarm& alarm);

}  // namespace probe
