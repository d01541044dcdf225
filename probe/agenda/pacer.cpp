// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/pacer.hpp"

#include <algorithm>

namespace probe::agenda {
namespace {

using namespace std::chrono_literals;
using Elapsed = Pacer::Elapsed;

constexpr Elapsed kFirstGap = 25ms;
constexpr Elapsed kLongestGap = 1s;
constexpr Elapsed kFirstWait = 250ms;
constexpr Elapsed kLongestWait = 20s;
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

void Pacer::answered() {
  if (window_ < ceiling_) ++window_;
  if (++answers_ % kAnswersToSpeedUp != 0) return;
  ceiling_ = std::min(ceiling_ + 1, max_window_);
  gap_ = std::max(gap_floor_, gap_ * 9 / 10);
}

void Pacer::failed(Elapsed now) {
  // One episode of trouble slows the pace once, however many of its connections fail.
  if (!in_trouble_) {
    in_trouble_ = true;
    ++slowdowns_;
    ceiling_ = std::max<std::size_t>(window_ / 2, 1);
    window_ = ceiling_;
    gap_floor_ = std::min(std::max(delay_, gap_ * 5 / 4), kLongestGap);
    gap_ = std::min(std::max(gap_ * 2, kFirstGap), std::max(kLongestGap, delay_));
    answers_ = 0;
  }
  next_start_ = std::max(next_start_, now + wait_);
  wait_ = std::min(wait_ * 2, kLongestWait);
}

void Pacer::recovered() {
  in_trouble_ = false;
  wait_ = kFirstWait;
}

}  // namespace probe::agenda
