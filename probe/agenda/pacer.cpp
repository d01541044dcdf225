// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/pacer.hpp"

#include <algorithm>

namespace probe::agenda {
namespace {

using namespace std::chrono_literals;
using Elapsed = Pacer::Elapsed;

/// One answer, and the target bears a few.
constexpr std::size_t kWindowOnceAnswered = 4;
constexpr Elapsed kFirstGap = 25ms;
constexpr Elapsed kLongestGap = 1s;
constexpr Elapsed kFirstWait = 250ms;
constexpr Elapsed kLongestWait = 20s;
/// For answers that only waver it is as slow as this: a network that loses some is not helped by more.
constexpr Elapsed kLongestStrainedGap = 250ms;
constexpr std::size_t kAnswersBetweenStrains = 8;
/// From this gap on it counts as a slow pace; of so many outcomes at each the two are compared.
constexpr Elapsed kSlowGap = 200ms;
constexpr std::size_t kOutcomesAtFast = 16, kOutcomesAtSlow = 24;
/// After so many answers a slower pace is tried a little faster.
constexpr std::size_t kAnswersToSpeedUp = 32;

}  // namespace

Pacer::Pacer(std::size_t max_connections, Elapsed delay)
    : max_window_(std::max<std::size_t>(max_connections, 1)),
      ceiling_(max_window_),
      delay_(delay),
      gap_(delay),
      gap_floor_(delay),
      wait_(kFirstWait) {}

Pacer::Outcomes& Pacer::at_this_pace() { return gap_ < kSlowGap ? fast_ : slow_; }

bool Pacer::pace_matters() const {
  if (fast_.all() < kOutcomesAtFast || slow_.all() < kOutcomesAtSlow) return true;
  return 2 * slow_.failed * fast_.all() < fast_.failed * slow_.all();
}

void Pacer::answered() {
  ++at_this_pace().answered;
  if (window_ == 1 && slowdowns_ == 0) window_ = std::min(kWindowOnceAnswered, ceiling_);
  if (window_ < ceiling_) ++window_;
  if (++answers_ % kAnswersToSpeedUp != 0) return;
  ceiling_ = std::min(ceiling_ + 1, max_window_);
  gap_ = std::max(gap_floor_, gap_ * 9 / 10);
}

void Pacer::failed(Elapsed now) {
  // One episode of trouble slows the pace once, however many of its connections fail.
  if (!in_trouble_) {
    ++at_this_pace().failed;
    in_trouble_ = true;
    ++slowdowns_;
    ceiling_ = std::max<std::size_t>(window_ / 2, 1);
    window_ = ceiling_;
    gap_floor_ = std::min(std::max(delay_, gap_ * 5 / 4), kLongestGap);
    gap_ = std::min(std::max(gap_ * 2, kFirstGap), std::max(kLongestGap, delay_));
    if (!pace_matters()) gap_ = gap_floor_ = std::max(delay_, kFirstGap);
    answers_ = 0;
  }
  next_start_ = std::max(next_start_, now + wait_);
  wait_ = std::min(wait_ * 2, kLongestWait);
}

void Pacer::strained() {
  ++at_this_pace().failed;
  if (!pace_matters()) return;
  if (in_trouble_ || answers_ < kAnswersBetweenStrains) return;
  ++slowdowns_;
  gap_ = std::max(gap_, std::min(std::max(gap_ * 3 / 2, kFirstGap), kLongestStrainedGap));
  gap_floor_ = std::max(gap_floor_, gap_ * 2 / 3);
  answers_ = 0;
}

void Pacer::recovered() {
  in_trouble_ = false;
  wait_ = kFirstWait;
}

}  // namespace probe::agenda
