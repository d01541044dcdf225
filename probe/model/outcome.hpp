// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/message.hpp"
#include "tls/registry/alert_description.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace probe {

/// What is known of a cell. `inconclusive` is an answer of its own and never decays into `refused`.
enum class Outcome : std::uint8_t { accepted, refused, inconclusive, not_applicable, not_tested };

/// Why that outcome. Each has a word for records and a sentence for people.
enum class Reason : std::uint8_t {
  // accepted
  server_selected_it,
  // refused
  alert_handshake_failure,
  alert_protocol_version,
  alert_insufficient_security,
  ssl2_error,
  no_shared_cipher_kind,
  negotiated_other_version,
  // refused; inconclusive under --strict
  closed_while_control_succeeds,
  silent_while_control_succeeds,
  alert_while_control_succeeds,  ///< another alert than those three, each time; the group of cells names it
  // inconclusive
  selected_unoffered_suite,
  hello_retry_failed,
  other_alert,
  closed,
  timed_out,
  partial_answer,
  garbled,
  not_tls,
  connect_failed,
  local_failure,
  repeats_disagree,
  hello_size_unproven,
  no_control,
  never_accepted,   ///< it was answered, but nothing that was asked was ever accepted: the answers tell nothing
  servers_differ,   ///< unlike servers answer, and it could not be asked often enough to meet each of them
  answers_changed,  ///< the server's answers changed in mid-scan, and it was not asked before that
  blocked,          ///< the scan stopped: the target seems to have shut this address out
  deadline_reached,
  interrupted,  ///< the user stopped the scan
  // not applicable, not tested
  not_defined,
  not_requested,
};

/// How far an accepted cell was carried.
enum class Rung : std::uint8_t { hello, tls, http, sstp };

/// How a refusal is known.
enum class Basis : std::uint8_t {
  single,   ///< offered alone
  batch,    ///< part of a refused batch that passed its size control
  version,  ///< the whole version is refused
};

// The words of the record. The `_from` functions take exactly those.
[[nodiscard]] std::string_view to_string(Outcome outcome);
[[nodiscard]] std::string_view to_string(Reason reason);
[[nodiscard]] std::string_view to_string(Rung rung);
[[nodiscard]] std::string_view to_string(Basis basis);
[[nodiscard]] std::optional<Outcome> outcome_from(std::string_view word);
[[nodiscard]] std::optional<Reason> reason_from(std::string_view word);
[[nodiscard]] std::optional<Rung> rung_from(std::string_view word);
[[nodiscard]] std::optional<Basis> basis_from(std::string_view word);

/// What the reason says, in a few words without a full stop, with the alert that the last exchange ended with, by its
/// name, where the reason does not name it itself: "answered by internal_error each time, while controls were
/// answered".
[[nodiscard]] Message explain(Reason reason, std::optional<tls::AlertDescription> alert);

}  // namespace probe
