// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/protocol_version.hpp"
#include "tls/wire/bytes.hpp"

#include <array>
#include <cstdint>
#include <ostream>
#include <span>
#include <string_view>
#include <vector>

/// What a peer does that finishes its handshake, or nearly, and then lets an SSTP call fail, or go through in an
/// unusual way.
namespace peer {

/// How the peer leaves when it has said all.
enum class Bye : std::uint8_t {
  close_notify,  ///< in order
  close,         ///< the connection ends, and TLS has not been told
  reset,         ///< a TCP reset
  stay,          ///< it does not: silence, until the client goes
};

/// What is said at once: each element is a TLS record.
using Turn = std::vector<tls::Bytes>;

/// What the peer says, each turn when its time has come: to the client's request head, to its Call Connect Request,
/// and to its Call Disconnect (or Abort, or Disconnect Ack). The peer leaves behind its last turn.
struct CallScript {
  std::vector<Turn> turns;
  Bye bye = Bye::close_notify;
};

/// What is wrong with the handshake.
enum class HandshakeFlaw : std::uint8_t {
  none,
  asks_for_certificate,  ///< nothing: but no SSTP server does it ([MS-SSTP] 2.1)
  needs_certificate,     ///< and refuses who has none
  ends_after_hello,      ///< closes behind the ServerHello
  alert_for_finished,    ///< handshake_failure in the place of its Finished (in TLS 1.3: of what is encrypted)
  garbage_for_finished,  ///< the same place, octets that no key opens
  silence_after_hello,   ///< says nothing behind the ServerHello
};

using Nonce = std::array<std::uint8_t, 32>;

/// How far a call must get in a probe's eyes, in the words of probe::Rung, and why no further, in those of
/// probe::CallOutcome.
struct CallTruth {
  std::string_view rung, outcome;
};
inline constexpr CallTruth kConnected{"sstp", "connected"};  ///< all there is

struct CallBehaviour {
  std::string_view name, meaning;
  CallTruth truth;
  /// The nonce is fresh for each call.
  CallScript (*script)(const Nonce& nonce);
  HandshakeFlaw flaw = HandshakeFlaw::none;
  CallTruth truth_in_tls13 = truth;
};

// In three tables, by what goes wrong...
[[nodiscard]] std::span<const CallBehaviour> handshake_behaviours();
[[nodiscard]] std::span<const CallBehaviour> http_behaviours();
[[nodiscard]] std::span<const CallBehaviour> sstp_behaviours();

/// ... and all of them.
[[nodiscard]] std::vector<const CallBehaviour*> call_behaviours();
/// nullptr: there is none of that name.
[[nodiscard]] const CallBehaviour* find_call_behaviour(std::string_view name);

[[nodiscard]] const CallTruth& truth_of(const CallBehaviour& behaviour, tls::ProtocolVersion version);

/// One line a behaviour: name, meaning.
void list_call_behaviours(std::ostream& out);

}  // namespace peer
