// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/target_ladder.hpp"

#include "probe/engine/pump.hpp"
#include "probe/engine/tcp_stream.hpp"
#include "probe/ladder/climber.hpp"
#include "probe/ladder/ladder_plan.hpp"
#include "tls/client/carrier.hpp"
#include "tls/client/client.hpp"

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
/// What a call may still take when the scan is over: time to say Call Disconnect.
constexpr std::chrono::milliseconds kGrace = 1000ms;

class TargetLadder {
 public:
  TargetLadder(const ScanContext& context, const Target& target, Route& route, Clock::time_point start,
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
        plan_(
            versions, context.options,
            [](tls::CipherSuite suite, tls::ProtocolVersion version) { return tls::carrier(suite, version).reason; },
            builder.next_exchange()) {}

  Awaitable<void> run() {
    for (;;) {
      take_answers();
      const auto step = plan_.next(plan_time());
      if (std::holds_alternative<Finished>(step)) break;
      if (const auto* ask = std::get_if<ClimbAsk>(&step))
        start(*ask);
      else if (const auto* wait = std::get_if<WaitUntil>(&step))
        co_await sleep_until(wait->until);
      else
        co_await sleep_until(Elapsed::max());
      tell_progress();
    }
    co_await wind_up();
    take_answers();
    builder_.add_slowdowns(plan_.slowdowns());
  }

  void apply(std::vector<VersionResult>& versions) const { plan_.apply(versions); }

 private:
  struct Answer {
    ClimbAsk ask;
    ClimbReport report;
    RungTimes times;
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

  void start(const ClimbAsk& ask) {
    const auto alarm = Alarm::create(executor_);
    open_.emplace(ask.id, alarm);
    asio::co_spawn(executor_, climb(ask, alarm), [this, id = ask.id](std::exception_ptr bug) {
      open_.erase(id);
      wake_.cancel();
      if (bug) std::rethrow_exception(bug);
    });
  }

  [[nodiscard]] Climber climber_for(const ClimbAsk& ask) const {
    tls::ClientConfig config;
    config.version = ask.version;
    config.suite = ask.suite;
    config.server_name = target_.sni.value_or("");
    config.random = context_.random;
    return Climber(tls::make_client(std::move(config)), target_.host, ask.depth, context_.random,
                   context_.options.timeout);
  }

  Awaitable<void> climb(ClimbAsk ask, std::shared_ptr<Alarm> alarm) {
    Answer answer;
    answer.ask = ask;
    answer.started = elapsed();
    ++connections_;
    Dialed dialed = co_await route_.connect(*alarm, context_.options.timeout);
    if (dialed.socket) {
      TcpStream stream(*std::move(dialed.socket), std::move(dialed.early), *alarm);
      Climber climber = climber_for(ask);
      std::size_t stage = static_cast<std::size_t>(-1);
      co_await pump(climber, stream, [&] {
        note_rung(climber.rung(), elapsed() - answer.started, answer.times);
        if (climber.stage() == stage) return;
        stage = climber.stage();
        alarm->set(winding_up_ ? std::min(climber.patience(), kGrace) : climber.patience());
      });
      stream.close();
      answer.report = climber.report();
    } else {
      answer.report = not_connected(dialed.failure);
    }
    answer.ended = elapsed();
    answers_.push_back(std::move(answer));
  }

  static void note_rung(Rung rung, Elapsed when, RungTimes& times) {
    if (rung >= Rung::tls && !times.tls) times.tls = when;
    if (rung >= Rung::http && !times.http) times.http = when;
    if (rung >= Rung::sstp && !times.sstp) times.sstp = when;
  }

  void take_answers() {
    for (auto& answer : std::exchange(answers_, {})) {
      plan_.on(answer.ask.id, answer.report, answer.times, answer.ended);
      builder_.add(answer.ask, answer.report, answer.started, answer.ended);
    }
  }

  /// No call is simply dropped: a gateway would hold its port until its own timer ends it.
  Awaitable<void> wind_up() {
    winding_up_ = true;
    const auto open = open_;
    for (const auto& [id, alarm] : open) alarm->set(0ms);
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
    progress.calls = plan_.done();
    progress.to_call = plan_.total();
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
  LadderPlan plan_;
  std::map<ExchangeId, std::shared_ptr<Alarm>> open_;
  std::vector<Answer> answers_;
  std::size_t connections_ = 0;
  bool winding_up_ = false;
  Elapsed last_progress_{0};
};

}  // namespace

Awaitable<void> climb_ladder(const ScanContext& context, const Target& target, Route& route, Clock::time_point start,
                             const Progress& matrix, std::vector<VersionResult>& versions, RecordBuilder& builder) {
  const auto executor = co_await asio::this_coro::executor;
  TargetLadder ladder(context, target, route, start, matrix, versions, builder, executor);
  co_await ladder.run();
  ladder.apply(versions);
}

}  // namespace probe
