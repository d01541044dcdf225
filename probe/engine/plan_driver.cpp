// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/plan_driver.hpp"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace probe {
namespace {

/// How often an interrupt is looked for, and progress is told.
constexpr std::chrono::milliseconds kHeartbeat{100};

}  // namespace

Awaitable<void> PlanDriver::run() {
  for (;;) {
    if (std::exchange(has_answers_, false)) take_answers();
    const Elapsed now = work_.plan_time();
    const auto wait = turn(now);
    if (!wait) break;
    if (*wait > now) co_await sleep_until(*wait);
    if (work_.elapsed() - last_progress_ >= kHeartbeat) {
      last_progress_ = work_.elapsed();
      tell_progress();
    }
  }
  co_await end_all();
  take_answers();
}

void PlanDriver::open(ExchangeId id, Exchange exchange) {
  const auto alarm = Alarm::create(executor_);
  open_.emplace(id, alarm);
  asio::co_spawn(executor_, exchange(alarm), [this, id](std::exception_ptr bug) {
    open_.erase(id);
    wake_.cancel();
    if (bug) std::rethrow_exception(bug);
  });
}

/// Until then, until an answer comes, or until the next heartbeat.
Awaitable<void> PlanDriver::sleep_until(Elapsed when) {
  if (has_answers_) co_return;
  const Elapsed heartbeat = work_.elapsed() + kHeartbeat;
  wake_.expires_at(work_.start + std::min({when, heartbeat, Elapsed(work_.context.options.deadline)}));
  [[maybe_unused]] const auto [woken] = co_await wake_.async_wait(kAwaitTuple);
}

Awaitable<void> PlanDriver::end_all() {
  is_ending_ = true;
  const auto open = open_;  // a ring may end an exchange at once, and take it off the map
  for (const auto& [id, alarm] : open) end(*alarm);
  while (!open_.empty()) {
    wake_.expires_at(std::chrono::steady_clock::time_point::max());
    [[maybe_unused]] const auto [woken] = co_await wake_.async_wait(kAwaitTuple);
  }
}

}  // namespace probe
