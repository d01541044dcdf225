// SPDX-License-Identifier: Apache-2.0
#include "tests/peer/turnstile.hpp"

#include <algorithm>

namespace peer {

using Seconds = std::chrono::duration<double>;

Turnstile::Turnstile(const Limits& limits, TimePoint now) : limits_(limits), now_(now), tokens_(burst()) {}

bool Turnstile::is_open(TimePoint now) {
  pass_time(now);
  if (limits_.count && in_window_ >= *limits_.count) return false;
  if (limits_.concurrent && inside_ >= *limits_.concurrent) return false;
  return !limits_.per_second || tokens_ >= 1;
}

void Turnstile::enter(TimePoint now) {
  pass_time(now);
  if (!window_start_) window_start_ = now;
  ++in_window_;
  ++inside_;
  if (limits_.per_second) tokens_ -= 1;
}

std::optional<Turnstile::TimePoint> Turnstile::next_opening() const {
  std::optional<TimePoint> opening;
  if (limits_.count && in_window_ >= *limits_.count) {
    if (!limits_.window || !window_start_) return std::nullopt;
    opening = *window_start_ + *limits_.window;
  }
  if (limits_.per_second && tokens_ < 1) {
    // A little late rather than early: whoever waits for it must find it open.
    const Seconds wait((1 - tokens_) / *limits_.per_second);
    const auto token = now_ + std::chrono::ceil<std::chrono::milliseconds>(wait);
    opening = std::max(opening.value_or(token), token);
  }
  return opening;
}

void Turnstile::pass_time(TimePoint now) {
  if (limits_.per_second) {
    tokens_ = std::min(burst(), tokens_ + Seconds(now - now_).count() * *limits_.per_second);
  }
  now_ = now;
  if (limits_.window && window_start_ && now - *window_start_ >= *limits_.window) {
    window_start_.reset();
    in_window_ = 0;
  }
}

double Turnstile::burst() const { return std::max(1.0, limits_.per_second.value_or(0)); }

}  // namespace peer
