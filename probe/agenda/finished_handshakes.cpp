// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/finished_handshakes.hpp"

#include <algorithm>
#include <vector>

namespace probe::agenda {
namespace {

/// Well below sixty: others behind our address may leave some as well.
constexpr std::size_t kMostUnfinished = 30;
constexpr std::size_t kTakenOffByOne = 2;

}  // namespace

void FinishedHandshakes::on(const ExchangeSummary& hello) {
  if (hello.response != Response::not_connected) ++unfinished_;
}

void FinishedHandshakes::on(tls::ProtocolVersion version, tls::CipherSuite suite, const ClimbReport& report) {
  if (report.rung >= Rung::tls) {
    unfinished_ -= std::min(unfinished_, kTakenOffByOne);
  } else {
    ++unfinished_;
    failed_.emplace(version, suite);
  }
}

bool FinishedHandshakes::is_due() const { return unfinished_ >= kMostUnfinished; }

std::optional<AskCall> FinishedHandshakes::next(const judge::Judge& judge) {
  std::vector<Cell> cells;
  for (const auto& [version, belief] : judge.beliefs().versions)
    for (const auto& cell : belief.cells)
      if (cell.outcome == Outcome::accepted && cell.needs.empty() && failed_.count({version, cell.code}) == 0 &&
          why_not_(cell.code, version).empty())
        cells.emplace_back(version, cell.code);
  if (cells.empty()) return std::nullopt;
  const auto behind = last_ ? std::upper_bound(cells.begin(), cells.end(), *last_) : cells.begin();
  last_ = behind == cells.end() ? cells.front() : *behind;
  return AskCall{0, last_->first, last_->second, Rung::tls};
}

}  // namespace probe::agenda
