// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>

namespace probe::agenda {

/// How many connections at once, and how far apart, one target is asked to bear. Opens up while it answers, and gives
/// way when it does not: additive increase, multiplicative decrease, for the number and for the distance (RFC 5681's
/// idea). What fails as often at a slow pace as at a fast one is not helped by it: then it is fast again.
class Pacer {
 public:
  using Elapsed = std::chrono::microseconds;

  /// Never more than `max_connections` at once, never less than `delay` between two starts.
  Pacer(std::size_t max_connections, Elapsed delay);

  [[nodiscard]] std::size_t window() const { return window_; }
  /// When the next connection may start.
  [[nodiscard]] Elapsed next_start() const { return next_start_; }
  /// Fewer or slower than the target bore at first.
  [[nodiscard]] bool slowed_down() const { return in_trouble_ || gap_ > delay_; }
  [[nodiscard]] std::size_t slowdowns() const { return slowdowns_; }

  void started(Elapsed now) { next_start_ = now + gap_; }
  /// The target answered, whatever it said.
  void answered();
  /// A control or a connection failed. Nothing starts before next_start(), which moves further away each time in a row.
  void failed(Elapsed now);
  /// What was answered once was not another time.
  void strained();
  /// A control succeeded: a row of failures is over.
  void recovered();

 private:
  struct Outcomes {
    std::size_t answered = 0, failed = 0;
    [[nodiscard]] std::size_t all() const { return answered + failed; }
  };

  [[nodiscard]] Outcomes& at_this_pace();
  [[nodiscard]] bool pace_matters() const;

  std::size_t max_window_;
  std::size_t ceiling_;  ///< the window grows fast up to here, slowly beyond
  std::size_t window_ = 1;
  std::size_t answers_ = 0;
  Elapsed delay_;
  Elapsed gap_;
  Elapsed gap_floor_;  ///< a smaller gap is known to be too small
  Elapsed wait_;
  Elapsed next_start_{0};
  bool in_trouble_ = false;
  std::size_t slowdowns_ = 0;
  Outcomes fast_, slow_;
};

}  // namespace probe::agenda
