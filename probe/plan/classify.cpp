// SPDX-License-Identifier: Apache-2.0
#include "probe/plan/classify.hpp"

#include <algorithm>
#include <optional>

namespace probe {
namespace {

constexpr Verdict accepted(Reason reason) { return {Outcome::accepted, reason}; }
constexpr Verdict refused(Reason reason) { return {Outcome::refused, reason}; }
constexpr Verdict inconclusive(Reason reason) { return {Outcome::inconclusive, reason}; }

std::optional<Reason> refusal_by(tls::AlertDescription description) {
  switch (static_cast<int>(description)) {
    case 40:
      return Reason::alert_handshake_failure;
    case 70:
      return Reason::alert_protocol_version;
    case 71:
      return Reason::alert_insufficient_security;
  }
  return std::nullopt;
}

bool is_corroborated(const Corroboration& corroboration) {
  return corroboration.controls_succeed && corroboration.same_answers >= kAnswersForRefusal;
}

Verdict classify_selection(const Offer& offer, const ServerSelection& selection) {
  if (selection.version != offer.version) return refused(Reason::negotiated_other_version);
  // Hickman 1995, SERVER-HELLO: the kinds are those that both sides have; none is the server's way to say no.
  if (selection.suites.empty()) return refused(Reason::no_shared_cipher_kind);
  const auto offered = [&](tls::CipherSuite suite) {
    return std::find(offer.suites.begin(), offer.suites.end(), suite) != offer.suites.end();
  };
  // RFC 8446 4.1.4 of a HelloRetryRequest: "A client which receives a cipher suite that was not offered MUST abort the
  // handshake." No client gets as far as the ServerHello behind it.
  const bool as_offered = std::all_of(selection.suites.begin(), selection.suites.end(), offered) &&
                          (!selection.retry_suite || offered(*selection.retry_suite));
  return as_offered ? accepted(Reason::server_selected_it) : inconclusive(Reason::selected_unoffered_suite);
}

Verdict classify_alert(const std::optional<tls::Alert>& alert, const Corroboration& corroboration) {
  if (!alert) return inconclusive(Reason::other_alert);
  const auto refusal = refusal_by(alert->description);
  if (!refusal) return inconclusive(Reason::other_alert);
  if (!corroboration.alerts_doubted) return refused(*refusal);
  if (!corroboration.answers_agree) return inconclusive(Reason::repeats_disagree);
  return is_corroborated(corroboration) ? refused(*refusal) : inconclusive(Reason::no_control);
}

/// No answer at all is believed when it came often enough, always alike, and never while the server was in trouble.
Verdict classify_absence(Reason refusal, Reason doubt, const Corroboration& corroboration) {
  if (!corroboration.answers_agree) return inconclusive(Reason::repeats_disagree);
  const bool believed = is_corroborated(corroboration);
  return believed && !corroboration.strict ? refused(refusal) : inconclusive(believed ? refusal : doubt);
}

}  // namespace

bool is_alert(Reason reason) {
  return reason == Reason::alert_handshake_failure || reason == Reason::alert_protocol_version ||
         reason == Reason::alert_insufficient_security;
}

Verdict classify(const Offer& offer, const Observation& observation, const Corroboration& corroboration) {
  switch (observation.response) {
    case Response::server_hello:
      return observation.selection ? classify_selection(offer, *observation.selection) : inconclusive(Reason::garbled);
    case Response::fatal_alert:
      return classify_alert(observation.alert, corroboration);
    case Response::ssl2_error:
      // Said to a TLS hello it is no word that the protocol knows.
      return offer.version == tls::ProtocolVersion::SSLv2 ? refused(Reason::ssl2_error) : inconclusive(Reason::garbled);
    case Response::closed:
      return classify_absence(Reason::closed_while_control_succeeds, Reason::closed, corroboration);
    case Response::silent:
      return classify_absence(Reason::silent_while_control_succeeds, Reason::timed_out, corroboration);
    case Response::partial:
      return inconclusive(Reason::partial_answer);
    case Response::garbled:
      return inconclusive(Reason::garbled);
    case Response::retry_failed:
      return inconclusive(Reason::hello_retry_failed);
    case Response::not_tls:
      return inconclusive(Reason::not_tls);
    case Response::not_connected:
      return inconclusive(observation.connect_failure == ConnectFailure::timed_out ? Reason::timed_out
                                                                                   : Reason::connect_failed);
    case Response::local_failure:
      return inconclusive(Reason::local_failure);
  }
  return inconclusive(Reason::local_failure);
}

}  // namespace probe
