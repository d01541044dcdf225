// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/agenda.hpp"

#include "tests/unit/probe/agenda/scan_scenarios.hpp"
#include "tests/unit/probe/agenda/simulated_server.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <string>
#include <utility>

namespace probe::agenda::test {
namespace {

using namespace std::chrono_literals;
using tls::CipherSuite;
using tls::ProtocolVersion;

using Gate = std::function<std::optional<Observation>(std::size_t, Elapsed, std::size_t)>;

/// Of `turns` servers behind a balancer those in `bad` say `then` to everything.
Gate in_turn(std::size_t turns, std::set<std::size_t> bad, const Observation& then) {
  return [=](std::size_t index, Elapsed, std::size_t) {
    return bad.count(index % turns) != 0 ? std::optional(then) : std::nullopt;
  };
}

/// A balancer that draws lots.
Gate at_random(unsigned percent, unsigned seed, const Observation& then) {
  return [=, random = std::mt19937(seed)](std::size_t, Elapsed, std::size_t) mutable {
    return random() % 100 < percent ? std::optional(then) : std::nullopt;
  };
}

Gate in_window(std::size_t most, Elapsed window, const Observation& then) {
  return [=, seen = std::map<long, std::size_t>{}](std::size_t, Elapsed now, std::size_t) mutable {
    return ++seen[static_cast<long>(now / window)] > most ? std::optional(then) : std::nullopt;
  };
}

Gate at_once(std::size_t most, const Observation& then) {
  return [=](std::size_t, Elapsed, std::size_t open) { return open >= most ? std::optional(then) : std::nullopt; };
}

Gate after_half(std::size_t most, const Observation& then) {
  return [=](std::size_t index, Elapsed, std::size_t) {
    return index > most && index % 2 == 0 ? std::optional(then) : std::nullopt;
  };
}

Truth with_more_versions() {
  auto truth = like_gateway();
  truth[ProtocolVersion::SSLv3] = {CipherSuite{0x0004}, CipherSuite{0x000A}};
  truth[ProtocolVersion::TLSv1_3] = {CipherSuite{0x1301}};
  return truth;
}

TEST_CASE("agenda: servers that shed load with the alert of a refusal are not believed") {
  enum class Expect { whole_truth, nothing_false };
  struct Row {
    std::string name;
    std::function<Gate(const Observation&)> gate;
    Expect expect = Expect::nothing_false;
    std::size_t servers = 1;  ///< behind a balancer that takes them in turn
  };
  const Row rows[] = {
      {"one server of 2", [](const auto& then) { return in_turn(2, {0}, then); }},
      {"one of 3", [](const auto& then) { return in_turn(3, {0}, then); }, Expect::whole_truth},
      {"another of 3", [](const auto& then) { return in_turn(3, {2}, then); }, Expect::whole_truth},
      {"one of 4", [](const auto& then) { return in_turn(4, {0}, then); }, Expect::whole_truth},
      {"one of 5", [](const auto& then) { return in_turn(5, {3}, then); }, Expect::whole_truth, 5},
      {"one of 7", [](const auto& then) { return in_turn(7, {0}, then); }, Expect::whole_truth, 7},
      {"two of 3", [](const auto& then) { return in_turn(3, {0, 2}, then); }},
      {"two in a row of 3", [](const auto& then) { return in_turn(3, {2, 0}, then); }},
      {"two of 4", [](const auto& then) { return in_turn(4, {0, 2}, then); }},
      {"two in a row of 4", [](const auto& then) { return in_turn(4, {2, 3}, then); }},
      {"three of 6", [](const auto& then) { return in_turn(6, {2, 4, 5}, then); }},
      {"half, after 30", [](const auto& then) { return after_half(30, then); }},
      {"8 at once", [](const auto& then) { return at_once(8, then); }, Expect::whole_truth},
      {"3 at once", [](const auto& then) { return at_once(3, then); }, Expect::whole_truth},
      {"2 at once", [](const auto& then) { return at_once(2, then); }, Expect::whole_truth},
      {"12 in 10 seconds", [](const auto& then) { return in_window(12, 10s, then); }},
      {"20 in 2 seconds", [](const auto& then) { return in_window(20, 2s, then); }, Expect::whole_truth},
      {"5 a second", [](const auto& then) -> Gate { return token_bucket(5, then); }, Expect::whole_truth},
  };
  std::size_t seen = 0;
  for (const auto& row : rows)
    for (const auto& [description, connections] : {std::pair(40, std::size_t{4}), std::pair(80, std::size_t{10})})
      for (const auto refusal : {Refusal::alert_40, Refusal::reset}) {
        // Those that cannot be found out take the longest.
        if (description == 80 && (refusal == Refusal::reset || row.expect == Expect::nothing_false)) continue;
        CAPTURE(row.name);
        CAPTURE(description);
        CAPTURE(static_cast<int>(refusal));
        SimulatedServer server;
        server.truth = with_more_versions();
        server.refusal = refusal;
        server.gate = row.gate(alert(description));
        ScanOptions options;
        options.max_connections = connections;
        options.timeout = 2000ms;
        options.deadline = 300s;
        const auto run = simulate(server, options, kRoundTrip);
        CHECK(run.finished);
        check_adds_up(options, run.result);
        seen += run.controls_alerted == 0 ? 0 : 1;
        // The controls at the end, one behind the other, meet each of four servers in turn, and not each of five: an
        // alert that no control met cannot be told from the server's own.
        if (run.controls_alerted == 0 && row.servers > 4) continue;
        CHECK(false_refusals(server.truth, run.result) == std::vector<std::string>{});
        if (row.expect == Expect::whole_truth) CHECK(accepted(run.result) == server.truth);
      }
  CHECK(seen > 20);
}

TEST_CASE("agenda: servers that shed load at random") {
  for (const unsigned percent : {5, 15, 30, 50})
    for (const auto refusal : {Refusal::alert_40, Refusal::reset})
      for (unsigned seed = 1; seed <= 4; ++seed) {
        CAPTURE(percent);
        CAPTURE(static_cast<int>(refusal));
        CAPTURE(seed);
        SimulatedServer server;
        server.truth = seed % 5 == 0 ? like_jdk() : with_more_versions();
        server.refusal = refusal;
        server.gate = at_random(percent, seed, alert(40));
        const auto run = simulate(server, {}, kRoundTrip);
        CHECK(run.finished);
        if (run.controls_alerted != 0) CHECK(false_refusals(server.truth, run.result) == std::vector<std::string>{});
        check_adds_up({}, run.result);
      }
}

TEST_CASE("agenda: an alert that was never in doubt costs no more connections") {
  struct Row {
    std::string name;
    Refusal refusal;
    std::size_t connections;
  };
  const Row rows[] = {{"alert 40", Refusal::alert_40, 200}, {"alert 70", Refusal::alert_70_for_versions, 200}};
  for (const auto& row : rows) {
    CAPTURE(row.name);
    SimulatedServer server;
    server.truth = like_jdk();
    server.refusal = row.refusal;
    CHECK(simulate(server, {}, kRoundTrip).connections <= row.connections);
  }
}

}  // namespace
}  // namespace probe::agenda::test
