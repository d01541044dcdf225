// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/offer.hpp"
#include "tls/wire/bytes.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace probe {

using WallTime = std::chrono::time_point<std::chrono::system_clock, std::chrono::microseconds>;

/// One end of a TCP connection.
struct Endpoint {
  tls::Bytes address;  ///< 4 octets or 16, network order; empty: not known
  std::uint16_t port = 0;
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};
/// "192.0.2.1:443", "[2001:db8:0:0:0:0:0:1]:443"; empty when it is not known.
[[nodiscard]] std::string to_string(const Endpoint& endpoint);

/// Octets that went or came together.
struct Chunk {
  enum class Way : std::uint8_t { sent, received };
  Way way{};
  WallTime when{};
  tls::Bytes octets;
  friend bool operator==(const Chunk&, const Chunk&) = default;
};

/// How a connection ended.
enum class TranscriptEnd : std::uint8_t {
  by_us,       ///< we closed it first: there was nothing more to ask, or nobody would wait any longer
  by_peer,     ///< the peer closed its side in order
  peer_reset,  ///< the transport reported a reset
};

/// All that passed on one connection that came up, as its socket saw it. Behind a proxy: the talk with the proxy too,
/// with the user's credentials blotted out.
struct Transcript {
  ExchangeId exchange = 0;
  Endpoint local, remote;
  WallTime dialled{}, connected{};
  std::vector<Chunk> chunks;
  TranscriptEnd end = TranscriptEnd::by_us;
  WallTime ended{};
  /// NSS key log lines, without line ends, of a handshake that got so far. They open this connection alone.
  std::vector<std::string> key_log;
  friend bool operator==(const Transcript&, const Transcript&) = default;
};

}  // namespace probe
