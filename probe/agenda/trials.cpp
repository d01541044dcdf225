// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/trials.hpp"

#include "probe/model/absence.hpp"

#include <algorithm>
#include <utility>

namespace probe::agenda {

void Trials::begin(const std::optional<Cell>& cell) {
  if (begun_ || !cell) return;
  begun_ = true;
  cell_ = *cell;
  waiting_.assign(kSstpTrials, RequestKind::sstp);
  for (const auto other : {RequestKind::other_path, RequestKind::other_method, RequestKind::short_sstp,
                           RequestKind::short_other_path, RequestKind::short_other_method})
    waiting_.insert(waiting_.end(), kOtherTrials, other);
  std::shuffle(waiting_.begin(), waiting_.end(), lots_);
}

std::optional<AskCall> Trials::next() {
  if (!is_due()) return std::nullopt;
  handed_out_ = true;
  return AskCall{0, cell_.first, cell_.second, Rung::sstp, waiting_.back()};
}

bool Trials::asked(ExchangeId id) {
  if (!std::exchange(handed_out_, false)) return false;
  out_ = id;
  return true;
}

bool Trials::on(ExchangeId id, const ClimbReport& report) {
  if (out_ != id) return false;
  out_.reset();
  const auto asked = waiting_.back();
  waiting_.pop_back();
  if (!report.halt || shown_by_trial(asked, *report.halt, status_of(report)) != SstpPresence::absent) waiting_.clear();
  return true;
}

}  // namespace probe::agenda
