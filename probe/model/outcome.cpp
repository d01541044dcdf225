// SPDX-License-Identifier: Apache-2.0
#include "probe/model/outcome.hpp"

#include "probe/model/words.hpp"

namespace probe {
namespace {

constexpr Word<Outcome> kOutcomes[] = {
    {Outcome::accepted, "accepted"},         {Outcome::refused, "refused"},
    {Outcome::inconclusive, "inconclusive"}, {Outcome::not_applicable, "not_applicable"},
    {Outcome::not_tested, "not_tested"},
};

constexpr Word<Reason> kReasons[] = {
    {Reason::server_selected_it, "server_selected_it"},
    {Reason::alert_handshake_failure, "alert_handshake_failure"},
    {Reason::alert_protocol_version, "alert_protocol_version"},
    {Reason::alert_insufficient_security, "alert_insufficient_security"},
    {Reason::ssl2_error, "ssl2_error"},
    {Reason::no_shared_cipher_kind, "no_shared_cipher_kind"},
    {Reason::negotiated_other_version, "negotiated_other_version"},
    {Reason::closed_while_control_succeeds, "closed_while_control_succeeds"},
    {Reason::silent_while_control_succeeds, "silent_while_control_succeeds"},
    {Reason::alert_while_control_succeeds, "alert_while_control_succeeds"},
    {Reason::selected_unoffered_suite, "selected_unoffered_suite"},
    {Reason::hello_retry_failed, "hello_retry_failed"},
    {Reason::other_alert, "other_alert"},
    {Reason::closed, "closed"},
    {Reason::timed_out, "timed_out"},
    {Reason::partial_answer, "partial_answer"},
    {Reason::garbled, "garbled"},
    {Reason::not_tls, "not_tls"},
    {Reason::connect_failed, "connect_failed"},
    {Reason::local_failure, "local_failure"},
    {Reason::repeats_disagree, "repeats_disagree"},
    {Reason::hello_size_unproven, "hello_size_unproven"},
    {Reason::no_control, "no_control"},
    {Reason::never_accepted, "never_accepted"},
    {Reason::servers_differ, "servers_differ"},
    {Reason::answers_changed, "answers_changed"},
    {Reason::blocked, "blocked"},
    {Reason::deadline_reached, "deadline_reached"},
    {Reason::interrupted, "interrupted"},
    {Reason::not_defined, "not_defined"},
    {Reason::not_requested, "not_requested"},
};

constexpr Word<Rung> kRungs[] = {
    {Rung::hello, "hello"},
    {Rung::tls, "tls"},
    {Rung::http, "http"},
    {Rung::sstp, "sstp"},
};

constexpr Word<Basis> kBases[] = {
    {Basis::single, "single"},
    {Basis::batch, "batch"},
    {Basis::version, "version"},
};

}  // namespace

std::string_view to_string(Outcome outcome) { return word_of(kOutcomes, outcome); }
std::optional<Outcome> outcome_from(std::string_view word) { return value_of(kOutcomes, word); }

std::string_view to_string(Reason reason) { return word_of(kReasons, reason); }
std::optional<Reason> reason_from(std::string_view word) { return value_of(kReasons, word); }

std::string_view to_string(Rung rung) { return word_of(kRungs, rung); }
std::optional<Rung> rung_from(std::string_view word) { return value_of(kRungs, word); }

std::string_view to_string(Basis basis) { return word_of(kBases, basis); }
std::optional<Basis> basis_from(std::string_view word) { return value_of(kBases, word); }

namespace {

/// Reasons whose words name the alert, or that no alert belongs to.
bool is_named(Reason reason) {
  switch (reason) {
    case Reason::server_selected_it:
    case Reason::alert_handshake_failure:
    case Reason::alert_protocol_version:
    case Reason::alert_insufficient_security:
    case Reason::ssl2_error:
    case Reason::no_shared_cipher_kind:
    case Reason::negotiated_other_version:
    case Reason::not_defined:
    case Reason::not_requested:
      return true;
    case Reason::closed_while_control_succeeds:
    case Reason::silent_while_control_succeeds:
    case Reason::alert_while_control_succeeds:
    case Reason::selected_unoffered_suite:
    case Reason::hello_retry_failed:
    case Reason::other_alert:
    case Reason::closed:
    case Reason::timed_out:
    case Reason::partial_answer:
    case Reason::garbled:
    case Reason::not_tls:
    case Reason::connect_failed:
    case Reason::local_failure:
    case Reason::repeats_disagree:
    case Reason::hello_size_unproven:
    case Reason::no_control:
    case Reason::never_accepted:
    case Reason::servers_differ:
    case Reason::answers_changed:
    case Reason::blocked:
    case Reason::deadline_reached:
    case Reason::interrupted:
      return false;
  }
  return false;
}

}  // namespace

Message explain(Reason reason, std::optional<tls::AlertDescription> alert) {
  if (!alert || is_named(reason)) return message("outcome.reason", reason);
  if (reason == Reason::alert_while_control_succeeds) return message("outcome.alert_each_time", *alert);
  if (reason == Reason::other_alert) return message("outcome.other_alert", *alert);
  if (reason == Reason::never_accepted) return message("outcome.never_accepted", *alert);
  return message("outcome.last_answer", reason, *alert);
}

}  // namespace probe
