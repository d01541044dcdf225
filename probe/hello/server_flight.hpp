// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/observation.hpp"
#include "tls/message/server_hello.hpp"
#include "tls/record/handshake_joiner.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace probe {

/// What the ServerHello itself says; in TLS 1.3 that includes the group.
[[nodiscard]] ServerSelection selection_of(const tls::ServerHello& hello, tls::ProtocolVersion version);

/// Whether messages in the clear follow the ServerHello of that version, down to a ServerHelloDone.
[[nodiscard]] bool has_clear_flight(tls::ProtocolVersion version);

enum class FlightPosition : std::uint8_t { inside, complete };

/// Takes the next message behind a ServerHello of SSL 3.0 to TLS 1.2, and adds to `selection` what it tells. What it
/// cannot read it only notes: the selection has been made.
struct FlightStep {
  FlightPosition position = FlightPosition::inside;
  std::string note;
};
[[nodiscard]] FlightStep read_flight(const tls::HandshakeMessage& message, ServerSelection& selection);

}  // namespace probe
