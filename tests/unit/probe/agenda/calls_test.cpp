// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/calls.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace probe::agenda {
namespace {

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

/// Drives the calls against a gateway in a few words: what each attempt at a cell brings. `at_once` are out at a time.
struct Simulation {
  std::vector<VersionResult> versions;
  ScanOptions options;
  WhyNot why_not = kEverybodyCarries;
  std::function<ClimbReport(const AskCall&, std::size_t attempt)> server;
  std::size_t at_once = 1;
  std::size_t most_calls = 10000;  ///< then the scan is over

  std::vector<AskCall> asks;
  std::size_t troubles = 0, total = 0, done = 0;

  void run() {
    Calls calls(options, why_not);
    for (const auto& version : versions)
      for (const auto& suite : version.accepted) calls.add(version.version, suite.code);
    for (const auto& version : versions)  // what is known is not added again
      for (const auto& suite : version.accepted) calls.add(version.version, suite.code);
    std::map<ExchangeId, AskCall> open;
    std::map<std::pair<ProtocolVersion, CipherSuite>, std::size_t> attempts;
    for (;;) {
      auto ask = open.size() < at_once && asks.size() < most_calls ? calls.next() : std::nullopt;
      if (ask) {
        ask->id = static_cast<ExchangeId>(100 + asks.size());
        calls.asked(ask->id);
        asks.push_back(*ask);
        open.emplace(ask->id, *ask);
        CHECK(calls.out() == open.size());
        continue;
      }
      if (open.empty()) break;
      const auto ended = open.begin()->second;
      open.erase(open.begin());
      if (calls.on(ended.id, server(ended, attempts[{ended.version, ended.suite}]++), {})) ++troubles;
    }
    CHECK(!calls.is_out());
    CHECK(calls.has_waiting() == (calls.done() < calls.total()));
    total = calls.total();
    done = calls.done();
    calls.apply(versions);
  }

