// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/alarm.hpp"
#include "probe/engine/dial.hpp"
#include "probe/engine/recorder.hpp"
#include "probe/engine/route.hpp"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>

namespace probe {

/// Connections that are opened before it is known what will be asked on them: a question then takes one round trip
/// instead of two.
class ConnectionsAhead {
 public:
  using Clock = std::chrono::steady_clock;

  /// One of them; it may still be coming up.
  struct Connection {
    Connection(const asio::any_io_executor& executor, Transcripts transcripts)
        : recorder(transcripts), alarm(Alarm::create(executor)), up(executor) {}

    Recorder recorder;
    std::shared_ptr<Alarm> alarm;  ///< its own, until somebody takes it
    asio::steady_timer up;         ///< cancelled when `dialed` is there
    Dialed dialed;
    WallTime ended{};    ///< coming up
    bool is_up = false;  ///< came up, or failed
  };

  ConnectionsAhead(Route& route, const asio::any_io_executor& executor, std::chrono::milliseconds timeout,
                   Transcripts transcripts)
      : route_(route), executor_(executor), timeout_(timeout), transcripts_(transcripts) {}

  /// Opens more, until as many are there or on their way; none any more once one was no use.
  void open(std::size_t count);
  /// The one that was opened first; null when there is none that is fresh.
  [[nodiscard]] std::shared_ptr<Connection> take();
  /// Closes what nobody took, and waits for what is on its way. Once, at the end.
  [[nodiscard]] Awaitable<void> close();
  /// What was taken was closed before anything came of it: a target that does that to idle connections, or turns some
  /// away, is spared more of them.
  void was_no_use() {
    ++unused_;
    gave_up_ = true;
  }
  /// That nobody took, that were too old by then, or that were no use.
  [[nodiscard]] std::size_t unused() const { return unused_; }

  /// Until it is up, or its alarm rings.
  [[nodiscard]] static Awaitable<void> await_up(Connection& connection);

 private:
  [[nodiscard]] Awaitable<void> bring_up(std::shared_ptr<Connection> connection);
  void drop(Connection& connection);

  Route& route_;
  asio::any_io_executor executor_;
  std::chrono::milliseconds timeout_;
  Transcripts transcripts_;
  std::deque<std::shared_ptr<Connection>> waiting_;
  std::deque<std::shared_ptr<Connection>> on_their_way_;
  std::size_t unused_ = 0;
  bool gave_up_ = false;
};

}  // namespace probe
