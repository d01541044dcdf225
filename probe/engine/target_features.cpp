// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/target_features.hpp"

#include "probe/engine/pump.hpp"
#include "probe/engine/tcp_stream.hpp"
#include "probe/features/feature_plan.hpp"
#include "probe/hello/hello_exchange.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <exception>
#include <map>
#include <memory>
#include <utility>
#include <variant>

namespace probe {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// How often an interrupt is looked for, and progress is told.
constexpr auto kHeartbeat = 100ms;

class TargetFeatures {
 public:
  TargetFeatures(const ScanContext& context, const Target& target, Route& route, Clock::time_point start,
                 const Progress& matrix, const std::vector<VersionResult>& versions, RecordBuilder& builder,
                 const asio::any_io_executor& executor)
      : context_(context),
        target_(target),
        route_(route),
        start_(start),
        progress_(matrix),
        builder_(builder),
        executor_(executor),
        wake_(executor),
        plan_(versions, builder.exchanges(), context.options, target.sni, builder.next_exchange()) {}

  Awaitable<void> run() {
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
    builder_.set_features(plan_.result());
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

  Awaitable<void> sleep_until(Elapsed when) {
    if (!answers_.empty()) co_return;
    wake_.expires_at(start_ + std::min({when, elapsed() + kHeartbeat, Elapsed(context_.options.deadline)}));
    [[maybe_unused]] const auto [woken] = co_await wake_.async_wait(kAwaitTuple);
  }

  void start(const Ask& ask) {
    const auto alarm = Alarm::create(executor_);
    open_.emplace(ask.id, alarm);
    ++connections_;
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
    // What was called off has no answer: its silence is ours.
    if (alarm->ring() == Alarm::Ring::called_off) {
      answer.observation.response = Response::local_failure;
      answer.observation.selection.reset();
      answer.observation.detail = "called off when the scan ended";
    }
    answers_.push_back(std::move(answer));
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
    Progress progress = progress_;
    progress.connections += connections_;
    context_.observer.on_progress(target_, progress);
  }

  ScanContext context_;
  const Target& target_;
  Route& route_;
  const Clock::time_point start_;
  const Progress progress_;
  RecordBuilder& builder_;
  asio::any_io_executor executor_;
  asio::steady_timer wake_;
  FeaturePlan plan_;
  std::map<ExchangeId, std::shared_ptr<Alarm>> open_;
  std::vector<Answer> answers_;
  std::size_t connections_ = 0;
  Elapsed last_progress_{0};
};

}  // namespace

Awaitable<void> ask_features(const ScanContext& context, const Target& target, Route& route, Clock::time_point start,
                             const Progress& matrix, const std::vector<VersionResult>& versions,
                             RecordBuilder& builder) {
  const auto executor = co_await asio::this_coro::executor;
  TargetFeatures features(context, target, route, start, matrix, versions, builder, executor);
  co_await features.run();
}

}  // namespace probe
