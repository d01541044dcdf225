// SPDX-License-Identifier: Apache-2.0
#include "probe/ladder/ladder_plan.hpp"

#include <algorithm>

namespace probe {
namespace {

/// So many cells, each repeated where that is worth it, must have ended alike before the rest is spared.
constexpr std::size_t kSteadyAfter = 3;

}  // namespace

LadderPlan::LadderPlan(const std::vector<VersionResult>& versions, const ScanOptions& options, const WhyNot& why_not,
                       ExchangeId first)
    : max_attempts_(options.retries + 1),
      deadline_(options.deadline),
      depth_(options.depth),
      pacer_(options.sstp_concurrency, options.delay),
      next_id_(first) {
  // The newest version first: if time runs out, the calls that matter most have been made.
  for (auto version = versions.rbegin(); version != versions.rend(); ++version)
    for (const auto& suite : version->accepted) {
      Cell cell;
      cell.version = version->version;
      cell.suite = suite.code;
      if (auto reason = why_not(suite.code, version->version); !reason.empty()) {
        cell.climb.halt = CallOutcome::no_client;
        cell.climb.detail = std::move(reason);
        cell.state = Cell::State::done;
      }
      cells_.push_back(std::move(cell));
    }
}

LadderStep LadderPlan::next(Elapsed now) {
  const auto waiting = std::min_element(cells_.begin(), cells_.end(), [](const Cell& a, const Cell& b) {
    // Those that were tried less come first, so that a repeat comes as late as it can.
    const auto key = [](const Cell& cell) {
      return cell.state == Cell::State::waiting ? cell.attempts : static_cast<std::size_t>(-1);
    };
    return key(a) < key(b);
  });
  const bool any = waiting != cells_.end() && waiting->state == Cell::State::waiting;
  if (now >= deadline_ || (!any && open_.empty())) return Finished{};
  if (!any || open_.size() >= pacer_.window()) return AwaitAnswer{};
  if (pacer_.next_start() > now) return WaitUntil{std::min(pacer_.next_start(), deadline_)};
  pacer_.started(now);
  waiting->state = Cell::State::open;
  ++waiting->attempts;
  const Rung depth = steady_count_ >= kSteadyAfter ? Rung::tls : depth_;
  const ClimbAsk ask{next_id_++, waiting->version, waiting->suite, depth};
  open_.emplace(ask.id, static_cast<std::size_t>(waiting - cells_.begin()));
  open_depth_.emplace(ask.id, depth);
  return ask;
}

void LadderPlan::on(ExchangeId id, const ClimbReport& report, const RungTimes& times, Elapsed now) {
  const auto found = open_.find(id);
  if (found == open_.end()) return;
  Cell& cell = cells_[found->second];
  const Rung asked = open_depth_.at(id);
  open_.erase(found);
  open_depth_.erase(id);

  if (cell.climb.exchange == 0 || report.rung >= cell.rung) {
    cell.rung = report.rung;
    cell.climb = Climb{id,        report.halt, report.detail, report.call ? report.call->correlation_id : std::string{},
                       times.tls, times.http,  times.sstp};
    if (!report.halt && asked != depth_) {
      cell.climb.halt = steady_;
      cell.climb.detail = "not asked: the calls before this one all ended so";
    }
  }
  any_call_went_through_ = any_call_went_through_ || report.rung == Rung::sstp;
  if (may_pass(report)) {
    pacer_.failed(now);
    cell.state = cell.attempts < max_attempts_ ? Cell::State::waiting : Cell::State::done;
  } else {
    pacer_.answered();
    pacer_.recovered();
    cell.state = Cell::State::done;
  }
  if (cell.state == Cell::State::done && asked == depth_) watch_steady_answer(cell);
}

void LadderPlan::watch_steady_answer(const Cell& cell) {
  if (any_call_went_through_ || cell.rung < Rung::tls || !cell.climb.halt) {
    if (any_call_went_through_) steady_count_ = 0;
    return;
  }
  if (steady_ != cell.climb.halt) steady_count_ = 0;
  steady_ = cell.climb.halt;
  ++steady_count_;
}

std::size_t LadderPlan::done() const {
  return static_cast<std::size_t>(
      std::count_if(cells_.begin(), cells_.end(), [](const Cell& cell) { return cell.state == Cell::State::done; }));
}

void LadderPlan::apply(std::vector<VersionResult>& versions) const {
  for (const auto& cell : cells_)
    for (auto& version : versions) {
      if (version.version != cell.version) continue;
      for (auto& suite : version.accepted) {
        if (suite.code != cell.suite) continue;
        suite.rung = cell.rung;
        suite.climb = cell.climb;
        const bool never = cell.climb.exchange == 0 && !cell.climb.halt;
        if (never) suite.climb->halt = CallOutcome::not_called;
      }
    }
}

}  // namespace probe
