// SPDX-License-Identifier: Apache-2.0
#include "probe/ladder/ladder_plan.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace probe {
namespace {

using namespace std::chrono_literals;
using tls::CipherSuite;
using tls::ProtocolVersion;

constexpr CipherSuite kFirst{0x0004}, kSecond{0x0005}, kThird{0x000A}, kFourth{0x002F}, kFifth{0x0035};

VersionResult version_with(ProtocolVersion version, const std::vector<CipherSuite>& codes) {
  VersionResult result;
  result.version = version;
  result.outcome = Outcome::accepted;
  result.reason = Reason::server_selected_it;
  for (const auto code : codes) {
    AcceptedSuite suite;
    suite.code = code;
    suite.exchange = 1;
    result.accepted.push_back(suite);
  }
  return result;
}

ClimbReport halted(Rung rung, CallOutcome halt) {
  ClimbReport report;
  report.rung = rung;
  report.halt = halt;
  report.handshake.reached = rung == Rung::hello ? tls::HandshakeStep::client_hello : tls::HandshakeStep::finished;
  return report;
}

ClimbReport reached(Rung rung) {
  ClimbReport report;
  report.rung = rung;
  return report;
}

const WhyNot kEverybodyCarries = [](CipherSuite, ProtocolVersion) { return std::string{}; };

/// Drives a plan against a server in a few words: what each attempt at a cell brings.
struct Simulation {
  std::vector<VersionResult> versions;
  ScanOptions options;
  WhyNot why_not = kEverybodyCarries;
  std::function<ClimbReport(const ClimbAsk&, std::size_t attempt)> server;
  Elapsed each{1ms};  ///< how long a climb takes

  std::vector<ClimbAsk> asks;
  std::size_t most_at_once = 0;

  void run() {
    LadderPlan plan(versions, options, why_not, 100);
    Elapsed now{0};
    std::map<ExchangeId, ClimbAsk> open;
    std::map<std::pair<ProtocolVersion, CipherSuite>, std::size_t> attempts;
    const auto answer_one = [&] {
      now += each;
      const auto ask = open.begin()->second;
      open.erase(open.begin());
      plan.on(ask.id, server(ask, attempts[{ask.version, ask.suite}]++), {}, now);
    };
    for (int turn = 0; turn < 10000; ++turn) {
      const auto step = plan.next(now);
      if (std::holds_alternative<Finished>(step)) break;
      if (const auto* ask = std::get_if<ClimbAsk>(&step)) {
        asks.push_back(*ask);
        open.emplace(ask->id, *ask);
        most_at_once = std::max(most_at_once, open.size());
      } else if (const auto* wait = std::get_if<WaitUntil>(&step)) {
        REQUIRE(wait->until > now);
        now = wait->until;
      } else {
        REQUIRE(!open.empty());
        answer_one();
      }
    }
    while (!open.empty()) answer_one();
    plan.apply(versions);
  }

