// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/call_outcome.hpp"
#include "probe/model/outcome.hpp"
#include "probe/sstp/http_head.hpp"
#include "probe/sstp/message.hpp"
#include "tls/wire/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace probe {

/// Where a call stands. The state in which it ended is part of the evidence.
enum class CallState : std::uint8_t {
  awaiting_head,   ///< the SSTP_DUPLEX_POST is out
  reading_answer,  ///< what came is no SSTP: a little more of it is read, to show who answered
  awaiting_ack,    ///< 200 came, and the Call Connect Request is out
  lingering,       ///< the Ack is here, and the leave is held back for a moment
  leaving,         ///< a Call Disconnect or a Call Abort is out
  done,
};
[[nodiscard]] std::string_view to_string(CallState state);
[[nodiscard]] std::optional<CallState> call_state_from(std::string_view word);

/// How a call that had reached SSTP was left.
enum class CallLeave : std::uint8_t {
  not_needed,         ///< it never reached SSTP, or there was nobody left to tell
  acknowledged,       ///< Call Disconnect Ack
  peer_aborted,       ///< the peer's Call Abort
  peer_disconnected,  ///< the peer's Call Disconnect, which we acknowledged
  closed,             ///< the peer closed the connection
  reset,              ///< or reset it
  unanswered,         ///< no answer in time: the gateway may hold a port until its own timer ends the call
  unreadable,         ///< the peer's octets were no SSTP, or had no end
};
[[nodiscard]] std::string_view to_string(CallLeave leave);
[[nodiscard]] std::optional<CallLeave> call_leave_from(std::string_view word);

/// What one call revealed. Facts only, but for the outcome's name.
struct CallReport {
  static constexpr std::size_t kMaxBody = 512;

  CallOutcome outcome = CallOutcome::unfinished;
  Rung rung = Rung::tls;                         ///< `http` when the answer was 200, `sstp` with a Call Connect Ack
  CallState reached = CallState::awaiting_head;  ///< the last state before `done`
  CallLeave leave = CallLeave::not_needed;
  std::string correlation_id;                         ///< as sent
  std::optional<HttpHead> head;                       ///< as far as it came; hostile
  tls::Bytes body;                                    ///< the first octets that are no SSTP; hostile, at most kMaxBody
  std::optional<sstp::MessageType> message;           ///< the message that decided the outcome
  std::optional<sstp::StatusInfo> status;             ///< its Status Info
  std::optional<sstp::CryptoBindingRequest> binding;  ///< of the Ack: hash bitmask and nonce
  std::vector<sstp::PacketDeviation> deviations;      ///< of the control packets; each at most once
  std::string detail;                                 ///< our own words on what could not be read; may be empty

  friend bool operator==(const CallReport&, const CallReport&) = default;
};

}  // namespace probe
