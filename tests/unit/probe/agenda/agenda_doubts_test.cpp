// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/agenda.hpp"

#include "probe/hello/hello_shape.hpp"
#include "tests/unit/probe/agenda/scan_scenarios.hpp"
#include "tests/unit/probe/agenda/simulated_server.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace probe::agenda::test {
namespace {

using namespace std::chrono_literals;
using tls::CipherSuite;
using tls::ProtocolVersion;

TEST_CASE("agenda: servers that drop hellos are asked in hellos that they answer") {
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
    }
}

TEST_CASE("agenda: a version whose large hellos alone are dropped is asked in small ones") {
  for (const auto refusal : {Refusal::alert_40, Refusal::reset}) {
    CAPTURE(static_cast<int>(refusal));
    SimulatedServer inner, server;
    inner.truth = like_gateway();
    inner.refusal = refusal;
    server.own = [&inner](const Offer& offer) {
      if (offer.version == ProtocolVersion::TLSv1_2 && flight_size(offer) > 255) return response(Response::closed);
      return inner.answer(offer, 1, Elapsed(0), 0);
    };
    const auto run = simulate(server, {}, kRoundTrip);
    CHECK(accepted(run.result) == inner.truth);
    CHECK(inconclusive(run.result) == 0);
  }
}

TEST_CASE("agenda: a refusal is believed only under the rule") {
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
    REQUIRE(times.size() >= 3);
    const auto asked_between = [&](Elapsed from, Elapsed to) {
      return std::any_of(run.asked.begin(), run.asked.end(), [&](const auto& ask) {
        return ask.second.version == ProtocolVersion::TLSv1_2 && ask.first > from && ask.first < to;
      });
    };
    // Further apart each time, something held before, something behind, and two had no control in between.
    CHECK(std::any_of(times.begin(), times.end(), [&](Elapsed middle) {
      return middle - times.front() >= 200ms && times.back() - middle >= middle - times.front();
    }));
    CHECK(asked_between(times.back(), Elapsed::max()));
    bool pair = false;
    for (std::size_t i = 0; i + 1 < times.size(); ++i) pair = pair || !asked_between(times[i], times[i + 1]);
    CHECK(pair);
  }
  SUBCASE("no control, no refusal") {
    server.truth.clear();
    const auto run = simulate(server, options, kRoundTrip);
    for (const auto& version : run.result.versions) CHECK(version.refused.empty());
    CHECK(run.result.status == TargetStatus::unreachable);
  }
}

TEST_CASE("agenda: one suite that upsets the server does not hide the others") {
  SimulatedServer server;
  server.truth = like_gateway();
  server.poison = {CipherSuite{0x008C}};
  const auto run = simulate(server, {}, kRoundTrip);
  CHECK(accepted(run.result) == server.truth);
  CHECK(inconclusive(run.result) == 0);
  // The suite itself, in SSLv3 to TLS 1.2, is answered by that alert each time.
  std::size_t upset = 0;
  for (const auto& version : run.result.versions)
    for (const auto& group : version.refused)
      if (group.reason == Reason::alert_while_control_succeeds) upset += group.codes.size();
  CHECK(upset == 4);
}

TEST_CASE("agenda: unclear alerts are believed once they come each time, and not under --strict") {
  SimulatedServer server;
  server.truth = like_gateway();
  server.refusal = Refusal::alert_80;
  ScanOptions options;
  const auto run = simulate(server, options, kRoundTrip);
  CHECK(accepted(run.result) == server.truth);
  CHECK(run.result.status == TargetStatus::complete);
  CHECK(run.connections < 700);
  for (const auto& version : run.result.versions)
    for (const auto& group : version.refused) {
      CHECK(group.reason == Reason::alert_while_control_succeeds);
      CHECK(group.alert == tls::AlertDescription::internal_error);
    }
  options.strict = true;
  const auto strict = simulate(server, options, kRoundTrip);
  CHECK(accepted(strict.result) == server.truth);
  CHECK(strict.result.status == TargetStatus::partial);
  for (const auto& version : strict.result.versions) CHECK(version.refused.empty());
}

