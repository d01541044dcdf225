// SPDX-License-Identifier: Apache-2.0
#include "probe/plan/scan_state.hpp"

#include <algorithm>
#include <string_view>

namespace probe {
namespace {

constexpr std::size_t kMostDoubtsBeforeControl = 16;
/// A ServerHello of another version speaks for the version after so many of them without one of the right version.
constexpr std::size_t kOtherVersionsForRefusal = 3;
/// Broken answers, and not a word of TLS: another protocol is spoken there.
constexpr std::size_t kNonsenseToGiveUp = 9;

constexpr std::string_view kUnofferedSuite = "The server selected a suite that the hello did not offer.";

bool is_absence(Response response) { return response == Response::closed || response == Response::silent; }

bool contains_any(const std::vector<tls::CipherSuite>& suites, const std::vector<tls::CipherSuite>& some) {
  return std::any_of(some.begin(), some.end(), [&](tls::CipherSuite suite) {
    return std::find(suites.begin(), suites.end(), suite) != suites.end();
  });
}

AcceptedSuite accepted_suite(tls::CipherSuite code, const ServerSelection& selection, ExchangeId exchange) {
  AcceptedSuite suite;
  suite.code = code;
  suite.group = selection.group;
  suite.key_bits = selection.key_bits;
  suite.exchange = exchange;
  return suite;
}

/// By a HelloRetryRequest, too.
std::vector<tls::CipherSuite> named_by(const ServerSelection& selection) {
  auto suites = selection.suites;
  if (selection.retry_suite) suites.push_back(*selection.retry_suite);
  return suites;
}

}  // namespace

void ScanState::take_answer(ExchangeId id, const Observation& observation, Elapsed now) {
  auto node = out.extract(id);
  if (node.empty()) return;
  OpenAsk& ask = node.mapped();
  ++answers;

  const bool connected =
      observation.response != Response::not_connected && observation.response != Response::local_failure;
  if (connected) not_connected_in_a_row = 0;
  switch (observation.response) {
    case Response::server_hello:
    case Response::fatal_alert:
    case Response::ssl2_error:
    case Response::retry_failed:
      tls_spoken = true;
      pacer.answered();
      break;
    case Response::closed:
    case Response::silent:
    case Response::partial:
    case Response::garbled:
    case Response::not_tls:
    case Response::not_connected:
    case Response::local_failure:
      last_failure = observation;
      break;
  }

  if (ask.purpose == Purpose::control) return take_control(ask, id, observation, now);
  if (!connected) {
    const auto verdict = classify(ask.offer, observation, {});
    if (observation.connect_failure == ConnectFailure::unresolvable) given_up = true;
    return take_no_connection(std::move(ask.batch), id, verdict.reason, now);
  }
  if (observation.response == Response::server_hello && observation.selection)
    return take_selection(std::move(ask), id, observation);
  if (observation.response == Response::retry_failed) return take_failed_retry(std::move(ask.batch), id, observation);
  take_unclear(std::move(ask), id, observation);
}

void ScanState::take_control(const OpenAsk& ask, ExchangeId id, const Observation& observation, Elapsed now) {
  control_out = false;
  if (observation.response != Response::server_hello || !observation.selection) {
    if (observation.response == Response::fatal_alert) doubt_alerts();
    if (!control_failing) ++control_lapses;
    control_failing = control_wanted = true;
    doubts_before_control = 1;
    pacer.failed(now);
    for (auto& entry : journal.take_all()) ask_again(std::move(entry.batch), entry.verdict.reason, entry.exchange);
    return;
  }
  if (observation.selection->suites != control_selected) {
    findings.add(FindingKind::answer_changed, ask.offer.version, observation.selection->suites, id,
                 "The same hello was answered with another selection than before.");
    if (classify(ask.offer, observation, {}).outcome == Outcome::accepted)
      for (const auto code : observation.selection->suites)
        versions.at(ask.offer.version).cells.accept(accepted_suite(code, *observation.selection, id));
  }
  pacer.recovered();
  ++controls_answered;
  control_wanted = false;
  doubts_in_a_row = 0;
  doubts_before_control = std::min(doubts_before_control * 2, kMostDoubtsBeforeControl);
  auto confirmed = journal.take_before(ask.asked_after + 1);
  const bool worthless = std::exchange(control_failing, false);
  for (auto& entry : confirmed) {
    if (worthless)
      ask_again(std::move(entry.batch), entry.verdict.reason, entry.exchange);
    else
      settle(std::move(entry));
  }
}

void ScanState::take_selection(OpenAsk ask, ExchangeId id, const Observation& observation) {
  const ServerSelection& selection = *observation.selection;
  sizes.answered(ask.offer);
  doubts_in_a_row = 0;
  if (ask.batch.doubt.last_answer || ask.batch.doubt.alerted) ++taken_back;
  if (ask.batch.doubt.alerted) doubt_alerts();
  if (!control) first_control(ask.offer, selection);
  if (observation.alert)
    findings.add(FindingKind::handshake_failed_after_hello, ask.offer.version, selection.suites, id,
                 "The server selected the suite and then ended its own flight with an alert.");

  const auto verdict = classify(ask.offer, observation, {});
  if (ask.batch.family && verdict.outcome != Outcome::inconclusive) ask.batch.family->answered = true;
  // RFC 8446 4.1.4: clients "MUST check that the cipher suite supplied in the ServerHello is the same as that in the
  // HelloRetryRequest and otherwise abort the handshake".
  if (verdict.outcome == Outcome::accepted && selection.retry_suite &&
      selection.suites != std::vector{*selection.retry_suite})
    findings.add(FindingKind::answer_changed, ask.offer.version, named_by(selection), id,
                 "The ServerHello named another suite than the HelloRetryRequest before it.");
  if (verdict.outcome == Outcome::accepted) return take_acceptance(std::move(ask.batch), id, selection);
  if (verdict.reason == Reason::negotiated_other_version)
    return take_other_version(std::move(ask.batch), id, selection);
  if (verdict.outcome == Outcome::refused) return refuse(ask.batch, verdict.reason, id);
  findings.add(FindingKind::selected_unoffered_suite, ask.offer.version, without(named_by(selection), ask.offer.suites),
               id, kUnofferedSuite);
  settle_doubt(std::move(ask.batch), verdict.reason, id);
}

void ScanState::first_control(const Offer& offer, const ServerSelection& selection) {
  control = offer;
  control_selected = selection.suites;
  // What stayed open before is asked anew, now that it can be believed.
  for (auto& batch : parked) {
    batch.doubt = {};
    open.push_back(std::move(batch));
  }
  parked.clear();
}

void ScanState::take_acceptance(Batch batch, ExchangeId id, const ServerSelection& selection) {
  VersionPlan& plan = plan_of(batch);
  for (const auto code : selection.suites) plan.cells.accept(accepted_suite(code, selection, id));
  plan.unclear_batches = 0;
  if (batch.whole && selection.suites.size() == 1) plan.cells.prefer(selection.suites.front());
  if (batch.scout) {
    if (batch.shape != plan.shape) adopt_shape(batch.version, batch.shape, id);
    return;
  }
  if (batch.version == tls::ProtocolVersion::SSLv2) {
    // The SERVER-HELLO lists every kind that both have, so that one answer tells them all.
    plan.cells.refuse(batch.suites, Basis::batch, Reason::no_shared_cipher_kind, id);
    return;
  }
  put_rest(std::move(batch), selection.suites);
}

void ScanState::take_other_version(Batch batch, ExchangeId id, const ServerSelection& selection) {
  VersionPlan& plan = plan_of(batch);
  if (selection.version > batch.version)
    findings.add(FindingKind::selected_unoffered_version, batch.version, selection.suites, id,
                 "The server selected a newer version than the hello offered.");
  ++plan.other_versions;
  if (plan.cells.accepted() == 0 && (plan.other_versions >= kOtherVersionsForRefusal || batch.suites.size() == 1)) {
    return refuse(batch, Reason::negotiated_other_version, id);
  }
  if (!contains_any(batch.suites, selection.suites))
    return settle_doubt(std::move(batch), Reason::selected_unoffered_suite, id);
  // Some servers fall back for single suites: the rest is asked without it.
  plan.cells.refuse(selection.suites, Basis::batch, Reason::negotiated_other_version, id);
  put_rest(std::move(batch), selection.suites);
}

void ScanState::take_failed_retry(Batch batch, ExchangeId id, const Observation& observation) {
  const auto named = observation.selection ? observation.selection->suites : std::vector<tls::CipherSuite>{};
  findings.add(FindingKind::hello_retry_loop, batch.version, named, id,
               "A HelloRetryRequest was followed, and no ServerHello came of it.");
  if (!named.empty() && !contains_any(batch.suites, named))
    findings.add(FindingKind::selected_unoffered_suite, batch.version, named, id, kUnofferedSuite);
  if (!contains_any(batch.suites, named) || batch.suites.size() == 1)
    return settle_doubt(std::move(batch), Reason::hello_retry_failed, id);
  Batch alone;
  alone.version = batch.version;
  alone.shape = batch.shape;
  alone.suites = named;
  put_rest(std::move(batch), named);
  settle_doubt(std::move(alone), Reason::hello_retry_failed, id);
}

void ScanState::take_no_connection(Batch batch, ExchangeId id, Reason reason, Elapsed now) {
  ask_again(std::move(batch), reason, id);
  if (control) {
    // The many that fail at once are one failure.
    if (!control_wanted) pacer.failed(now);
    control_wanted = true;
    return;
  }
  pacer.failed(now);
  if (++not_connected_in_a_row > options.retries) given_up = true;
}

void ScanState::take_unclear(OpenAsk ask, ExchangeId id, const Observation& observation) {
  const auto verdict = classify(ask.offer, observation, {});
  // Refusals of many suites count as well: some servers shed load with the same alert.
  if (verdict.outcome == Outcome::inconclusive || ask.batch.suites.size() > 1) ++doubts_in_a_row;
  if (control && needs_repeats(verdict.reason) && !ask.batch.scout && ask.batch.doubt.asked + 1 == asks_allowed() &&
      !ask.batch.doubt.asked_twice) {
    // The last time, two in a row without a control in between: where repeats and controls alternate, a balancer that
    // turns from server to server could answer every control with a live one and every repeat with a dead one.
    ask.batch.doubt.asked_twice = true;
    return open.push_front(std::move(ask.batch));
  }
  if (verdict.outcome == Outcome::refused) {
    ask.batch.doubt.alerted = true;
    if (ask.batch.doubt.last_answer && !needs_repeats(verdict.reason)) ++taken_back;
  }
  Unconfirmed entry{std::move(ask.batch), observation, verdict, id, answers};
  if (control) return journal.add(std::move(entry));

  const bool broken = observation.response != Response::fatal_alert && !is_absence(observation.response);
  if (broken && !tls_spoken) {
    ++nonsense;
    if (nonsense >= kNonsenseToGiveUp || (observation.response == Response::not_tls && nonsense > options.retries))
      given_up = true;
  }
  settle(std::move(entry));
}

void ScanState::ask_again(Batch batch, Reason reason, ExchangeId exchange) {
  if (!batch.scout) plan_of(batch).cells.leave_open(batch.suites, reason, exchange);
  batch.doubt.reason = reason;
  batch.doubt.exchange = exchange;
  batch.doubt.asked_twice = false;
  open.push_back(std::move(batch));
}

}  // namespace probe
