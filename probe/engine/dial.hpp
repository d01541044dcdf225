// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/alarm.hpp"
#include "probe/model/observation.hpp"
#include "tls/wire/bytes.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <optional>

namespace probe {

/// A connection that came up; or what was seen instead.
struct Dialed {
  std::optional<asio::ip::tcp::socket> socket;
  tls::Bytes early;  ///< octets of the peer that came already, behind a proxy's answer
  Observation failure;
};

/// Who chooses the port that a connection leaves from. Linux gives connect() even ones and bind() odd ones, as long as
/// there are any: a balancer that goes by the source port modulo n would show one of its servers only.
enum class SourcePort : std::uint8_t { by_connect, by_bind };

/// Connects before the alarm rings.
[[nodiscard]] Awaitable<Dialed> dial(const asio::ip::tcp::endpoint& endpoint, Alarm& alarm,
                                     SourcePort source = SourcePort::by_connect);

}  // namespace probe
