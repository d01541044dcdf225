// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/awaitable.hpp"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace probe {

/// Ends what one coroutine waits for: after a time-out, or when the scan has no use for it any more.
class Alarm : public std::enable_shared_from_this<Alarm> {
 public:
  enum class Ring : std::uint8_t { none, timed_out, called_off };

  [[nodiscard]] static std::shared_ptr<Alarm> create(const asio::any_io_executor& executor);

  /// Rings after `timeout`; an earlier time-out is forgotten. Being called off is for good.
  void set(std::chrono::milliseconds timeout);
  void call_off();
  [[nodiscard]] Ring ring() const { return ring_; }

  /// While it lives, a ring calls `cancel`. Look at ring() first: it may have rung already.
  class Guard {
   public:
    Guard(Alarm& alarm, std::function<void()> cancel);
    ~Guard();
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;

   private:
    Alarm& alarm_;
  };

 private:
  explicit Alarm(const asio::any_io_executor& executor) : timer_(executor) {}
  void ring(Ring why);

  asio::steady_timer timer_;
  std::size_t setting_ = 0;  ///< a timer that was set again may have its earlier end queued already
  Ring ring_ = Ring::none;
  std::function<void()> cancel_;
};

}  // namespace probe
