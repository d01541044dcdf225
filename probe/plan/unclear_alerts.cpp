// SPDX-License-Identifier: Apache-2.0
#include "probe/plan/asked_suites.hpp"
#include "probe/plan/scan_state.hpp"

#include <memory>
#include <utility>

namespace probe {
namespace {

/// Those that are likeliest to be the ones that upset the server.
constexpr std::size_t kSuitesAlone = 10;
/// An alert that came to one batch each time, to so many suites alone and to so many batches is what the server says to
/// the version, or to all that it does not accept of it. OpenSSL 3 at security level 2 says internal_error to TLS 1.0
/// and 1.1 whenever a suite is shared, since no signature scheme of theirs is allowed then.
constexpr std::size_t kAloneForSteady = 4;
constexpr std::size_t kPartsForSteady = 16;  ///< in a row without an acceptance
constexpr std::size_t kPartsInTheDark = 6;   ///< where nothing of the version got a clear answer

}  // namespace

/// An alert that says neither yes nor no. Before the version is halved again and again, the usual suites are asked
/// alone: they tell soonest whether a few suites upset the server, or the version does.
void ScanState::settle_unclear_alert(Unconfirmed entry) {
  Batch& batch = entry.batch;
  VersionPlan& plan = plan_of(batch);
  const auto alert = entry.observation.alert->description;
  const bool steady = plan.unclear_alert == alert;
  const bool last_time = batch.doubt.asked + 1 >= asks_allowed();
  if (!plan.unclear_alert && batch.suites.size() > 1 && batch.splits == 0 && !batch.scout && last_time) {
    plan.cells.leave_open(batch.suites, entry.verdict.reason, entry.exchange);
    plan.unclear_alert = alert;
    return ask_some_alone(std::move(batch));
  }
  // What was in trouble before may be in trouble now.
  if (!steady || batch.scout || pacer.slowdowns() != 0)
    return settle_doubt(std::move(batch), entry.verdict.reason, entry.exchange);

  plan.cells.leave_open(batch.suites, entry.verdict.reason, entry.exchange);
  ++(batch.suites.size() == 1 ? plan.unclear_alone : plan.unclear_batches);
  // One batch of the version was asked as often as any doubt is: the others need not be.
  if (batch.suites.size() == 1) return;
  const bool in_the_dark = plan.cells.accepted() == 0 && !(batch.family && batch.family->answered);
  const auto most = in_the_dark ? kPartsInTheDark : kPartsForSteady;
  if (plan.unclear_alone < kAloneForSteady || plan.unclear_batches < most) halve(std::move(batch));
}

void ScanState::ask_some_alone(Batch batch) {
  const auto usual = likeliest(batch.suites, kSuitesAlone);
  Batch part;
  part.version = batch.version;
  part.shape = batch.shape;
  part.splits = 1;
  part.family = std::make_shared<SplitFamily>();
  part.suites = without(batch.suites, usual);
  if (!part.suites.empty()) open.push_front(part);
  for (auto suite = usual.rbegin(); suite != usual.rend(); ++suite) {
    part.suites = {*suite};
    open.push_front(part);
  }
}

}  // namespace probe