/// What OpenSSL 3's default list has of TLS 1.0 and an RSA certificate, then an ECDSA one, then all that it has left.
const std::set<CipherSuite> kRsa{CipherSuite{0x002F}, CipherSuite{0x0033}, CipherSuite{0x0035},
                                 CipherSuite{0x0039}, CipherSuite{0xC013}, CipherSuite{0xC014}};
const std::set<CipherSuite> kRsaAndEcdsa = [] {
  auto suites = kRsa;
  suites.insert({CipherSuite{0xC009}, CipherSuite{0xC00A}});
  return suites;
}();
const std::set<CipherSuite> kAll = [] {
  auto suites = kRsaAndEcdsa;
  for (const unsigned code : {0x0001U, 0x0002U, 0x0034U, 0x003AU, 0x0041U, 0x0045U, 0x0046U, 0x0084U, 0x0088U, 0x0089U,
                              0xC006U, 0xC010U, 0xC015U, 0xC018U, 0xC019U})
    suites.insert(CipherSuite{code});
  return suites;
}();

TEST_CASE("agenda: a server that is upset by long lists of suites is asked in shorter ones, in every look") {
  // wolfSSL's WOLFSSL_MAX_SUITE_SZ: decode_error to more than 150 suites.
  for (const int upset : {50, 40, 47}) {
    CAPTURE(upset);
    SimulatedServer usual;
    usual.truth = like_jdk();
    SimulatedServer server = usual;
    server.own = [&](const Offer& offer) {
      return offer.suites.size() > 150 ? alert(upset) : usual.answer(offer, 1, Elapsed(0), 0);
    };
    const auto run = simulate(server, {}, kRoundTrip);
    CHECK(run.finished);
    CHECK(accepted(run.result) == server.truth);
    CHECK(inconclusive(run.result) == 0);
    // An alert that may mean the suites costs more.
    if (upset != 40) CHECK(run.connections <= 260);
  }
}

TEST_CASE("agenda: a version whose steady answer is an unclear alert takes few connections") {
  // OpenSSL 3 at SECLEVEL 2 answers TLS 1.0 and 1.1 with internal_error when a suite is shared, for want of a signature
  // that the level allows, and with handshake_failure when none is.
  struct Row {
    const char* name;
    std::set<CipherSuite> unable;
    std::set<CipherSuite> accepted;
    Refusal refusal;
    std::size_t connections;  ///< at most
  };
  const Row rows[] = {
      {"an RSA certificate", kRsa, {}, Refusal::alert_40, 180},
      {"an ECDSA certificate as well", kRsaAndEcdsa, {}, Refusal::alert_40, 180},
      {"every suite", kAll, {}, Refusal::alert_40, 320},
      {"every hello of every version", kRsa, {}, Refusal::alert_80, 700},
      {"one is accepted", kRsa, {CipherSuite{0x0041}}, Refusal::alert_40, 330},
      {"one that no one has", kRsaAndEcdsa, {CipherSuite{0x0026}}, Refusal::alert_40, 220},
      {"a usual one", {CipherSuite{0x002F}, CipherSuite{0x0035}}, {CipherSuite{0xC013}}, Refusal::alert_40, 180},
      {"the rest upset by one", {CipherSuite{0x0066}}, {CipherSuite{0x0041}}, Refusal::alert_40, 320},
      {"by two more than usual",
       {CipherSuite{0x002F}, CipherSuite{0x0033}, CipherSuite{0x0035}, CipherSuite{0xC013}, CipherSuite{0x0001},
        CipherSuite{0x0096}},
       {CipherSuite{0x0041}, CipherSuite{0x0026}},
       Refusal::alert_40,
       250},
      {"one of many, all with an unclear alert", kRsa, {CipherSuite{0x0026}}, Refusal::alert_80, 700},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    SimulatedServer server;
    server.truth = {{ProtocolVersion::TLSv1_2, like_gateway()[ProtocolVersion::TLSv1_2]}};
    for (const auto version : {ProtocolVersion::TLSv1_0, ProtocolVersion::TLSv1_1}) {
      server.unable[version] = row.unable;
      if (!row.accepted.empty()) server.truth[version] = row.accepted;
    }
    server.refusal = row.refusal;
    const auto run = simulate(server, {}, kRoundTrip);
    CHECK(accepted(run.result) == server.truth);
    CHECK(false_refusals(server.truth, run.result) == std::vector<std::string>{});
    CHECK(run.connections <= row.connections);
    check_adds_up({}, run.result);
    const auto& tls10 = of(run.result, ProtocolVersion::TLSv1_0);
    CHECK((tls10.outcome == Outcome::refused) == row.accepted.empty());
    CHECK(inconclusive(run.result) == 0);
    std::set<CipherSuite> upset;
    for (const auto& group : tls10.refused)
      if (group.reason == Reason::alert_while_control_succeeds) upset.insert(group.codes.begin(), group.codes.end());
    CHECK(std::includes(upset.begin(), upset.end(), row.unable.begin(), row.unable.end()));
    if (row.refusal == Refusal::alert_40) CHECK(upset == row.unable);
  }
}