  [[nodiscard]] const AcceptedSuite& cell(CipherSuite code) const {
    const auto& accepted = versions.back().accepted;
    return *std::find_if(accepted.begin(), accepted.end(), [code](const auto& suite) { return suite.code == code; });
  }
  [[nodiscard]] std::ptrdiff_t whole_calls() const {
    return std::count_if(asks.begin(), asks.end(), [](const AskCall& ask) { return ask.depth == Rung::sstp; });
  }
};

TEST_CASE("every accepted cell is carried once, the newest version first") {
  Simulation simulation;
  simulation.versions = {version_with(ProtocolVersion::TLSv1_0, {kFirst, kSecond}),
                         version_with(ProtocolVersion::TLSv1_2, {kFirst, kThird, kFourth, kFifth})};
  simulation.server = [](const AskCall&, std::size_t) { return reached(Rung::sstp); };
  simulation.run();
  REQUIRE(simulation.asks.size() == 6);
  CHECK(simulation.asks.front().version == ProtocolVersion::TLSv1_2);
  CHECK(simulation.asks.back().version == ProtocolVersion::TLSv1_0);
  CHECK(simulation.done == 6);
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

TEST_CASE("a cell that nobody here carries stays accepted and says why") {
  Simulation simulation;
  simulation.versions = {version_with(ProtocolVersion::TLSv1_2, {kFirst, kSecond})};
  simulation.why_not = [](CipherSuite suite, ProtocolVersion) { return suite == kFirst ? "needs a key" : ""; };
  simulation.server = [](const AskCall&, std::size_t) { return reached(Rung::sstp); };
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
    std::string name;
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
    simulation.server = [&row](const AskCall&, std::size_t attempt) {
      return attempt == 0 ? row.first : attempt == 1 ? row.second : row.third;
    };
    simulation.run();
    CHECK(simulation.asks.size() == row.asks);
    CHECK(simulation.cell(kFirst).rung == row.rung);
    CHECK(simulation.cell(kFirst).climb->halt == row.halt);
  }
}

TEST_CASE(
    "calls that end alike behind the handshake are the gateway's answer: ten pages, or three of what costs more") {
  struct Row {
    std::string name;
    ClimbReport ends;
    std::size_t believed;
  };
  const Row rows[] = {
      {"a web server's page", halted(Rung::tls, CallOutcome::not_found), 10},
      {"closed behind the request", halted(Rung::tls, CallOutcome::http_closed), 3},
      {"reset behind the request", halted(Rung::tls, CallOutcome::http_reset), 3},
      {"never answered", halted(Rung::tls, CallOutcome::http_timed_out), 3},
      {"busy each time", halted(Rung::tls, CallOutcome::service_unavailable), 3},
      {"closed behind the 200", halted(Rung::http, CallOutcome::sstp_closed), 3},
      {"no word behind the 200", halted(Rung::http, CallOutcome::sstp_timed_out), 3},
  };
  for (const auto& row : rows) {
    for (const std::size_t at_once : {1, 2}) {
      CAPTURE(row.name);
      CAPTURE(at_once);
      Simulation simulation;
      simulation.at_once = at_once;
      std::vector<CipherSuite> suites;
      for (std::uint16_t code = 0xC023; code < 0xC023 + 14; ++code) suites.push_back(CipherSuite{code});
      simulation.versions = {version_with(ProtocolVersion::TLSv1_2, suites)};
      simulation.server = [&row](const AskCall& ask, std::size_t) {
        return ask.depth == Rung::tls ? reached(Rung::tls) : row.ends;
      };
      simulation.run();
      // Of those that are out already when the last that counts ends nobody can take anything back.
      CHECK(simulation.whole_calls() >= static_cast<std::ptrdiff_t>(row.believed));
      CHECK(simulation.whole_calls() <= static_cast<std::ptrdiff_t>(row.believed - 1 + at_once));
      CHECK(simulation.asks.size() == suites.size());
      CHECK(simulation.done == suites.size());
      for (const auto& suite : simulation.versions.front().accepted) {
        CHECK(suite.rung >= Rung::tls);
        CHECK(suite.climb->halt == row.ends.halt);
      }
    }
  }
}

TEST_CASE("calls that end in different ways are no answer") {
  Simulation simulation;
  simulation.versions = {version_with(ProtocolVersion::TLSv1_2, {kFirst, kSecond, kThird, kFourth, kFifth})};
  simulation.server = [](const AskCall& ask, std::size_t) {
    const bool odd = ask.suite == kFirst || ask.suite == kThird || ask.suite == kFifth;
    return halted(Rung::tls, odd ? CallOutcome::not_found : CallOutcome::unauthorized);
  };
  simulation.run();
  CHECK(simulation.whole_calls() == 5);
}

TEST_CASE("what ends before the handshake is done is no answer to a call") {
  Simulation simulation;
  simulation.versions = {version_with(ProtocolVersion::TLSv1_2, {kFirst, kSecond, kThird, kFourth, kFifth})};
  simulation.server = [](const AskCall&, std::size_t) { return halted(Rung::hello, CallOutcome::tls_reset); };
  simulation.run();
  CHECK(simulation.whole_calls() == 15);  // each three times
}

TEST_CASE("one call that goes through keeps the others going") {
  Simulation simulation;
  simulation.versions = {version_with(ProtocolVersion::TLSv1_2, {kFirst, kSecond, kThird, kFourth, kFifth})};
  simulation.server = [](const AskCall& ask, std::size_t) {
    return ask.suite == kFirst ? reached(Rung::sstp) : halted(Rung::http, CallOutcome::abort);
  };
  simulation.run();
  for (const auto& ask : simulation.asks) CHECK(ask.depth == Rung::sstp);
}

TEST_CASE("what was never called says so, and nothing is lost") {
  Simulation simulation;
  simulation.most_calls = 3;
  simulation.versions = {version_with(ProtocolVersion::TLSv1_2, {kFirst, kSecond, kThird, kFourth, kFifth})};
  simulation.server = [](const AskCall&, std::size_t) { return reached(Rung::sstp); };
  simulation.run();
  std::size_t never = 0;
  for (const auto& suite : simulation.versions.front().accepted) {
    never += suite.climb->halt == CallOutcome::not_called ? 1 : 0;
    CHECK((suite.rung == Rung::sstp) == (suite.climb->halt != CallOutcome::not_called));
  }
  CHECK(simulation.asks.size() == 3);
  CHECK(never == 2);
  CHECK(simulation.done == 3);
  CHECK(simulation.total == 5);
  CHECK(simulation.versions.front().outcome == Outcome::accepted);
}

TEST_CASE("a cell that was accepted too late to be added was not called") {
  std::vector<VersionResult> versions{version_with(ProtocolVersion::TLSv1_2, {kFirst})};
  Calls({}, kEverybodyCarries).apply(versions);
  REQUIRE(versions.front().accepted.front().climb);
  CHECK(versions.front().accepted.front().climb->halt == CallOutcome::not_called);
}

TEST_CASE("a scan that stops at the handshake asks for no call") {
  Simulation simulation;
  simulation.options.depth = Rung::tls;
  simulation.versions = {version_with(ProtocolVersion::TLSv1_2, {kFirst})};
  simulation.server = [](const AskCall& ask, std::size_t) { return reached(ask.depth); };
  simulation.run();
  REQUIRE(simulation.asks.size() == 1);
  CHECK(simulation.asks.front().depth == Rung::tls);
  CHECK(simulation.cell(kFirst).rung == Rung::tls);
  CHECK(!simulation.cell(kFirst).climb->halt);
}

}  // namespace
}  // namespace probe::agenda
