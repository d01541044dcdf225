// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/target_ladder.hpp"

#include "probe/engine/plan_driver.hpp"
#include "probe/engine/pump.hpp"
#include "probe/engine/tcp_stream.hpp"
#include "probe/ladder/climber.hpp"
#include "probe/ladder/ladder_plan.hpp"
#include "tls/client/carrier.hpp"
#include "tls/client/client.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <utility>

namespace probe {
namespace {

using namespace std::chrono_literals;

/// What a call may still take when the scan is over: time to say Call Disconnect.
constexpr std::chrono::milliseconds kGrace = 1000ms;

std::string why_not(tls::CipherSuite suite, tls::ProtocolVersion version) {
  return tls::carrier(suite, version).reason;
}

class LadderDriver final : public PlanDriver {
 public:
  LadderDriver(TargetWork& work, const Progress& matrix, const std::vector<VersionResult>& versions,
               const asio::any_io_executor& executor)
      : PlanDriver(work, executor),
        matrix_(matrix),
        plan_(versions, work.context.options, why_not, work.builder.next_exchange()) {}

  [[nodiscard]] const LadderPlan& plan() const { return plan_; }

 private:
  struct Answer {
    ClimbAsk ask;
    ClimbReport report;
    RungTimes times;
    Elapsed started{}, ended{};
  };

  std::optional<Elapsed> turn(Elapsed now) override {
    const auto step = plan_.next(now);
    const auto* ask = std::get_if<ClimbAsk>(&step);
    if (ask == nullptr) return wait_of(step);
    open(ask->id, [this, ask = *ask](std::shared_ptr<Alarm> alarm) { return climb(ask, std::move(alarm)); });
    return now;
  }

  Awaitable<void> climb(ClimbAsk ask, std::shared_ptr<Alarm> alarm) {
    Answer answer;
    answer.ask = ask;
    answer.started = work().elapsed();
    Recorder recorder(work().context.means.transcripts);
    Dialed dialed = co_await work().route.connect(*alarm, work().context.options.timeout, &recorder);
    if (dialed.socket) {
      TcpStream stream(*std::move(dialed.socket), std::move(dialed.early), *alarm, &recorder);
      Climber climber = climber_for(ask);
      std::optional<std::size_t> stage;
      co_await pump(climber, stream, [&] {
        note_rung(climber.rung(), work().elapsed() - answer.started, answer.times);
        if (climber.stage() == stage) return;
        stage = climber.stage();
        alarm->set(is_ending() ? std::min(climber.patience(), kGrace) : climber.patience());
      });
      stream.close();
      answer.report = climber.report();
    } else {
      answer.report = not_connected(dialed.failure);
    }
    answer.ended = work().elapsed();
    work().builder.keep(ask.id, recorder, answer.report.handshake.key_log);
    answers_.push_back(std::move(answer));
    answered();
  }

  [[nodiscard]] Climber climber_for(const ClimbAsk& ask) {
    const auto& context = work().context;
    tls::ClientConfig config;
    config.version = ask.version;
    config.suite = ask.suite;
    config.server_name = work().target.sni.value_or("");
    config.random = context.means.random;
    return Climber(tls::make_client(std::move(config)), work().target.host, ask.depth, context.means.random,
                   context.options.timeout);
  }

  static void note_rung(Rung rung, Elapsed when, RungTimes& times) {
    if (rung >= Rung::tls && !times.tls) times.tls = when;
    if (rung >= Rung::http && !times.http) times.http = when;
    if (rung >= Rung::sstp && !times.sstp) times.sstp = when;
  }

  void take_answers() override {
    for (auto& answer : std::exchange(answers_, {})) {
      plan_.on(answer.ask.id, answer.report, answer.times, answer.ended);
      work().builder.add(answer.ask, answer.report, answer.started, answer.ended);
    }
  }

  void tell_progress() override {
    Progress progress = matrix_;
    progress.connections = work().route.attempts();
    progress.calls = plan_.done();
    progress.to_call = plan_.total();
    work().context.observer.on_progress(work().target, progress);
  }

  /// No call is simply dropped: a gateway would hold its port until its own timer ends it.
  void end(Alarm& alarm) override { alarm.set(0ms); }

  const Progress matrix_;
  LadderPlan plan_;
  std::vector<Answer> answers_;
};

}  // namespace

Awaitable<void> climb_ladder(TargetWork& work, const Progress& matrix, std::vector<VersionResult>& versions) {
  const auto executor = co_await asio::this_coro::executor;
  LadderDriver driver(work, matrix, versions, executor);
  co_await driver.run();
  work.builder.add_slowdowns(driver.plan().slowdowns());
  driver.plan().apply(versions);
}

}  // namespace probe