TEST_CASE("agenda: selections of what was not offered") {
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
    CHECK(run.connections < 60);
  }
  SUBCASE("a newer version") {
    always.selection->version = ProtocolVersion::TLSv1_3;
    server.gate = [&](std::size_t, Elapsed, std::size_t) { return std::optional(always); };
    const auto run = simulate(server, options, kRoundTrip);
    CHECK(std::any_of(run.result.findings.begin(), run.result.findings.end(),
                      [](const Finding& finding) { return finding.kind == FindingKind::selected_unoffered_version; }));
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

TEST_CASE("agenda: HelloRetryRequests that name another suite") {
  constexpr CipherSuite kAccepted{0x1301}, kOther{0x1302}, kUnoffered{0x13FF};
  enum class Then { server_hello, nothing };
  struct Row {
    const char* name;
    CipherSuite retry;
    Then then;
    bool accepted;
    std::set<FindingKind> findings;
  };
  const Row rows[] = {
      {"the same", kAccepted, Then::server_hello, true, {}},
      {"one that was offered", kOther, Then::server_hello, true, {FindingKind::answer_changed}},
      {"one that was not", kUnoffered, Then::server_hello, false, {FindingKind::selected_unoffered_suite}},
      {"one that was not, and no more",
       kUnoffered,
       Then::nothing,
       false,
       {FindingKind::selected_unoffered_suite, FindingKind::hello_retry_loop}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    SimulatedServer server, inner;
    server.truth = inner.truth = {{ProtocolVersion::TLSv1_3, {kAccepted}}};
    server.own = [&](const Offer& offer) {
      auto observation = inner.answer(offer, 1, Elapsed(0), 0);
      if (!observation.selection || (row.retry == kOther && offer.suites.size() < 2)) return observation;
      observation.selection->after_retry = true;
      if (row.then == Then::nothing) {
        observation.response = Response::retry_failed;
        observation.selection->suites = {row.retry};
      } else {
        observation.selection->retry_suite = row.retry;
      }
      return observation;
    };
    ScanOptions options;
    options.versions = {ProtocolVersion::TLSv1_3};
    options.suites = {kAccepted, kOther};
    const auto run = simulate(server, options, kRoundTrip);
    CHECK((cells(accepted(run.result)) == 1) == row.accepted);
    CHECK(false_refusals(server.truth, run.result) == std::vector<std::string>{});
    std::set<FindingKind> kinds;
    for (const auto& finding : run.result.findings) {
      kinds.insert(finding.kind);
      if (finding.kind == FindingKind::selected_unoffered_suite) CHECK(finding.codes == std::vector{kUnoffered});
    }
    CHECK(kinds == row.findings);
    check_adds_up(options, run.result);
  }
}

}  // namespace
}  // namespace probe::agenda::test
