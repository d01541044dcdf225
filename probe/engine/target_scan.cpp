// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/target_scan.hpp"

#include "probe/engine/pump.hpp"
#include "probe/engine/record_builder.hpp"
#include "probe/engine/target_features.hpp"
#include "probe/engine/target_ladder.hpp"
#include "probe/engine/tcp_stream.hpp"
#include "probe/hello/hello_exchange.hpp"
#include "probe/plan/scan_plan.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <exception>
#include <map>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

namespace probe {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// How often an interrupt is looked for, and progress is told.
constexpr auto kHeartbeat = 100ms;

/// Asks what the plan says, and tells it what came back.
class TargetScan {
 public:
  TargetScan(const ScanContext& context, const Target& target, const Route& route,
             const asio::any_io_executor& executor)
      : context_(context),
        route_(route),
        executor_(executor),
        wake_(executor),
        plan_(context.options, target.sni),
        builder_(target) {}

  Awaitable<TargetRecord> run() {
    for (;;) {
      take_answers();
      const auto step = plan_.next(plan_time());
      if (std::holds_alternative<Finished>(step)) break;
      if (const auto* ask = std::get_if<Ask>(&step))
        start(*ask);
      else if (const auto* wait = std::get_if<WaitUntil>(&step))
        co_await sleep_until(wait->until);
      else
        co_await sleep_until(Elapsed::max());
      tell_progress();
    }
    co_await call_off_exchanges();
    take_answers();
    PlanResult result = plan_.result();
    const Target target = builder_.target();
    const std::size_t connections = route_.attempts();
    if (context_.options.depth != Rung::hello) {
      co_await ask_features(context_, target, route_, start_, plan_.progress(), result.versions, builder_);
      co_await climb_ladder(context_, target, route_, start_, plan_.progress(), result.versions, builder_);
    }
    TargetRecord record = builder_.finish(std::move(result));
    record.address = route_.address();
    record.proxy = route_.proxy();
    record.stats.connections = connections;
    record.stats.calls = route_.attempts() - connections;
    record.stats.elapsed = elapsed();
    co_return record;
  }

 private:
  struct Answer {
    Ask ask;
    Observation observation;
    Elapsed started{}, ended{};
  };

  [[nodiscard]] Elapsed elapsed() const { return std::chrono::duration_cast<Elapsed>(Clock::now() - start_); }
  /// An interrupt is a deadline that comes early.
  [[nodiscard]] Elapsed plan_time() const {
    return context_.stop ? std::max(elapsed(), Elapsed(context_.options.deadline)) : elapsed();
  }

  /// Until then, until an answer comes, or until the next heartbeat.
  Awaitable<void> sleep_until(Elapsed when) {
    if (!answers_.empty()) co_return;
    const Elapsed heartbeat = elapsed() + kHeartbeat;
    wake_.expires_at(start_ + std::min({when, heartbeat, Elapsed(context_.options.deadline)}));
    [[maybe_unused]] const auto [woken] = co_await wake_.async_wait(kAwaitTuple);
  }

  void start(const Ask& ask) {
    const auto alarm = Alarm::create(executor_);
    open_.emplace(ask.id, alarm);
    asio::co_spawn(executor_, exchange(ask, alarm), [this, id = ask.id](std::exception_ptr bug) {
      open_.erase(id);
      wake_.cancel();
      if (bug) std::rethrow_exception(bug);
    });
  }

  Awaitable<void> exchange(Ask ask, std::shared_ptr<Alarm> alarm) {
    Answer answer;
    answer.ask = std::move(ask);
    answer.started = elapsed();
    Dialed dialed = co_await route_.connect(*alarm, context_.options.timeout);
    const Elapsed connected = elapsed();
    if (dialed.socket) {
      alarm->set(context_.options.timeout);
      TcpStream stream(*std::move(dialed.socket), std::move(dialed.early), *alarm);
      HelloExchange machine(answer.ask.offer, context_.random);
      co_await pump(machine, stream);
      stream.close();
      answer.observation = machine.observation();
    } else {
      answer.observation = std::move(dialed.failure);
    }
    answer.ended = elapsed();
    if (alarm->ring() == Alarm::Ring::called_off) {
      record_called_off(answer);
      co_return;
    }
    answer.observation.connect_time = connected - answer.started;
    answer.observation.answer_time = answer.ended - connected;
    answers_.push_back(std::move(answer));
  }

  /// What was called off has no answer for the plan, its silence is ours; but the connection was made.
  void record_called_off(Answer& answer) {
    answer.observation.response = Response::local_failure;
    answer.observation.selection.reset();
    answer.observation.detail = "called off when the scan ended";
    builder_.add(answer.ask, answer.observation, answer.started, answer.ended);
  }

  void take_answers() {
    for (auto& answer : std::exchange(answers_, {})) {
      plan_.on(answer.ask.id, answer.observation, answer.ended);
      builder_.add(answer.ask, answer.observation, answer.started, answer.ended);
    }
  }

  Awaitable<void> call_off_exchanges() {
    const auto open = open_;  // a ring may end an exchange at once, and take it off the map
    for (const auto& [id, alarm] : open) alarm->call_off();
    while (!open_.empty()) {
      wake_.expires_at(Clock::time_point::max());
      [[maybe_unused]] const auto [woken] = co_await wake_.async_wait(kAwaitTuple);
    }
  }

  void tell_progress() {
    const Elapsed now = elapsed();
    if (now - last_progress_ < kHeartbeat) return;
    last_progress_ = now;
    context_.observer.on_progress(builder_.target(), plan_.progress());
  }

  ScanContext context_;
  Route route_;
  asio::any_io_executor executor_;
  asio::steady_timer wake_;
  ScanPlan plan_;
  RecordBuilder builder_;
  const Clock::time_point start_ = Clock::now();
  std::map<ExchangeId, std::shared_ptr<Alarm>> open_;
  std::vector<Answer> answers_;
  Elapsed last_progress_{0};
};

}  // namespace

Awaitable<TargetRecord> scan_target(const ScanContext& context, const Target& target, const Route& route) {
  const auto executor = co_await asio::this_coro::executor;
  TargetScan scan(context, target, route, executor);
  co_return co_await scan.run();
}

}  // namespace probe
