// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/call_outcome.hpp"
#include "probe/model/observation.hpp"
#include "probe/model/outcome.hpp"
#include "probe/sstp/call_report.hpp"
#include "tls/client/handshake_report.hpp"
#include "tls/registry/named_group.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace probe {

/// What carrying one accepted cell over one connection showed.
struct ClimbReport {
  Rung rung = Rung::hello;          ///< the highest that was reached
  std::optional<CallOutcome> halt;  ///< why it went no further; nothing when it reached what was asked for
  std::string detail;               ///< one sentence about the halt; may carry the peer's words: hostile
  tls::HandshakeReport handshake;
  std::optional<CallReport> call;  ///< when a request was sent
  std::size_t sent = 0, received = 0;
};

/// The status of the HTTP answer; nothing where there was none.
[[nodiscard]] std::optional<unsigned> status_of(const ClimbReport& report);

/// The report of a climb whose connection never came up.
[[nodiscard]] ClimbReport not_connected(const Observation& failure);

/// What a TLS connection that failed so means for the call: in the handshake, or under a call that got that far.
/// RFC 8446 4.4.2.4: in TLS 1.3 a client has long finished when the server refuses it.
[[nodiscard]] CallOutcome outcome_of_failure(const tls::HandshakeReport& handshake,
                                             const std::optional<CallReport>& call);

/// A group that this program's OpenSSL lacks, and an alert to the hello without it: no client here can go further, and
/// the gateway did nothing wrong. `chosen` is the group that the gateway chose when all groups were offered.
void blame_missing_group(ClimbReport& report, tls::NamedGroup chosen);

/// Whether the same climb may well end otherwise when it is asked again: what a busy gateway, a limiter or the network
/// does, not what a gateway that understood the question answers.
[[nodiscard]] bool may_pass(const ClimbReport& report);

}  // namespace probe
