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

std::string_view explain(Reason reason) {
  switch (reason) {
    case Reason::server_selected_it:
      return "the server selected it";
    case Reason::alert_handshake_failure:
      return "refused by the alert handshake_failure";
    case Reason::alert_protocol_version:
      return "refused by the alert protocol_version";
    case Reason::alert_insufficient_security:
      return "refused by the alert insufficient_security";
    case Reason::ssl2_error:
      return "refused by an SSL 2.0 error message";
    case Reason::no_shared_cipher_kind:
      return "not in the list of the SSL 2.0 answer";
    case Reason::negotiated_other_version:
      return "answered with another version";
    case Reason::closed_while_control_succeeds:
      return "closed each time, while controls were answered";
    case Reason::silent_while_control_succeeds:
      return "silent each time, while controls were answered";
    case Reason::alert_while_control_succeeds:
      return "answered by another alert each time, while controls were answered";
    case Reason::selected_unoffered_suite:
      return "a suite was selected that was not offered";
    case Reason::hello_retry_failed:
      return "a HelloRetryRequest led to no ServerHello";
    case Reason::other_alert:
      return "an alert that says neither yes nor no";
    case Reason::closed:
      return "closed without an answer";
    case Reason::timed_out:
      return "no answer came in time";
    case Reason::partial_answer:
      return "an answer began and did not end";
    case Reason::garbled:
      return "the answer breaks the grammar of TLS";
    case Reason::not_tls:
      return "the answer is not TLS";
    case Reason::connect_failed:
      return "no connection came up";
    case Reason::local_failure:
      return "this machine could not open a connection";
    case Reason::repeats_disagree:
      return "the same hello was answered in different ways";
    case Reason::hello_size_unproven:
      return "no hello as large was ever answered";
    case Reason::no_control:
      return "not even controls were answered reliably";
    case Reason::never_accepted:
      return "answered, but nothing that was asked was ever accepted";
    case Reason::servers_differ:
      return "unlike servers answer, and it could not be asked often enough to meet each";
    case Reason::answers_changed:
      return "the server's answers changed in mid-scan";
    case Reason::blocked:
      return "the target seems to have shut this address out";
    case Reason::interrupted:
      return "the scan was interrupted";
    case Reason::deadline_reached:
      return "the time for this target was up";
    case Reason::not_defined:
      return "the suite is not defined for the version";
    case Reason::not_requested:
      return "it was not asked for";
  }
  return "";
}

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

std::string explain(Reason reason, std::optional<tls::AlertDescription> alert) {
  if (!alert || is_named(reason)) return std::string(explain(reason));
  const auto name = tls::to_string(*alert);
  if (reason == Reason::alert_while_control_succeeds)
    return "answered by " + name + " each time, while controls were answered";
  if (reason == Reason::other_alert) return "answered by " + name + ", which says neither yes nor no";
  if (reason == Reason::never_accepted) return "answered by " + name + ", but nothing that was asked was ever accepted";
  return std::string(explain(reason)) + " (the last answer: " + name + ")";
}

}  // namespace probe
