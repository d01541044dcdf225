// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/probe/agenda/simulated_server.hpp"

#include "probe/hello/hello_shape.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

namespace probe::agenda::test {

Observation response(Response what) {
  Observation observation;
  observation.response = what;
  if (what == Response::closed) observation.close = CloseStyle::reset;
  return observation;
}

Observation alert(int description) {
  auto observation = response(Response::fatal_alert);
  observation.alert = tls::Alert{tls::AlertLevel::fatal, static_cast<tls::AlertDescription>(description)};
  return observation;
}

Observation connect_failure(ConnectFailure how) {
  auto observation = response(Response::not_connected);
  observation.connect_failure = how;
  return observation;
}

Observation SimulatedServer::answer(const Offer& offer, std::size_t index, Elapsed now, std::size_t open) const {
  if (gate)
    if (auto blocked = gate(index, now, open)) return *blocked;
  return alter ? alter(own_answer(offer)) : own_answer(offer);
}

Observation SimulatedServer::own_answer(const Offer& offer) const {
  if (own) return own(offer);
  const bool dropped = (drops_hellos_over != 0 && flight_size(offer) > drops_hellos_over) ||
                       (drops_hellos_with_suites != 0 && offer.suites.size() >= drops_hellos_with_suites) ||
                       (drops_extensions && offer.shape != HelloShape::bare);
  if (dropped && offer.version != tls::ProtocolVersion::SSLv2) return response(Response::silent);
  for (const auto suite : offer.suites)
    if (poison.count(suite) != 0) return alert(80);
  if (const auto found = unable.find(offer.version); found != unable.end())
    for (const auto suite : offer.suites)
      if (found->second.count(suite) != 0) return alert(80);
  const auto accepts = truth.find(offer.version);
  if (accepts != truth.end())
    for (const auto suite : offer.suites)
      if (accepts->second.count(suite) != 0) {
        auto observation = response(Response::server_hello);
        observation.selection.emplace();
        observation.selection->version = offer.version;
        observation.selection->suites = {suite};
        return observation;
      }
  switch (refusal) {
    case Refusal::alert_40:
      return alert(40);
    case Refusal::alert_70_for_versions:
      return alert(accepts == truth.end() ? 70 : 40);
    case Refusal::alert_80:
      return alert(80);
    case Refusal::reset:
      return response(Response::closed);
    case Refusal::silence:
      return response(Response::silent);
  }
  return response(Response::closed);
}

auto limiter(std::size_t count, Observation then)
    -> std::function<std::optional<Observation>(std::size_t, Elapsed, std::size_t)> {
  return [=](std::size_t index, Elapsed, std::size_t) -> std::optional<Observation> {
    return index > count ? std::optional(then) : std::nullopt;
  };
}

auto token_bucket(double rate, Observation then)
    -> std::function<std::optional<Observation>(std::size_t, Elapsed, std::size_t)> {
  struct State {
    double tokens;
    Elapsed last{0};
  };
  auto state = std::make_shared<State>(State{rate});
  return [=](std::size_t, Elapsed now, std::size_t) -> std::optional<Observation> {
    const double passed = std::chrono::duration<double>(now - state->last).count();
    state->tokens = std::min(rate, state->tokens + passed * rate);
    state->last = now;
    if (state->tokens < 1) return then;
    state->tokens -= 1;
    return std::nullopt;
  };
}

Run simulate(const SimulatedServer& server, const ScanOptions& options, Elapsed round_trip, std::uint64_t seed) {
  struct Pending {
    Elapsed at;
    AskHello ask;
    Observation observation;
    Elapsed began;
    bool is_call = false;
  };
  constexpr std::size_t kMostSteps = 200000;

  Plan plan;
  plan.options = options;
  plan.options.depth = Rung::hello;
  plan.why_not = [](tls::CipherSuite, tls::ProtocolVersion) { return std::string(); };
  plan.seed = seed;
  Agenda agenda(std::move(plan));
  Run run;
  Elapsed now{0};
  std::vector<Pending> pending;
  for (std::size_t step = 0; step < kMostSteps; ++step) {
    const auto next = agenda.next(now);
    if (std::holds_alternative<Finished>(next)) {
      run.finished = true;
      break;
    }
    if (const auto* call = std::get_if<AskCall>(&next)) {
      ++run.connections;
      AskHello ask{call->id, Purpose::climb, {}};
      ask.offer.version = call->version;
      ask.offer.suites = {call->suite};
      auto observation = server.answer(ask.offer, run.connections, now, pending.size());
      pending.push_back({now + 4 * round_trip, std::move(ask), std::move(observation), now, true});
      continue;
    }
    if (const auto* ask = std::get_if<AskHello>(&next)) {
      ++run.connections;
      ++run.purposes[ask->purpose];
      run.asked.emplace_back(now, ask->offer);
      auto observation = server.answer(ask->offer, run.connections, now, pending.size());
      observation.hello_size = flight_size(ask->offer);
      if (ask->purpose == Purpose::control && observation.response == Response::fatal_alert) ++run.controls_alerted;
      const bool waits =
          observation.response == Response::silent || observation.connect_failure == ConnectFailure::timed_out;
      pending.push_back({now + (waits ? Elapsed(options.timeout) : 2 * round_trip), *ask, std::move(observation), now});
      run.most_at_once = std::max(run.most_at_once, pending.size());
      continue;
    }
    const auto soonest = std::min_element(pending.begin(), pending.end(),
                                          [](const Pending& a, const Pending& b) { return a.at < b.at; });
    const auto* wait = std::get_if<WaitUntil>(&next);
    if (soonest == pending.end() && !wait) break;  // waits for an answer that nobody owes it
    if (wait && (soonest == pending.end() || wait->until < soonest->at)) {
      if (wait->until <= now) break;  // would spin
      now = wait->until;
      continue;
    }
    now = std::max(now, soonest->at);
    const Pending answered = *soonest;
    pending.erase(soonest);
    const auto summary = summarize(answered.ask, answered.observation, answered.began, now, std::nullopt);
    run.history.push_back(summary);
    const bool finished = answered.is_call && answered.observation.response == Response::server_hello;
    if (server.ended && answered.observation.response != Response::not_connected) server.ended(finished);
    if (answered.is_call) {
      ClimbReport report;
      if (finished) report.rung = Rung::tls;
      if (!finished) report.halt = CallOutcome::no_client;
      agenda.on(summary, report, {}, now);
    } else {
      agenda.on(summary, answered.observation, now);
    }
  }
  run.took = now;
  run.result = agenda.result();
  return run;
}

std::vector<std::string> false_refusals(const Truth& truth, const Result& result) {
  std::vector<std::string> wrong;
  for (const auto& version : result.versions) {
    const auto accepts = truth.find(version.version);
    if (accepts == truth.end()) continue;
    for (const auto& group : version.refused)
      for (const auto code : group.codes)
        if (accepts->second.count(code) != 0) wrong.push_back(to_string(version.version) + " " + to_string(code));
  }
  return wrong;
}

Truth accepted(const Result& result) {
  Truth truth;
  for (const auto& version : result.versions)
    for (const auto& suite : version.accepted) truth[version.version].insert(suite.code);
  return truth;
}

std::size_t inconclusive(const Result& result) {
  std::size_t count = 0;
  for (const auto& version : result.versions)
    for (const auto& group : version.inconclusive) count += group.codes.size();
  return count;
}

std::size_t cells(const Truth& truth) {
  std::size_t count = 0;
  for (const auto& [version, suites] : truth) count += suites.size();
  return count;
}

}  // namespace probe::agenda::test
