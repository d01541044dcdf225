// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/agenda.hpp"

#include "probe/hello/hello_shape.hpp"
#include "probe/judge/docket.hpp"
#include "tests/unit/probe/agenda/scan_scenarios.hpp"
#include "tests/unit/probe/agenda/simulated_server.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace probe::agenda::test {
namespace {

using namespace std::chrono_literals;
using tls::CipherSuite;
using tls::ProtocolVersion;

TEST_CASE("agenda: finds the whole truth of a well-behaved server, whatever its way to refuse") {
  for (const auto refusal : {Refusal::alert_40, Refusal::alert_70_for_versions, Refusal::reset, Refusal::silence}) {
    for (const std::size_t at_once : {1, 2, 10, 40}) {
      CAPTURE(static_cast<int>(refusal));
      CAPTURE(at_once);
      SimulatedServer server;
      server.truth = like_jdk();
      server.refusal = refusal;
      ScanOptions options;
      options.max_connections = at_once;
      options.deadline = 600s;  // silence takes its time where one is asked after the other
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

TEST_CASE("agenda: few connections") {
  SimulatedServer server;
  server.truth = like_jdk();
  REQUIRE(cells(server.truth) == 137);
  ScanOptions options;
  SUBCASE("at once") {
    const auto run = simulate(server, options, kRoundTrip);
    CHECK(run.connections <= 200);
    // 137 in a row would take 137 exchanges' time; ten lanes take well under a third of it.
    CHECK(run.took < 137 * 2 * kRoundTrip / 3);
  }
  SUBCASE("one after the other") {
    options.max_connections = 1;
    CHECK(simulate(server, options, kRoundTrip).connections <= 196);
  }
}

TEST_CASE("agenda: the basis of a refusal") {
  SimulatedServer server;
  server.truth = like_gateway();
  ScanOptions options;
  SUBCASE("batch and version") {
    server.refusal = Refusal::alert_70_for_versions;
    const auto run = simulate(server, options, kRoundTrip);
    for (const auto& group : of(run.result, ProtocolVersion::TLSv1_2).refused) CHECK(group.basis == Basis::batch);
    REQUIRE_FALSE(of(run.result, ProtocolVersion::TLSv1_3).refused.empty());
    for (const auto& group : of(run.result, ProtocolVersion::TLSv1_3).refused) CHECK(group.basis == Basis::version);
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
    CHECK(alone.size() == judge::asked_suites(options, ProtocolVersion::TLSv1_2).size());
    for (const auto& group : of(run.result, ProtocolVersion::TLSv1_2).refused) CHECK(group.basis == Basis::single);
  }
  SUBCASE("nothing was ever answered with a ServerHello: nothing is refused") {
    server.truth.clear();
    options.versions = {ProtocolVersion::TLSv1_0};
    const auto run = simulate(server, options, kRoundTrip);
    CHECK(of(run.result, ProtocolVersion::TLSv1_0).refused.empty());
    CHECK(of(run.result, ProtocolVersion::TLSv1_0).reason == Reason::never_accepted);
    CHECK(run.result.status == TargetStatus::partial);
    CHECK(run.connections < 100);
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
    CHECK(in_covered_hellos.size() == judge::asked_suites(options, ProtocolVersion::TLSv1_2).size());
    CHECK(inconclusive(run.result) == 0);
  }
}

TEST_CASE("agenda: the server's preference, and versions without suites") {
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

TEST_CASE("agenda: a delay is kept between any two connections") {
  SimulatedServer server;
  server.truth = like_gateway();
  ScanOptions options;
  options.delay = 200ms;
  const auto run = simulate(server, options, 1ms);
  for (std::size_t i = 1; i < run.asked.size(); ++i) CHECK(run.asked[i].first - run.asked[i - 1].first >= 200ms);
}

TEST_CASE("agenda: another protocol is noticed soon") {
  SimulatedServer server;
  server.gate = [](std::size_t, Elapsed, std::size_t) { return std::optional(response(Response::not_tls)); };
  const auto run = simulate(server, {}, kRoundTrip);
  CHECK(run.finished);
  CHECK(run.connections <= 5);
  CHECK(run.result.status == TargetStatus::unreachable);
  CHECK(run.result.problem.form().id == "unreached.not_tls");
}

}  // namespace
}  // namespace probe::agenda::test
