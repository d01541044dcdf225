// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/target_driver.hpp"

#include "probe/engine/pump.hpp"
#include "probe/engine/tcp_stream.hpp"
#include "probe/hello/hello_exchange.hpp"
#include "tls/client/carrier.hpp"
#include "tls/client/client.hpp"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <cstring>
#include <exception>
#include <utility>

namespace probe {
namespace {

using namespace std::chrono_literals;

/// How often an interrupt is looked for, and progress is told.
constexpr std::chrono::milliseconds kHeartbeat{100};
/// What a call may still take when the scan is over: time to say Call Disconnect.
constexpr std::chrono::milliseconds kGrace = 1000ms;

std::string why_not(tls::CipherSuite suite, tls::ProtocolVersion version) {
  return tls::carrier(suite, version).reason;
}

agenda::Plan plan_of(const ScanContext& context, const Target& target) {
  agenda::Plan plan;
  plan.options = context.options;
  plan.sni = target.sni;
  plan.why_not = why_not;
  plan.clients =
      context.means.client_hellos == ClientHellos::send ? agenda::ClientHellos::send : agenda::ClientHellos::none;
  std::array<std::uint8_t, sizeof plan.seed> octets{};
  context.means.random(octets);
  std::memcpy(&plan.seed, octets.data(), octets.size());
  return plan;
}

void note_rung(Rung rung, agenda::Elapsed when, agenda::RungTimes& times) {
  if (rung >= Rung::tls && !times.tls) times.tls = when;
  if (rung >= Rung::http && !times.http) times.http = when;
  if (rung >= Rung::sstp && !times.sstp) times.sstp = when;
}

}  // namespace

TargetDriver::TargetDriver(const ScanContext& context, const Target& target, const Route& route,
                           const asio::any_io_executor& executor)
    : context_(context),
      target_(target),
      route_(route),
      builder_(target),
      agenda_(plan_of(context, target)),
      executor_(executor),
      ahead_(route_, executor, context.options.timeout, context.means.transcripts),
      wake_(executor),
      start_(Recorder::now()) {}

TargetDriver::Elapsed TargetDriver::elapsed() const { return Recorder::now() - start_; }

Awaitable<void> TargetDriver::run() {
  for (;;) {
    has_answers_ = false;
    if (context_.stop) agenda_.interrupt();
    const auto wait = turn();
    if (!wait) break;
    open_ahead();
    if (*wait > elapsed()) co_await sleep_until(*wait);
    if (elapsed() - last_progress_ >= kHeartbeat) tell_progress();
  }
  co_await end_all();
}

std::optional<TargetDriver::Elapsed> TargetDriver::turn() {
  const Elapsed now = elapsed();
  const auto step = agenda_.next(now);
  if (std::holds_alternative<agenda::Finished>(step)) return std::nullopt;
  if (const auto* wait = std::get_if<agenda::WaitUntil>(&step)) return wait->until;
  if (const auto* hello = std::get_if<agenda::AskHello>(&step)) {
    open(hello->id, [this, ask = *hello](std::shared_ptr<Alarm> alarm) { return put_hello(ask, std::move(alarm)); });
    return now;
  }
  if (const auto* call = std::get_if<agenda::AskCall>(&step)) {
    is_call_[call->id] = true;
    open(call->id, [this, ask = *call](std::shared_ptr<Alarm> alarm) { return make_call(ask, std::move(alarm)); });
    return now;
  }
  return Elapsed::max();
}

template <class Talk>
void TargetDriver::open(ExchangeId id, Talk talk) {
  const auto alarm = Alarm::create(executor_);
  open_.emplace(id, alarm);
  asio::co_spawn(executor_, talk(alarm), [this, id](std::exception_ptr bug) {
    open_.erase(id);
    is_call_.erase(id);
    has_answers_ = true;
    wake_.cancel();
    if (bug) std::rethrow_exception(bug);
  });
}

void TargetDriver::open_ahead() { ahead_.open(agenda_.ahead(elapsed())); }

Awaitable<TargetDriver::Line> TargetDriver::line_ahead(Alarm& alarm) {
  Line line;
  line.ahead = ahead_.take();
  if (!line.ahead) co_return line;
  {
    const Alarm::Guard guard(alarm, [&line] { line.ahead->alarm->call_off(); });
    if (alarm.ring() == Alarm::Ring::called_off) line.ahead->alarm->call_off();
    co_await ConnectionsAhead::await_up(*line.ahead);
  }
  line.dialed = std::move(line.ahead->dialed);
  line.connected = line.ahead->ended - start_;
  co_return line;
}

Awaitable<TargetDriver::Line> TargetDriver::new_line(Alarm& alarm) {
  Line line;
  line.own = std::make_unique<Recorder>(context_.means.transcripts);
  // The first that is dialled is the start: packets alone tell then when in the scan each was.
  if (!std::exchange(has_dialled_, true)) start_ = line.own->dialled();
  line.dialed = co_await route_.connect(alarm, context_.options.timeout, line.own.get());
  line.connected = elapsed();
  co_return line;
}

Awaitable<Observation> TargetDriver::talk(const agenda::AskHello& ask, Line& line, Alarm& alarm) {
  line.is_cut = true;
  line.is_asked = false;
  if (!line.dialed.socket) co_return std::move(line.dialed.failure);
  alarm.set(context_.options.timeout);
  TcpStream stream(*std::move(line.dialed.socket), std::move(line.dialed.early), alarm, &line.recorder());
  HelloExchange machine(ask.offer, context_.means.random);
  bool told = false, retried = false;
  const auto before = line.recorder().written();
  const auto closure = co_await pump(machine, stream, [&] {
    if (machine.has_retried() && !std::exchange(retried, true)) alarm.set(context_.options.timeout);
    const auto suite = machine.chosen();
    if (!suite || std::exchange(told, true)) return;
    if (machine.observation().selection->version != ask.offer.version) return;
    agenda_.chosen(ask.id, *suite);
    has_answers_ = true;
    wake_.cancel();
  });
  line.is_cut = closure == tls::Closure::timed_out;
  line.is_asked = line.recorder().written() != before;
  stream.close();
  co_return machine.observation();
}

Awaitable<void> TargetDriver::put_hello(agenda::AskHello ask, std::shared_ptr<Alarm> alarm) {
  // A control has to tell how new connections fare.
  Line line;
  if (ask.purpose != Purpose::control) line = co_await line_ahead(*alarm);
  Observation observation;
  Elapsed asked = elapsed();
  if (line.ahead) observation = co_await talk(ask, line, *alarm);
  // Nor is it known of a connection that waited for its hello why it was not answered.
  const bool unanswered = observation.response == Response::closed || observation.response == Response::not_connected;
  if (!line.ahead || unanswered) {
    if (line.ahead) ahead_.was_no_use();
    line = co_await new_line(*alarm);
    asked = line.connected;
    observation = co_await talk(ask, line, *alarm);
  }
  const Span span = span_of(line.recorder());
  keep(ask.id, line.recorder(), {});
  // An answer that was there before the ring is one, whichever of the two is seen first.
  if (line.is_cut && alarm->ring() == Alarm::Ring::called_off) {
    record_called_off(ask, std::move(observation), span);
    co_return;
  }
  // Who closes before the hello is there says nothing about it.
  if (observation.response == Response::closed && !line.is_asked) {
    observation.response = Response::not_connected;
    observation.connect_failure = ConnectFailure::other;
    if (observation.detail.empty()) observation.detail = "closed before the hello was sent";
  }
  const Elapsed ended = elapsed();
  observation.connect_time = line.connected - span.began;
  observation.answer_time = ended - asked;
  auto exchange = agenda::summarize(ask, observation, span.began, span.ended, target_.sni);
  builder_.add(exchange, observation);
  agenda_.on(exchange, observation, ended);
}

/// What was called off has no answer for the agenda; but the connection was made.
void TargetDriver::record_called_off(const agenda::AskHello& ask, Observation observation, Span span) {
  observation.response = Response::local_failure;
  observation.selection.reset();
  observation.detail = "called off when the scan ended";
  auto exchange = agenda::summarize(ask, observation, span.began, span.ended, target_.sni);
  builder_.add(exchange, observation);
}

TargetDriver::Span TargetDriver::span_of(Recorder& recorder) const {
  recorder.closed();
  return {recorder.dialled() - start_, *recorder.ended() - start_};
}

void TargetDriver::keep(ExchangeId exchange, Recorder& recorder, std::vector<std::string> key_log) {
  const auto what = recorder.keeps() ? RecordBuilder::Keep::transcript : RecordBuilder::Keep::address;
  builder_.keep(exchange, recorder.take(), what, std::move(key_log));
}

Awaitable<void> TargetDriver::make_call(agenda::AskCall ask, std::shared_ptr<Alarm> alarm) {
  agenda::RungTimes times;
  ClimbReport report;
  Recorder recorder(context_.means.transcripts);
  const Elapsed began = recorder.dialled() - start_;
  Dialed dialed = co_await route_.connect(*alarm, context_.options.timeout, &recorder);
  if (dialed.socket) {
    TcpStream stream(*std::move(dialed.socket), std::move(dialed.early), *alarm, &recorder);
    Climber climber = climber_for(ask);
    climber.hold();
    climber.measured(elapsed() - began);
    CallSeat seat{&climber, alarm, false};
    std::size_t stage = static_cast<std::size_t>(-1);
    Elapsed stage_began = elapsed();
    co_await pump(climber, stream, [&] { watch_call(seat, recorder, times, stage, stage_began); });
    queue_.erase(std::remove(queue_.begin(), queue_.end(), &seat), queue_.end());
    give_port_back(seat);
    stream.part();
    report = climber.report();
    if (const auto group = group_of(ask)) blame_missing_group(report, *group);
  } else {
    report = not_connected(dialed.failure);
  }
  const Elapsed ended = elapsed();
  const Span span = span_of(recorder);
  keep(ask.id, recorder, report.handshake.key_log);
  auto exchange = builder_.add(ask, report, span.began, span.ended);
  agenda_.on(exchange, report, times, ended);
}

/// What the matrix saw the gateway choose for the cell.
std::optional<tls::NamedGroup> TargetDriver::group_of(const agenda::AskCall& ask) const {
  for (const auto& exchange : builder_.exchanges())
    if (exchange.purpose != Purpose::climb && exchange.group && exchange.selected_version == ask.version &&
        exchange.selected == std::vector{ask.suite})
      return exchange.group;
  return std::nullopt;
}

void TargetDriver::watch_call(CallSeat& seat, const Recorder& recorder, agenda::RungTimes& times, std::size_t& stage,
                              Elapsed& stage_began) {
  Climber& climber = *seat.climber;
  note_rung(climber.rung(), recorder.latest_read() - recorder.dialled(), times);
  if (climber.waits_for_port() && !seat.holds_port) {
    const bool queued = std::find(queue_.begin(), queue_.end(), &seat) != queue_.end();
    if (ports_taken_ < context_.options.sstp_concurrency || is_ending_) {
      seat.holds_port = true;
      ++ports_taken_;
      queue_.erase(std::remove(queue_.begin(), queue_.end(), &seat), queue_.end());
      climber.proceed();
    } else if (!queued) {
      queue_.push_back(&seat);
    }
  }
  // The Call Disconnect is written next, and frees the port: the next request comes to the gateway behind it.
  if (climber.has_left()) give_port_back(seat);
  if (climber.stage() == stage) return;
  if (stage != static_cast<std::size_t>(-1)) climber.measured(elapsed() - stage_began);
  stage = climber.stage();
  stage_began = elapsed();
  seat.alarm->set(is_ending_ ? std::min(climber.patience(), kGrace) : climber.patience());
}

void TargetDriver::give_port_back(CallSeat& seat) {
  if (!std::exchange(seat.holds_port, false)) return;
  --ports_taken_;
  seat_next_call();
}

/// The one that has waited longest. It waits for octets: its alarm ends that, and nothing else.
void TargetDriver::seat_next_call() {
  if (queue_.empty() || ports_taken_ >= context_.options.sstp_concurrency) return;
  CallSeat& seat = *queue_.front();
  queue_.pop_front();
  seat.holds_port = true;
  ++ports_taken_;
  seat.climber->proceed();
  seat.alarm->set(0ms);
}

Climber TargetDriver::climber_for(const agenda::AskCall& ask) const {
  tls::ClientConfig config;
  config.version = ask.version;
  config.suite = ask.suite;
  config.server_name = target_.sni.value_or("");
  config.random = context_.means.random;
  return Climber(tls::make_client(std::move(config)), target_.host, ask.depth, context_.means.random,
                 context_.options.timeout, {}, ask.trial.value_or(RequestKind::sstp));
}

void TargetDriver::tell_progress() {
  last_progress_ = elapsed();
  auto progress = agenda_.progress();
  progress.connections = route_.attempts();
  context_.observer.on_progress(target_, progress);
}

/// Until then, until an answer comes, or until the next heartbeat.
Awaitable<void> TargetDriver::sleep_until(Elapsed when) {
  if (has_answers_) co_return;
  const Elapsed heartbeat = elapsed() + kHeartbeat;
  const Elapsed until = std::min({when, heartbeat, Elapsed(context_.options.deadline)});
  wake_.expires_after(until - elapsed());
  [[maybe_unused]] const auto [woken] = co_await wake_.async_wait(kAwaitTuple);
}

/// A hello is called off: its silence is ours. No call is simply dropped: a gateway would hold its port until its own
/// timer ends it.
Awaitable<void> TargetDriver::end_all() {
  is_ending_ = true;
  const auto open = open_;  // a ring may end an exchange at once, and take it off the map
  for (const auto& [id, alarm] : open) {
    if (is_call_.count(id) != 0)
      alarm->set(0ms);
    else
      alarm->call_off();
  }
  co_await ahead_.close();
  while (!open_.empty()) {
    wake_.expires_at(std::chrono::steady_clock::time_point::max());
    [[maybe_unused]] const auto [woken] = co_await wake_.async_wait(kAwaitTuple);
  }
}

TargetRecord TargetDriver::take_record() {
  TargetRecord record = builder_.finish(agenda_.result());
  record.address = route_.address();
  record.proxy = route_.proxy();
  record.stats.elapsed = elapsed();
  record.stats.unused = static_cast<std::uint32_t>(ahead_.unused());
  return record;
}

}  // namespace probe
