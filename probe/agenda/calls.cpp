// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/calls.hpp"

#include "probe/model/absence.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace probe::agenda {
namespace {

/// So many calls must have ended alike before the rest is spared. Of two servers that a balancer draws lots between,
/// ten calls in a row meet the same one once in a thousand scans. Three do in one of eight: that is put up with where a
/// call costs the gateway or the scan more than a page does (silence, closes, "busy").
constexpr std::size_t kSteadyPages = 10;
constexpr std::size_t kSteadyTroubles = 3;

}  // namespace

bool Calls::has(tls::ProtocolVersion version, tls::CipherSuite suite) const {
  return std::any_of(cells_.begin(), cells_.end(),
                     [&](const Cell& cell) { return cell.version == version && cell.suite == suite; });
}

void Calls::add(tls::ProtocolVersion version, tls::CipherSuite suite, const std::vector<Need>& needs) {
  if (has(version, suite)) return;
  Cell cell;
  cell.version = version;
  cell.suite = suite;
  auto reason = why_not_(suite, version);
  // None of the clients here names one in TLS 1.2 or before.
  if (reason.empty() && std::find(needs.begin(), needs.end(), Need::ffdhe_group) != needs.end())
    reason = "the server takes it from clients that name a group of RFC 7919 alone, and the clients here name none";
  if (!reason.empty()) {
    cell.climb.halt = CallOutcome::no_client;
    cell.climb.detail = std::move(reason);
    cell.state = Cell::State::done;
  }
  cells_.push_back(std::move(cell));
}

/// Those that were tried less come first, so that a repeat comes as late as it can; of these the newest version: if
/// time runs out, the calls that matter most have been made.
Calls::Cell* Calls::next_cell() {
  Cell* best = nullptr;
  const auto rank = [](const Cell& cell) { return std::tuple(cell.attempts, -static_cast<int>(cell.version)); };
  for (auto& cell : cells_)
    if (cell.state == Cell::State::waiting && (best == nullptr || rank(cell) < rank(*best))) best = &cell;
  return best;
}

bool Calls::has_waiting() const { return has_waiting_cell() || trials_.is_due(); }

bool Calls::has_waiting_cell() const {
  return std::any_of(cells_.begin(), cells_.end(), [](const Cell& cell) { return cell.state == Cell::State::waiting; });
}

std::optional<AskCall> Calls::next() {
  Cell* const cell = next_cell();
  if (cell == nullptr) return trials_.next();
  const Rung depth = is_steady() ? Rung::tls : options_.depth;
  handed_out_ = Out{static_cast<std::size_t>(cell - cells_.data()), depth};
  return AskCall{0, cell->version, cell->suite, depth};
}

void Calls::asked(ExchangeId id) {
  if (trials_.asked(id) || !handed_out_) return;
  Cell& cell = cells_[handed_out_->cell];
  cell.state = Cell::State::open;
  ++cell.attempts;
  out_.emplace(id, *std::exchange(handed_out_, std::nullopt));
}

bool Calls::on(ExchangeId id, const ClimbReport& report, const RungTimes& times) {
  if (trials_.on(id, report)) return may_pass(report);
  const auto found = out_.find(id);
  if (found == out_.end()) return false;
  Cell& cell = cells_[found->second.cell];
  const Rung asked = found->second.depth;
  out_.erase(found);

  if (cell.climb.exchange == 0 || report.rung >= cell.rung) {
    cell.rung = report.rung;
    cell.climb = Climb{id,        report.halt, report.detail, report.call ? report.call->correlation_id : std::string{},
                       times.tls, times.http,  times.sstp,    status_of(report)};
    if (!report.halt && asked != options_.depth) {
      cell.climb.halt = steady_;
      cell.climb.detail = "not asked: the calls before this one all ended so";
    }
  }
  any_call_went_through_ = any_call_went_through_ || report.rung == Rung::sstp;
  if (asked == options_.depth) watch_steady_answer(cell, report);
  const bool trouble = may_pass(report);
  const bool steady = is_steady() && report.halt == steady_ && report.rung >= Rung::tls;
  cell.state = trouble && !steady && cell.attempts <= options_.retries ? Cell::State::waiting : Cell::State::done;
  if (options_.seeks_absence) trials_.begin(answered_otherwise());
  return trouble && !steady;
}

/// What a gateway does to call after call is its answer, be it a page, a close or silence.
void Calls::watch_steady_answer(const Cell& cell, const ClimbReport& report) {
  if (any_call_went_through_) {
    steady_count_ = 0;
    return;
  }
  if (cell.rung < Rung::tls || !report.halt) return;
  if (steady_ != report.halt) steady_count_ = 0;
  steady_ = report.halt;
  steady_after_ = may_pass(report) ? kSteadyTroubles : kSteadyPages;
  if (++steady_count_ != steady_after_) return;
  // Those that wait to be asked again had that answer too.
  for (auto& each : cells_)
    if (each.state == Cell::State::waiting && each.attempts != 0 && each.climb.halt == steady_)
      each.state = Cell::State::done;
}

std::optional<Trials::Cell> Calls::answered_otherwise() const {
  if (has_waiting_cell() || is_out()) return std::nullopt;
  const Cell* newest = nullptr;
  for (const auto& cell : cells_) {
    if (any_call_went_through_ || cell.rung < Rung::tls || cell.climb.exchange == 0 || !cell.climb.halt) continue;
    if (shown_by(*cell.climb.halt) != SstpPresence::absent) continue;
    if (newest == nullptr || newest->version < cell.version) newest = &cell;
  }
  if (newest == nullptr) return std::nullopt;
  return std::pair(newest->version, newest->suite);
}

std::size_t Calls::done() const {
  return static_cast<std::size_t>(
      std::count_if(cells_.begin(), cells_.end(), [](const Cell& cell) { return cell.state == Cell::State::done; }));
}

void Calls::apply(std::vector<VersionResult>& versions) const {
  for (auto& version : versions)
    for (auto& suite : version.accepted) {
      const auto cell = std::find_if(cells_.begin(), cells_.end(), [&](const Cell& each) {
        return each.version == version.version && each.suite == suite.code;
      });
      suite.climb.emplace();
      suite.climb->halt = CallOutcome::not_called;
      if (cell == cells_.end() || (cell->climb.exchange == 0 && !cell->climb.halt)) continue;
      suite.rung = cell->rung;
      suite.climb = cell->climb;
    }
}

}  // namespace probe::agenda
