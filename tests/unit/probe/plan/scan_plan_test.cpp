// SPDX-License-Identifier: Apache-2.0
#include "probe/plan/scan_plan.hpp"

#include "probe/hello/hello_shape.hpp"
#include "probe/model/family.hpp"
#include "probe/plan/asked_suites.hpp"
#include "tests/unit/probe/plan/simulated_server.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

namespace probe::test {
namespace {

using namespace std::chrono_literals;
using tls::CipherSuite;
using tls::ProtocolVersion;

constexpr Elapsed kRoundTrip = 20ms;

/// Every n-th suite that the registry defines for the version.
std::set<CipherSuite> some(ProtocolVersion version, std::size_t count) {
  const auto all = asked_suites({}, version);
  std::set<CipherSuite> chosen;
  for (std::size_t i = 0; i < count && i < all.size(); ++i) chosen.insert(all[i * all.size() / count]);
  return chosen;
}

/// The counts of JDK 17 JSSE with everything enabled: 137 cells.
Truth like_jdk() {
  return {{ProtocolVersion::SSLv3, some(ProtocolVersion::SSLv3, 32)},
          {ProtocolVersion::TLSv1_0, some(ProtocolVersion::TLSv1_0, 32)},
          {ProtocolVersion::TLSv1_1, some(ProtocolVersion::TLSv1_1, 27)},
          {ProtocolVersion::TLSv1_2, some(ProtocolVersion::TLSv1_2, 43)},
          {ProtocolVersion::TLSv1_3, some(ProtocolVersion::TLSv1_3, 3)}};
}

/// What Azure has documented since 2024, and TLS 1.0 beside it, so that there is something to lose.
Truth like_gateway() {
  return {
      {ProtocolVersion::TLSv1_0, {CipherSuite{0x002F}, CipherSuite{0x0035}, CipherSuite{0xC013}, CipherSuite{0xC014}}},
      {ProtocolVersion::TLSv1_2,
       {CipherSuite{0xC02F}, CipherSuite{0xC030}, CipherSuite{0xC027}, CipherSuite{0xC028}, CipherSuite{0x002F}}}};
}

const VersionResult& of(const PlanResult& result, ProtocolVersion version) {
  return *std::find_if(result.versions.begin(), result.versions.end(),
                       [version](const auto& each) { return each.version == version; });
}

/// Every cell asked stands in exactly one list.
void check_adds_up(const ScanOptions& options, const PlanResult& result) {
  REQUIRE(result.versions.size() == tls::kProtocolVersions.size());
  for (const auto& version : result.versions) {
    CAPTURE(to_string(version.version));
    std::vector<CipherSuite> listed;
    for (const auto& suite : version.accepted) listed.push_back(suite.code);
    for (const auto& group : version.refused) listed.insert(listed.end(), group.codes.begin(), group.codes.end());
    for (const auto& group : version.inconclusive) listed.insert(listed.end(), group.codes.begin(), group.codes.end());
    std::sort(listed.begin(), listed.end());
    CHECK(listed == asked_suites(options, version.version));
  }
}

TEST_CASE("plan: finds the whole truth of a well-behaved server, whatever its way to refuse") {
  for (const auto refusal : {Refusal::alert_40, Refusal::alert_70_for_versions, Refusal::reset, Refusal::silence}) {
    for (const std::size_t at_once : {1, 2, 10, 40}) {
      CAPTURE(static_cast<int>(refusal));
      CAPTURE(at_once);
      SimulatedServer server;
      server.truth = like_jdk();
      server.refusal = refusal;
      ScanOptions options;
      options.max_connections = at_once;
      options.deadline = 300s;  // silence takes its time where one is asked after the other
      const auto run = simulate(server, options, kRoundTrip);
      CHECK(run.finished);
      CHECK(accepted(run.result) == server.truth);
      CHECK(inconclusive(run.result) == 0);
      CHECK(run.result.status == TargetStatus::complete);
      CHECK(run.most_at_once <= at_once);
      check_adds_up(options, run.result);
    }
  }
}

TEST_CASE("plan: few connections") {
  SimulatedServer server;
  server.truth = like_jdk();
  REQUIRE(cells(server.truth) == 137);
  ScanOptions options;
  SUBCASE("at once") {
    const auto run = simulate(server, options, kRoundTrip);
    CHECK(run.connections <= 185);
    // 137 in a row would take 137 exchanges' time; ten lanes take well under a third of it.
    CHECK(run.took < 137 * 2 * kRoundTrip / 3);
  }
  SUBCASE("one after the other") {
    options.max_connections = 1;
    CHECK(simulate(server, options, kRoundTrip).connections <= 150);
  }
}

TEST_CASE("plan: behind a limiter nothing that is accepted is called refused") {
  struct Style {
    const char* name;
    Observation then;
  };
  const Style styles[] = {{"reset", response(Response::closed)},
                          {"silence", response(Response::silent)},
                          {"refuse", connect_failure(ConnectFailure::refused)},
                          {"drop", connect_failure(ConnectFailure::timed_out)},
                          {"alert 40", alert(40)},
                          {"alert 80", alert(80)}};
  for (const auto& style : styles)
    for (const auto refusal : {Refusal::alert_40, Refusal::reset, Refusal::silence})
      for (const std::size_t count : {0, 1, 2, 3, 5, 8, 12, 17, 25, 40, 60, 100})
        for (const std::size_t at_once : {1, 10}) {
          CAPTURE(style.name);
          CAPTURE(static_cast<int>(refusal));
          CAPTURE(count);
          CAPTURE(at_once);
          SimulatedServer server;
          server.truth = count > 30 ? like_jdk() : like_gateway();
          server.refusal = refusal;
          server.gate = limiter(count, style.then);
          ScanOptions options;
          options.max_connections = at_once;
          const auto run = simulate(server, options, kRoundTrip);
          CHECK(run.finished);
          CHECK(run.took <= options.deadline + options.timeout);
          // A limiter that lets nothing through and says "handshake_failure" cannot be told from a server that means
          // it.
          if (!(count == 0 && style.then.response == Response::fatal_alert))
            CHECK(false_refusals(server.truth, run.result) == std::vector<std::string>{});
          check_adds_up(options, run.result);
          if (count == 0 && style.then.response != Response::fatal_alert) {
            CHECK(run.result.status == TargetStatus::unreachable);
            CHECK(run.result.problem != "");
          }
        }
}

TEST_CASE("plan: behind a token bucket the whole truth is found, slowly") {
  for (const auto& then : {response(Response::closed), connect_failure(ConnectFailure::refused), alert(40)})
    for (const auto refusal : {Refusal::alert_40, Refusal::reset}) {
      CAPTURE(to_string(then.response));
      CAPTURE(static_cast<int>(refusal));
      SimulatedServer server;
      server.truth = like_jdk();
      server.refusal = refusal;
      server.gate = token_bucket(5, then);
      ScanOptions options;
      const auto run = simulate(server, options, kRoundTrip);
      CHECK(accepted(run.result) == server.truth);
      CHECK(inconclusive(run.result) == 0);
      CHECK(run.result.slowdowns > 0);
      CHECK(std::any_of(run.result.findings.begin(), run.result.findings.end(),
                        [](const Finding& finding) { return finding.kind == FindingKind::slowed_down; }));
    }
}

TEST_CASE("plan: a limiter by window, by number at once, or by turn") {
  using Gate = std::function<std::optional<Observation>(std::size_t, Elapsed, std::size_t)>;
  const auto closed = std::optional(response(Response::closed));
  const auto every = [closed](std::size_t turn) -> Gate {
    return [=](std::size_t index, Elapsed, std::size_t) { return index % turn == 0 ? closed : std::nullopt; };
  };
  enum class Expect { whole_truth, nothing_false };
  struct Row {
    const char* name;
    std::function<Gate()> gate;
    Expect expect = Expect::whole_truth;
  };
  const Row rows[] = {
      {"12 connections in 10 seconds",
       [=]() -> Gate {
         return [=, seen = std::map<long, std::size_t>{}](std::size_t, Elapsed now, std::size_t) mutable {
           return ++seen[static_cast<long>(now / 10s)] > 12 ? closed : std::nullopt;
         };
       }},
      {"3 at once",
       [=]() -> Gate {
         return [=](std::size_t, Elapsed, std::size_t open) { return open >= 3 ? closed : std::nullopt; };
       }},
      {"one server of 2 behind a balancer is dead", [=] { return every(2); }, Expect::nothing_false},
      {"one of 3", [=] { return every(3); }},
      {"one of 4", [=] { return every(4); }},
      {"one of 5", [=] { return every(5); }},
      {"one of 7", [=] { return every(7); }},
  };
  for (const auto& row : rows)
    for (const auto refusal : {Refusal::alert_40, Refusal::reset})
      for (const std::size_t at_once : {1, 4, 10}) {
        CAPTURE(row.name);
        CAPTURE(static_cast<int>(refusal));
        CAPTURE(at_once);
        SimulatedServer server;
        server.truth = like_gateway();
        server.refusal = refusal;
        server.gate = row.gate();
        ScanOptions options;
        options.max_connections = at_once;
        const auto run = simulate(server, options, kRoundTrip);
        CHECK(false_refusals(server.truth, run.result) == std::vector<std::string>{});
        if (row.expect == Expect::whole_truth) CHECK(accepted(run.result) == server.truth);
        check_adds_up(options, run.result);
      }
}

TEST_CASE("plan: a balancer with as many dead servers as live ones, or more, is believed in no silence") {
  struct Row {
    const char* name;
    std::size_t turns;
    std::set<std::size_t> dead;
  };
  const Row rows[] = {
      {"the last of 3 and the next", 3, {0, 2}}, {"two in a row of 3", 3, {1, 2}}, {"three of 6", 6, {1, 2, 4}}};
  auto truth = like_gateway();
  truth[ProtocolVersion::SSLv3] = {CipherSuite{0x0004}, CipherSuite{0x000A}};
  truth[ProtocolVersion::TLSv1_3] = {CipherSuite{0x1301}};
  for (const auto& row : rows)
    for (const auto refusal : {Refusal::alert_40, Refusal::reset, Refusal::silence})
      for (const std::size_t at_once : {1, 4, 10}) {
        CAPTURE(row.name);
        CAPTURE(static_cast<int>(refusal));
        CAPTURE(at_once);
        SimulatedServer server;
        server.truth = truth;
        server.refusal = refusal;
        server.gate = [&](std::size_t index, Elapsed, std::size_t) {
          return row.dead.count(index % row.turns) != 0 ? std::optional(response(Response::closed)) : std::nullopt;
        };
        ScanOptions options;
        options.max_connections = at_once;
        options.timeout = 2000ms;
        const auto run = simulate(server, options, 5ms);
        CHECK(false_refusals(server.truth, run.result) == std::vector<std::string>{});
        check_adds_up(options, run.result);
      }
}

TEST_CASE("plan: a network that loses connections at random") {
  const Observation losses[] = {response(Response::closed), response(Response::silent), response(Response::partial),
                                connect_failure(ConnectFailure::timed_out)};
  for (const unsigned percent : {3, 10, 20, 30})
    for (const auto refusal : {Refusal::alert_40, Refusal::reset})
      for (unsigned seed = 1; seed <= 25; ++seed) {
        CAPTURE(percent);
        CAPTURE(static_cast<int>(refusal));
        CAPTURE(seed);
        SimulatedServer server;
        server.truth = seed % 5 == 0 ? like_jdk() : like_gateway();
        server.refusal = refusal;
        server.gate = [&, random = std::mt19937(seed)](std::size_t, Elapsed, std::size_t) mutable {
          return random() % 100 < percent ? std::optional(losses[random() % std::size(losses)]) : std::nullopt;
        };
        ScanOptions options;
        options.timeout = 2000ms;
        const auto run = simulate(server, options, kRoundTrip);
        CHECK(false_refusals(server.truth, run.result) == std::vector<std::string>{});
        check_adds_up(options, run.result);
        if (percent <= 10) CHECK(accepted(run.result) == server.truth);
      }
}

TEST_CASE("plan: servers that drop hellos are asked in hellos that they answer") {
  struct Row {
    const char* name;
    void (*set)(SimulatedServer&);
  };
  const Row rows[] = {
      {"over 255 octets", [](SimulatedServer& server) { server.drops_hellos_over = 255; }},
      {"with 128 suites or more", [](SimulatedServer& server) { server.drops_hellos_with_suites = 128; }},
      {"with extensions", [](SimulatedServer& server) { server.drops_extensions = true; }}};
  for (const auto& row : rows)
    for (const auto refusal : {Refusal::alert_40, Refusal::reset, Refusal::silence}) {
      CAPTURE(row.name);
      CAPTURE(static_cast<int>(refusal));
      SimulatedServer server;
      server.truth = like_gateway();
      server.truth[ProtocolVersion::TLSv1_1] = {CipherSuite{0x0041}};  // nothing that is usual
      server.refusal = refusal;
      row.set(server);
      ScanOptions options;
      options.timeout = 1000ms;
      const auto run = simulate(server, options, kRoundTrip);
      CHECK(false_refusals(server.truth, run.result) == std::vector<std::string>{});
      CHECK(accepted(run.result) == server.truth);
      // A server that bears no extensions cannot be asked for TLS 1.3.
      const auto& tls13 = of(run.result, ProtocolVersion::TLSv1_3);
      std::size_t open13 = 0;
      for (const auto& group : tls13.inconclusive) open13 += group.codes.size();
      CHECK(inconclusive(run.result) == (server.drops_extensions ? open13 : 0));
      CHECK(std::any_of(run.result.findings.begin(), run.result.findings.end(),
                        [](const Finding& finding) { return finding.kind == FindingKind::dropped_hello; }));
    }
}

TEST_CASE("plan: a refusal is believed only under the rule") {
  SimulatedServer server;
  server.truth = like_gateway();
  server.refusal = Refusal::reset;
  ScanOptions options;
  SUBCASE("strict leaves closes inconclusive, with the reason") {
    options.strict = true;
    const auto run = simulate(server, options, kRoundTrip);
    CHECK(accepted(run.result) == server.truth);
    const auto& ssl3 = of(run.result, ProtocolVersion::SSLv3);
    CHECK(ssl3.outcome == Outcome::inconclusive);
    CHECK(ssl3.refused.empty());
    CHECK(ssl3.reason == Reason::closed_while_control_succeeds);
  }
  SUBCASE("two answers are too few") {
    options.retries = 1;
    const auto run = simulate(server, options, kRoundTrip);
    CHECK(of(run.result, ProtocolVersion::SSLv3).outcome == Outcome::inconclusive);
    CHECK(run.result.status == TargetStatus::partial);
  }
  SUBCASE("three answers, further apart each time, each between two controls") {
    options.versions = {ProtocolVersion::TLSv1_2, ProtocolVersion::SSLv2};
    options.suites = {CipherSuite{0xC02F}, CipherSuite{0x010080}};
    const auto run = simulate(server, options, kRoundTrip);
    const auto& ssl2 = of(run.result, ProtocolVersion::SSLv2);
    REQUIRE(ssl2.refused.size() == 1);
    CHECK(ssl2.reason == Reason::closed_while_control_succeeds);
    std::vector<Elapsed> times;
    for (const auto& [when, offer] : run.asked)
      if (offer.version == ProtocolVersion::SSLv2) times.push_back(when);
    REQUIRE(times.size() == 4);
    times.pop_back();  // the last time is two in a row
    CHECK(times[2] - times[1] > times[1] - times[0]);
    for (std::size_t i = 0; i < times.size(); ++i) {
      const auto end = i + 1 < times.size() ? times[i + 1] : Elapsed::max();
      CHECK(std::any_of(run.asked.begin(), run.asked.end(), [&](const auto& ask) {
        return ask.second.version == ProtocolVersion::TLSv1_2 && ask.first > times[i] && ask.first < end;
      }));
    }
  }
  SUBCASE("no control, no refusal") {
    server.truth.clear();
    const auto run = simulate(server, options, kRoundTrip);
    for (const auto& version : run.result.versions) CHECK(version.refused.empty());
    CHECK(run.result.status == TargetStatus::unreachable);
  }
}

TEST_CASE("plan: the basis of a refusal") {
  SimulatedServer server;
  server.truth = like_gateway();
  ScanOptions options;
  SUBCASE("batch and version") {
    server.refusal = Refusal::alert_70_for_versions;
    const auto run = simulate(server, options, kRoundTrip);
    for (const auto& group : of(run.result, ProtocolVersion::TLSv1_2).refused) CHECK(group.basis == Basis::batch);
    REQUIRE(of(run.result, ProtocolVersion::TLSv1_3).refused.size() == 1);
    CHECK(of(run.result, ProtocolVersion::TLSv1_3).refused[0].basis == Basis::version);
    CHECK(of(run.result, ProtocolVersion::TLSv1_3).reason == Reason::alert_protocol_version);
  }
  SUBCASE("thorough: each suite alone") {
    options.thorough = true;
    options.versions = {ProtocolVersion::TLSv1_2};
    const auto run = simulate(server, options, kRoundTrip);
    CHECK(accepted(run.result)[ProtocolVersion::TLSv1_2] == server.truth[ProtocolVersion::TLSv1_2]);
    std::set<CipherSuite> alone;
    for (const auto& [when, offer] : run.asked)
      if (offer.suites.size() == 1) alone.insert(offer.suites[0]);
    CHECK(alone.size() == asked_suites(options, ProtocolVersion::TLSv1_2).size());
    for (const auto& group : of(run.result, ProtocolVersion::TLSv1_2).refused) CHECK(group.basis == Basis::single);
  }
  SUBCASE("nothing was ever answered with a ServerHello: each suite alone, or not at all") {
    server.truth.clear();
    options.versions = {ProtocolVersion::TLSv1_0};
    const auto run = simulate(server, options, kRoundTrip);
    for (const auto& group : of(run.result, ProtocolVersion::TLSv1_0).refused) CHECK(group.basis == Basis::single);
    CHECK(inconclusive(run.result) == 0);
  }
  SUBCASE("a hello larger than any that was answered is split") {
    // TLS 1.2 has more suites than TLS 1.0, and is off.
    server.truth.erase(ProtocolVersion::TLSv1_2);
    const auto run = simulate(server, options, kRoundTrip);
    std::size_t largest = 0;
    for (const auto& [when, offer] : run.asked)
      if (offer.version == ProtocolVersion::TLSv1_0) largest = std::max(largest, flight_size(offer));
    std::set<CipherSuite> in_covered_hellos;
    for (const auto& [when, offer] : run.asked)
      if (offer.version == ProtocolVersion::TLSv1_2 && flight_size(offer) <= largest)
        in_covered_hellos.insert(offer.suites.begin(), offer.suites.end());
    CHECK(in_covered_hellos.size() == asked_suites(options, ProtocolVersion::TLSv1_2).size());
    CHECK(inconclusive(run.result) == 0);
  }
}

TEST_CASE("plan: one suite that upsets the server does not hide the others") {
  SimulatedServer server;
  server.truth = like_gateway();
  server.poison = {CipherSuite{0x008C}};
  const auto run = simulate(server, {}, kRoundTrip);
  CHECK(accepted(run.result) == server.truth);
  CHECK(inconclusive(run.result) == 4);  // the suite itself, in SSLv3 to TLS 1.2
}

TEST_CASE("plan: a server whose refusals are unclear is not asked for ever") {
  SimulatedServer server;
  server.truth = like_gateway();
  server.refusal = Refusal::alert_80;
  const auto run = simulate(server, {}, kRoundTrip);
  CHECK(accepted(run.result) == server.truth);
  CHECK(run.result.status == TargetStatus::partial);
  CHECK(run.connections < 250);
  for (const auto& version : run.result.versions) CHECK(version.refused.empty());
}

TEST_CASE("plan: selections of what was not offered") {
  SimulatedServer server;
  server.truth = like_gateway();
  ScanOptions options;
  options.versions = {ProtocolVersion::TLSv1_2};
  auto always = response(Response::server_hello);
  always.selection.emplace();
  always.selection->version = ProtocolVersion::TLSv1_2;
  always.selection->suites = {CipherSuite{0x002F}};
  SUBCASE("a suite") {
    server.gate = [&](std::size_t, Elapsed, std::size_t) { return std::optional(always); };
    const auto run = simulate(server, options, kRoundTrip);
    const auto& version = of(run.result, ProtocolVersion::TLSv1_2);
    CHECK(version.accepted.size() == 1);
    CHECK(version.refused.empty());
    REQUIRE(run.result.findings.size() == 1);
    CHECK(run.result.findings[0].kind == FindingKind::selected_unoffered_suite);
    CHECK(run.connections < 100);
  }
  SUBCASE("an older version: a downgrader") {
    always.selection->version = ProtocolVersion::TLSv1_0;
    server.gate = [&](std::size_t, Elapsed, std::size_t) { return std::optional(always); };
    const auto run = simulate(server, options, kRoundTrip);
    CHECK(of(run.result, ProtocolVersion::TLSv1_2).outcome == Outcome::refused);
    CHECK(of(run.result, ProtocolVersion::TLSv1_2).reason == Reason::negotiated_other_version);
    CHECK(run.connections < 10);
  }
  SUBCASE("a newer version") {
    always.selection->version = ProtocolVersion::TLSv1_3;
    server.gate = [&](std::size_t, Elapsed, std::size_t) { return std::optional(always); };
    const auto run = simulate(server, options, kRoundTrip);
    REQUIRE(run.result.findings.size() == 1);
    CHECK(run.result.findings[0].kind == FindingKind::selected_unoffered_version);
  }
  SUBCASE("now this, now that") {
    server.gate = [&](std::size_t index, Elapsed, std::size_t) -> std::optional<Observation> {
      auto changing = always;
      changing.selection->suites = {CipherSuite{index % 2 == 0 ? 0x002FU : 0x0035U}};
      return changing;
    };
    const auto run = simulate(server, options, kRoundTrip);
    CHECK(of(run.result, ProtocolVersion::TLSv1_2).accepted.size() == 2);
    CHECK(of(run.result, ProtocolVersion::TLSv1_2).refused.empty());
  }
}

TEST_CASE("plan: the server's preference, and versions without suites") {
  SimulatedServer server;
  server.truth = like_gateway();
  ScanOptions options;
  options.suites = {CipherSuite{0xC02F}, CipherSuite{0x002F}};
  options.versions = {ProtocolVersion::TLSv1_0, ProtocolVersion::TLSv1_2, ProtocolVersion::TLSv1_3};
  const auto run = simulate(server, options, kRoundTrip);
  CHECK(of(run.result, ProtocolVersion::TLSv1_2).preferred == CipherSuite{0x002F});
  CHECK(of(run.result, ProtocolVersion::TLSv1_3).outcome == Outcome::not_applicable);
  CHECK(of(run.result, ProtocolVersion::SSLv3).outcome == Outcome::not_tested);
  CHECK(of(run.result, ProtocolVersion::TLSv1_0).accepted.size() == 1);
}

TEST_CASE("plan: a delay is kept between any two connections") {
  SimulatedServer server;
  server.truth = like_gateway();
  ScanOptions options;
  options.delay = 200ms;
  const auto run = simulate(server, options, 1ms);
  for (std::size_t i = 1; i < run.asked.size(); ++i) CHECK(run.asked[i].first - run.asked[i - 1].first >= 200ms);
}

TEST_CASE("plan: another protocol is noticed soon") {
  SimulatedServer server;
  server.gate = [](std::size_t, Elapsed, std::size_t) { return std::optional(response(Response::not_tls)); };
  const auto run = simulate(server, {}, kRoundTrip);
  CHECK(run.finished);
  CHECK(run.connections <= 5);
  CHECK(run.result.status == TargetStatus::unreachable);
  CHECK(run.result.problem.find("not with TLS") != std::string::npos);
}

}  // namespace
}  // namespace probe::test
