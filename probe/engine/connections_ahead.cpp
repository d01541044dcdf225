// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/connections_ahead.hpp"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace probe {
namespace {

using namespace std::chrono_literals;

/// Servers and what stands before them close connections on which nothing is said for some seconds.
constexpr auto kFresh = 1s;

}  // namespace

void ConnectionsAhead::open(std::size_t count) {
  while (!gave_up_ && waiting_.size() < count) {
    auto connection = std::make_shared<Connection>(executor_, transcripts_);
    waiting_.push_back(connection);
    on_their_way_.push_back(connection);
    asio::co_spawn(executor_, bring_up(connection), [](std::exception_ptr bug) {
      if (bug) std::rethrow_exception(bug);
    });
  }
}

Awaitable<void> ConnectionsAhead::bring_up(std::shared_ptr<Connection> connection) {
  connection->dialed = co_await route_.connect(*connection->alarm, timeout_, &connection->recorder);
  if (connection->alarm->ring() == Alarm::Ring::called_off) connection->dialed.socket.reset();
  connection->is_up = true;
  connection->ended = Recorder::now();
  connection->up.cancel();
  on_their_way_.erase(std::find(on_their_way_.begin(), on_their_way_.end(), connection));
}

std::shared_ptr<ConnectionsAhead::Connection> ConnectionsAhead::take() {
  while (!waiting_.empty()) {
    auto connection = std::move(waiting_.front());
    waiting_.pop_front();
    if (Recorder::now() - connection->recorder.dialled() < kFresh) return connection;
    drop(*connection);
  }
  return nullptr;
}

void ConnectionsAhead::drop(Connection& connection) {
  ++unused_;
  connection.alarm->call_off();
  connection.dialed.socket.reset();
}

Awaitable<void> ConnectionsAhead::close() {
  for (const auto& connection : std::exchange(waiting_, {})) drop(*connection);
  while (!on_their_way_.empty()) {
    const auto connection = on_their_way_.front();
    co_await await_up(*connection);
  }
}

Awaitable<void> ConnectionsAhead::await_up(Connection& connection) {
  if (connection.is_up) co_return;
  connection.up.expires_at(Clock::time_point::max());
  [[maybe_unused]] const auto [woken] = co_await connection.up.async_wait(kAwaitTuple);
}

}  // namespace probe
