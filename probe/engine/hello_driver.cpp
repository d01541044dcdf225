// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/hello_driver.hpp"

#include "probe/engine/plan_driver.hpp"
#include "probe/engine/pump.hpp"
#include "probe/engine/tcp_stream.hpp"
#include "probe/hello/hello_exchange.hpp"

#include <boost/asio/this_coro.hpp>

#include <utility>
#include <vector>

namespace probe {
namespace {

class HelloDriver final : public PlanDriver {
 public:
  HelloDriver(TargetWork& work, HelloPlan plan, const asio::any_io_executor& executor)
      : PlanDriver(work, executor), plan_(std::move(plan)) {}

 private:
  struct Answer {
    Ask ask;
    Observation observation;
    Elapsed started{}, ended{};
  };

  std::optional<Elapsed> turn(Elapsed now) override {
    const auto step = plan_.next(now);
    const auto* ask = std::get_if<Ask>(&step);
    if (ask == nullptr) return wait_of(step);
    open(ask->id, [this, ask = *ask](std::shared_ptr<Alarm> alarm) { return exchange(ask, std::move(alarm)); });
    return now;
  }

  Awaitable<void> exchange(Ask ask, std::shared_ptr<Alarm> alarm) {
    const auto& context = work().context;
    Answer answer;
    answer.ask = std::move(ask);
    answer.started = work().elapsed();
    Recorder recorder(context.means.transcripts);
    Dialed dialed = co_await work().route.connect(*alarm, context.options.timeout, &recorder);
    const Elapsed connected = work().elapsed();
    if (dialed.socket) {
      alarm->set(context.options.timeout);
      TcpStream stream(*std::move(dialed.socket), std::move(dialed.early), *alarm, &recorder);
      HelloExchange machine(answer.ask.offer, context.means.random);
      co_await pump(machine, stream);
      stream.close();
      answer.observation = machine.observation();
    } else {
      answer.observation = std::move(dialed.failure);
    }
    answer.ended = work().elapsed();
    work().builder.keep(answer.ask.id, recorder, {});
    if (alarm->ring() == Alarm::Ring::called_off) {
      record_called_off(answer);
      co_return;
    }
    answer.observation.connect_time = connected - answer.started;
    answer.observation.answer_time = answer.ended - connected;
    answers_.push_back(std::move(answer));
    answered();
  }

  /// What was called off has no answer for the plan; but the connection was made.
  void record_called_off(Answer& answer) {
    answer.observation.response = Response::local_failure;
    answer.observation.selection.reset();
    answer.observation.detail = "called off when the scan ended";
    work().builder.add(answer.ask, answer.observation, answer.started, answer.ended);
  }

  void take_answers() override {
    for (auto& answer : std::exchange(answers_, {})) {
      plan_.on(answer.ask.id, answer.observation, answer.ended);
      work().builder.add(answer.ask, answer.observation, answer.started, answer.ended);
    }
  }

  void tell_progress() override { work().context.observer.on_progress(work().target, plan_.progress()); }
  void end(Alarm& alarm) override { alarm.call_off(); }

  HelloPlan plan_;
  std::vector<Answer> answers_;
};

}  // namespace

Awaitable<void> ask_hellos(TargetWork& work, HelloPlan plan) {
  const auto executor = co_await asio::this_coro::executor;
  HelloDriver driver(work, std::move(plan), executor);
  co_await driver.run();
}

}  // namespace probe
