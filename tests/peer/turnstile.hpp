// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace peer {

/// What becomes of a connection that is one too many.
enum class TurnAway : std::uint8_t {
  reset,    ///< accepted and reset
  close,    ///< accepted and closed
  silence,  ///< accepted, and nothing more
  refuse,   ///< nobody listens any more
  drop,     ///< its SYN is dropped
  alert40,  ///< its hello gets handshake_failure: a lie that no scanner can tell from the truth
};

/// How many connections a peer bears. Several limits hold together.
struct Limits {
  std::optional<std::size_t> count;                 ///< in all, or in each window
  std::optional<std::chrono::milliseconds> window;  ///< that begins with the first connection it counts
  std::optional<std::size_t> concurrent;            ///< at once
  std::optional<double> per_second;                 ///< token bucket: so many a second, as many at once
  TurnAway then = TurnAway::reset;
};

/// Lets connections in as long as the limits allow. Told the time, never asking for it.
class Turnstile {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  Turnstile(const Limits& limits, TimePoint now);

  /// Whether a connection that came now would be let in.
  [[nodiscard]] bool is_open(TimePoint now);
  /// One was let in.
  void enter(TimePoint now);
  /// One that was let in is over.
  void leave() { --inside_; }
  /// When a turnstile that is not open opens by the mere passing of time; nothing when it does not.
  [[nodiscard]] std::optional<TimePoint> next_opening() const;

  [[nodiscard]] std::size_t inside() const { return inside_; }

 private:
  void pass_time(TimePoint now);
  [[nodiscard]] double burst() const;

  Limits limits_;
  TimePoint now_;
  std::optional<TimePoint> window_start_;
  std::size_t in_window_ = 0;
  std::size_t inside_ = 0;
  double tokens_ = 0;
};

}  // namespace peer