  [[nodiscard]] const AcceptedSuite& cell(CipherSuite code) const {
    const auto& accepted = versions.back().accepted;
    return *std::find_if(accepted.begin(), accepted.end(), [code](const auto& suite) { return suite.code == code; });
  }
};

TEST_CASE("every accepted cell is carried once, the newest version first, a few at once") {
  Simulation simulation;
  simulation.versions = {version_with(ProtocolVersion::TLSv1_0, {kFirst, kSecond}),
                         version_with(ProtocolVersion::TLSv1_2, {kFirst, kThird, kFourth, kFifth})};
  simulation.server = [](const ClimbAsk&, std::size_t) { return reached(Rung::sstp); };
  simulation.run();
  REQUIRE(simulation.asks.size() == 6);
  CHECK(simulation.asks.front().version == ProtocolVersion::TLSv1_2);
  CHECK(simulation.asks.back().version == ProtocolVersion::TLSv1_0);
  CHECK(simulation.most_at_once == 2);
  std::set<ExchangeId> ids;
  for (const auto& version : simulation.versions)
    for (const auto& suite : version.accepted) {
      CHECK(suite.rung == Rung::sstp);
      REQUIRE(suite.climb);
      CHECK(!suite.climb->halt);
      ids.insert(suite.climb->exchange);
    }
  CHECK(ids.size() == 6);
  CHECK(*ids.begin() == 100);
}

TEST_CASE("one call at once is one call at once") {
  Simulation simulation;
  simulation.options.sstp_concurrency = 1;
  simulation.versions = {version_with(ProtocolVersion::TLSv1_2, {kFirst, kThird, kFourth, kFifth})};
  simulation.server = [](const ClimbAsk&, std::size_t) { return reached(Rung::sstp); };
  simulation.run();
  CHECK(simulation.most_at_once == 1);
}

TEST_CASE("a cell that nobody here carries stays accepted and says why") {
  Simulation simulation;
  simulation.versions = {version_with(ProtocolVersion::TLSv1_2, {kFirst, kSecond})};
  simulation.why_not = [](CipherSuite suite, ProtocolVersion) { return suite == kFirst ? "needs a key" : ""; };
  simulation.server = [](const ClimbAsk&, std::size_t) { return reached(Rung::sstp); };
  simulation.run();
  CHECK(simulation.asks.size() == 1);
  const auto& cell = simulation.cell(kFirst);
  CHECK(cell.rung == Rung::hello);
  CHECK(cell.climb->halt == CallOutcome::no_client);
  CHECK(cell.climb->detail == "needs a key");
  CHECK(cell.climb->exchange == 0);
}

TEST_CASE("what a busy gateway cuts short is asked again, and the highest rung counts") {
  struct Row {
    const char* name;
    ClimbReport first, second, third;
    std::size_t asks;
    Rung rung;
    std::optional<CallOutcome> halt;
  };
  const auto reset = halted(Rung::hello, CallOutcome::tls_reset);
  const auto busy = halted(Rung::tls, CallOutcome::service_unavailable);
  const auto shed = halted(Rung::hello, CallOutcome::tls_alert);
  auto meant = halted(Rung::hello, CallOutcome::tls_alert);
  meant.handshake.reached = tls::HandshakeStep::server_hello;
  const Row rows[] = {
      {"a reset, then a call", reset, reached(Rung::sstp), {}, 2, Rung::sstp, std::nullopt},
      {"503 twice, then a call", busy, busy, reached(Rung::sstp), 3, Rung::sstp, std::nullopt},
      {"503 and then only resets", busy, reset, reset, 3, Rung::tls, CallOutcome::service_unavailable},
      {"resets for good", reset, reset, reset, 3, Rung::hello, CallOutcome::tls_reset},
      {"an alert in place of the ServerHello", shed, reached(Rung::sstp), {}, 2, Rung::sstp, std::nullopt},
      {"an alert behind the ServerHello", meant, {}, {}, 1, Rung::hello, CallOutcome::tls_alert},
      {"a Nak is an answer", halted(Rung::http, CallOutcome::nak), {}, {}, 1, Rung::http, CallOutcome::nak},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    Simulation simulation;
    simulation.versions = {version_with(ProtocolVersion::TLSv1_2, {kFirst})};
    simulation.server = [&row](const ClimbAsk&, std::size_t attempt) {
      return attempt == 0 ? row.first : attempt == 1 ? row.second : row.third;
    };
    simulation.run();
    CHECK(simulation.asks.size() == row.asks);
    CHECK(simulation.cell(kFirst).rung == row.rung);
    CHECK(simulation.cell(kFirst).climb->halt == row.halt);
  }
}

TEST_CASE("a web server is not asked for every cell") {
  Simulation simulation;
  simulation.options.sstp_concurrency = 1;
  simulation.versions = {version_with(ProtocolVersion::TLSv1_2, {kFirst, kSecond, kThird, kFourth, kFifth})};
  simulation.server = [](const ClimbAsk& ask, std::size_t) {
    return ask.depth == Rung::tls ? reached(Rung::tls) : halted(Rung::tls, CallOutcome::not_found);
  };
  simulation.run();
  const auto calls = std::count_if(simulation.asks.begin(), simulation.asks.end(),
                                   [](const ClimbAsk& ask) { return ask.depth == Rung::sstp; });
  CHECK(calls == 3);
  CHECK(simulation.asks.size() == 5);
  for (const auto& suite : simulation.versions.front().accepted) {
    CHECK(suite.rung == Rung::tls);
    CHECK(suite.climb->halt == CallOutcome::not_found);
  }
}

TEST_CASE("one call that goes through keeps the others going") {
  Simulation simulation;
  simulation.options.sstp_concurrency = 1;
  simulation.versions = {version_with(ProtocolVersion::TLSv1_2, {kFirst, kSecond, kThird, kFourth, kFifth})};
  simulation.server = [](const ClimbAsk& ask, std::size_t) {
    return ask.suite == kFirst ? reached(Rung::sstp) : halted(Rung::http, CallOutcome::abort);
  };
  simulation.run();
  for (const auto& ask : simulation.asks) CHECK(ask.depth == Rung::sstp);
}

TEST_CASE("at the deadline the rest was not called, and nothing is lost") {
  Simulation simulation;
  simulation.options.sstp_concurrency = 1;
  simulation.options.deadline = 10s;
  simulation.each = Elapsed(4s);
  simulation.versions = {version_with(ProtocolVersion::TLSv1_2, {kFirst, kSecond, kThird, kFourth, kFifth})};
  simulation.server = [](const ClimbAsk&, std::size_t) { return reached(Rung::sstp); };
  simulation.run();
  std::size_t never = 0;
  for (const auto& suite : simulation.versions.front().accepted)
    never += suite.climb->halt == CallOutcome::not_called ? 1 : 0;
  CHECK(simulation.asks.size() == 3);
  CHECK(never == 2);
  CHECK(simulation.versions.front().outcome == Outcome::accepted);
}

TEST_CASE("a scan that stops at the handshake asks for no call") {
  Simulation simulation;
  simulation.options.depth = Rung::tls;
  simulation.versions = {version_with(ProtocolVersion::TLSv1_2, {kFirst})};
  simulation.server = [](const ClimbAsk& ask, std::size_t) { return reached(ask.depth); };
  simulation.run();
  REQUIRE(simulation.asks.size() == 1);
  CHECK(simulation.asks.front().depth == Rung::tls);
  CHECK(simulation.cell(kFirst).rung == Rung::tls);
  CHECK(!simulation.cell(kFirst).climb->halt);
}

}  // namespace
}  // namespace probe
