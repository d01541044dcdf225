// SPDX-License-Identifier: Apache-2.0
#include "probe/hello/hello_shape.hpp"
#include "probe/plan/asked_suites.hpp"
#include "probe/plan/scan_state.hpp"

#include <algorithm>

namespace probe {
namespace {

using namespace std::chrono_literals;

/// A batch that draws nothing clear is halved so often before it is left alone, and further only where a part of it did
/// get a clear answer: one suite that upsets the server must not hide the others, and a server that is upset by
/// everything must not be asked for ever.
constexpr std::size_t kSplitsInTheDark = 3;
/// More lanes cost a refusal each, and a short rest is soon through.
constexpr std::size_t kSmallestLane = 16;
constexpr std::size_t kMostLanes = 5;
constexpr std::size_t kMostExtraAsks = 4;
/// Of so many controls that succeed, one may be followed by one that fails. Behind a balancer with two dead servers of
/// three nearly every one is; behind a limiter few are.
constexpr std::size_t kControlsForLapse = 4;
constexpr Elapsed kFirstRepeat = 300ms;
constexpr Elapsed kLongestRepeat = 10s;

/// When to ask again: further from the last time than that was from the one before, so that an outage that comes and
/// goes is not met at the same beat each time.
void set_next_time(Doubt& doubt) {
  const Elapsed least = doubt.asked > 1 ? 3 * kFirstRepeat : kFirstRepeat;
  doubt.not_before = doubt.last_asked + std::min(std::max(least, doubt.gap * 3 / 2), kLongestRepeat);
}

}  // namespace

std::size_t ScanState::asks_allowed() const {
  return options.retries + 1 + (options.retries == 0 ? 0 : std::min(pacer.slowdowns() + taken_back, kMostExtraAsks));
}

bool ScanState::controls_hold() const { return control_lapses * kControlsForLapse <= controls_answered; }

void ScanState::settle(Unconfirmed entry) {
  // Its version is asked in another shape by now, and so are its suites.
  if (!entry.batch.scout && entry.batch.shape < plan_of(entry.batch).shape) return;
  if (entry.batch.family && entry.verdict.outcome == Outcome::refused) entry.batch.family->answered = true;

  if (needs_repeats(entry.verdict.reason)) return settle_repeats(std::move(entry));
  if (entry.verdict.outcome == Outcome::refused) return settle_refusal(std::move(entry));
  if (entry.verdict.reason == Reason::other_alert && entry.observation.alert)
    return settle_unclear_alert(std::move(entry));
  settle_doubt(std::move(entry.batch), entry.verdict.reason, entry.exchange);
}

void ScanState::settle_refusal(Unconfirmed entry) {
  const Batch& batch = entry.batch;
  VersionPlan& plan = plan_of(batch);
  const Reason reason = entry.verdict.reason;
  // These speak of the version, whatever was in the hello and however large it was.
  const bool whole_version = (reason == Reason::alert_protocol_version || reason == Reason::ssl2_error) &&
                             plan.cells.accepted() == 0 && !options.thorough;
  if (batch.scout) {
    if (batch.shape == plan.shape) return;  // its suites are asked one by one
    if (!whole_version) return adopt_shape(batch.version, batch.shape, entry.exchange);
    drop_batches(batch.version);
    plan.cells.refuse(plan.cells.open(), Basis::version, reason, entry.exchange);
    return;
  }
  // Where the server has failed to answer before, an alert may be how it sheds load: it has to be said again.
  const auto says = 1 + std::min(pacer.slowdowns() + taken_back, options.retries);
  if (++entry.batch.doubt.asked < says) {
    plan.cells.leave_open(batch.suites, reason, entry.exchange);
    set_next_time(entry.batch.doubt);
    return doubtful.push_back(std::move(entry.batch));
  }
  if (batch.suites.size() == 1 || whole_version || sizes.covers(offer_of(batch)))
    return refuse(batch, reason, entry.exchange);
  plan.cells.leave_open(batch.suites, Reason::hello_size_unproven, entry.exchange);
  unsized.push_back(std::move(entry));
}

void ScanState::settle_repeats(Unconfirmed entry) {
  Batch batch = std::move(entry.batch);
  VersionPlan& plan = plan_of(batch);
  const bool alert = is_alert(entry.verdict.reason);
  if (batch.whole || batch.scout) {
    if (plan.cells.accepted() == 0 && !alert) next_shape_trial(batch);
    if (batch.scout) return;
  }
  Doubt& doubt = batch.doubt;
  if (doubt.last_answer && *doubt.last_answer != entry.verdict.reason) doubt.answers_agree = false;
  doubt.last_answer = entry.verdict.reason;
  doubt.reason = alert ? Reason::no_control : entry.verdict.reason;
  doubt.exchange = entry.exchange;
  doubt.asked_twice = false;
  // What came before there was a control does not count.
  if (control && doubt.same_answers == 0) doubt.asked = 0;
  ++doubt.asked;
  if (control) ++doubt.same_answers;
  plan.cells.leave_open(batch.suites, doubt.reason, entry.exchange);

  if (doubt.asked < asks_allowed()) {
    set_next_time(doubt);
    return ask_later(std::move(batch));
  }
  if (!control) return parked.push_back(std::move(batch));
  Corroboration corroboration;
  corroboration.same_answers = doubt.same_answers;
  corroboration.answers_agree = doubt.answers_agree;
  corroboration.controls_succeed = controls_hold();
  corroboration.strict = options.strict;
  corroboration.alerts_doubted = alerts_doubted;
  const auto verdict = classify(offer_of(batch), entry.observation, corroboration);
  believe_repeats(std::move(batch), verdict, entry.exchange);
}

void ScanState::believe_repeats(Batch batch, const Verdict& verdict, ExchangeId exchange) {
  if (verdict.outcome != Outcome::refused)
    return plan_of(batch).cells.leave_open(batch.suites, verdict.reason, exchange);
  // Without an alert even a single suite: it may be the extensions that the server does not bear.
  const bool alert = is_alert(verdict.reason);
  if (sizes.covers(offer_of(batch)) || (alert && batch.suites.size() == 1))
    return refuse(batch, verdict.reason, exchange);
  in_covered_hellos(batch, alert ? verdict.reason : Reason::hello_size_unproven, exchange);
}

void ScanState::settle_doubt(Batch batch, Reason reason, ExchangeId exchange) {
  VersionPlan& plan = plan_of(batch);
  if (batch.scout) {
    if (plan.cells.accepted() == 0) next_shape_trial(batch);
    return;
  }
  plan.cells.leave_open(batch.suites, reason, exchange);
  Doubt& doubt = batch.doubt;
  doubt.reason = reason;
  doubt.exchange = exchange;
  ++doubt.asked;
  const bool single = batch.suites.size() == 1;
  if (doubt.asked < asks_allowed() && (batch.splits == 0 || single)) {
    set_next_time(doubt);
    doubtful.push_back(std::move(batch));
    return;
  }
  if (single) return;
  halve(std::move(batch));
}

void ScanState::halve(Batch batch) {
  if (batch.splits >= kSplitsInTheDark && !(batch.family && batch.family->answered)) return;
  if (!batch.family) batch.family = std::make_shared<SplitFamily>();
  ++batch.splits;
  auto [first, second] = deal_in_two(batch);
  open.push_front(std::move(second));
  open.push_front(std::move(first));
}

void ScanState::ask_later(Batch batch) {
  // What is in the same doubt is asked in one hello, where one of that size is known to be answered.
  const auto alike = std::find_if(doubtful.begin(), doubtful.end(), [&](const Batch& other) {
    return !options.thorough && other.version == batch.version && other.shape == batch.shape && other.splits == 0 &&
           batch.splits == 0 && other.doubt.last_answer == batch.doubt.last_answer &&
           other.doubt.asked == batch.doubt.asked && other.doubt.same_answers == batch.doubt.same_answers &&
           other.doubt.answers_agree == batch.doubt.answers_agree;
  });
  if (alike != doubtful.end()) {
    Batch both = *alike;
    both.suites.insert(both.suites.end(), batch.suites.begin(), batch.suites.end());
    both.whole = false;
    both.doubt = batch.doubt;
    if (sizes.covers(offer_of(both))) {
      *alike = std::move(both);
      return;
    }
  }
  doubtful.push_back(std::move(batch));
}

void ScanState::next_shape_trial(const Batch& batch) {
  VersionPlan& plan = plan_of(batch);
  if (plan.trial && *plan.trial != batch.shape) return;  // already under way
  const HelloShape next = batch.shape == HelloShape::full ? HelloShape::small : HelloShape::bare;
  if (batch.shape == HelloShape::bare || !has_shape(batch.version, next)) return;
  plan.trial = next;
  Batch trial;
  trial.version = batch.version;
  trial.shape = next;
  trial.scout = true;
  trial.suites = likeliest(plan.cells.open(), kSmallShapeSuites);
  if (!trial.suites.empty()) open.push_back(std::move(trial));
}

void ScanState::adopt_shape(tls::ProtocolVersion version, HelloShape shape, ExchangeId exchange) {
  VersionPlan& plan = versions.at(version);
  plan.shape = shape;
  findings.add(FindingKind::dropped_hello, version, {}, exchange,
               "A hello of the usual size and extensions was not answered; a smaller one was.");
  drop_batches(version);
  Batch rest;
  rest.version = version;
  rest.suites = likeliest(plan.cells.open(), plan.cells.size());
  for (auto& piece : cut(rest, shape, options.thorough ? 1 : kSmallShapeSuites)) open.push_back(std::move(piece));
}

void ScanState::drop_batches(tls::ProtocolVersion version) {
  const auto of_version = [version](const Batch& batch) { return batch.version == version && !batch.scout; };
  open.erase(std::remove_if(open.begin(), open.end(), of_version), open.end());
  doubtful.erase(std::remove_if(doubtful.begin(), doubtful.end(), of_version), doubtful.end());
  parked.erase(std::remove_if(parked.begin(), parked.end(), of_version), parked.end());
}

void ScanState::settle_unsized() {
  for (auto& entry : std::exchange(unsized, {})) {
    if (sizes.covers(offer_of(entry.batch)))
      refuse(entry.batch, entry.verdict.reason, entry.exchange);
    else
      in_covered_hellos(entry.batch, entry.verdict.reason, entry.exchange);
  }
}

void ScanState::in_covered_hellos(const Batch& batch, Reason reason, ExchangeId exchange) {
  VersionPlan& plan = plan_of(batch);
  plan.cells.leave_open(batch.suites, Reason::hello_size_unproven, exchange);
  const auto covered = sizes.suites_covered(batch.version, plan.shape) != 0 ? std::optional(plan.shape)
                                                                            : sizes.covered_shape(batch.version);
  if (covered) {
    const auto most = options.thorough ? 1 : sizes.suites_covered(batch.version, *covered);
    for (auto& piece : cut(batch, *covered, most)) open.push_back(std::move(piece));
  } else if (reason != Reason::hello_size_unproven) {
    // An alert to a single suite needs no size to be believed.
    for (auto& piece : cut(batch, plan.shape, 1)) open.push_back(std::move(piece));
  }
}

void ScanState::refuse(const Batch& batch, Reason reason, ExchangeId exchange) {
  VersionPlan& plan = plan_of(batch);
  const bool version =
      plan.cells.accepted() == 0 && (batch.whole || reason == Reason::alert_protocol_version ||
                                     reason == Reason::ssl2_error || reason == Reason::negotiated_other_version);
  const auto basis = batch.suites.size() == 1 && !batch.whole ? Basis::single : version ? Basis::version : Basis::batch;
  plan.cells.refuse(batch.suites, basis, reason, exchange);
}

void ScanState::put_rest(Batch batch, const std::vector<tls::CipherSuite>& taken) {
  VersionPlan& plan = plan_of(batch);
  batch.suites = without(batch.suites, taken);
  batch.whole = false;
  batch.doubt = {};
  if (batch.suites.empty()) return;
  const bool idle = open.empty() && out.size() + 1 < pacer.window();
  if (idle && batch.suites.size() >= kSmallestLane && plan.lanes < kMostLanes) {
    ++plan.lanes;
    auto [first, second] = deal_in_two(batch);
    open.push_back(std::move(first));
    open.push_back(std::move(second));
  } else {
    open.push_back(std::move(batch));
  }
}

}  // namespace probe
