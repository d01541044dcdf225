// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/outer.hpp"

#include "reports/catalogue.hpp"
#include "tests/unit/probe/clients/gateways.hpp"

#include <doctest/doctest.h>

#include <chrono>

namespace probe {
namespace {

using namespace std::chrono;
using V = tls::ProtocolVersion;
using test::azure_2024, test::kNow, test::row_of, test::rsa_chain, test::version_of;

/// Whose suites are all in azure_2024().
Forecast as_shipped(const TargetRecord& target) { return row_of(target, "10-22H2", ClientState::as_shipped); }

TEST_CASE("of unlike servers the worst counts, as far as it is seen") {
  const auto tell = [](TargetRecord& target) {
    target.findings.push_back({FindingKind::servers_differ, {}, {}, {}, {}});
  };
  const auto with_other = [](TargetRecord& target, V version) {
    auto other = rsa_chain();
    other.facts[0]->sha256 = "B2";
    other.facts[0]->not_after = kNow - 1s;
    other.verdict->problems = {ChainProblem::expired};
    other.versions = {version};
    target.certificates.push_back(other);
  };
  SUBCASE("another server's certificate has expired") {
    auto target = azure_2024();
    with_other(target, V::TLSv1_2);
    CHECK(as_shipped(target).verdict == Verdict::connects);
    tell(target);
    const auto row = as_shipped(target);
    CHECK(row.verdict == Verdict::unknown);
    CHECK(reports::english(row.why) ==
          "unlike servers answer at this address, and of one of them the server's certificate has expired");
  }
  SUBCASE("both have") {
    auto target = azure_2024();
    with_other(target, V::TLSv1_2);
    target.certificates[0].facts[0]->not_after = kNow - 1s;
    target.certificates[0].verdict->problems = {ChainProblem::expired};
    tell(target);
    CHECK(as_shipped(target).verdict == Verdict::cut_off_outside);
  }
  SUBCASE("it is shown in another version alone") {
    auto target = azure_2024();
    with_other(target, V::TLSv1_0);
    tell(target);
    CHECK(as_shipped(target).verdict == Verdict::connects);
  }
  SUBCASE("another server answered the same request") {
    auto target = azure_2024();
    auto& cells = version_of(target, V::TLSv1_2).accepted;
    ExchangeId id = 20;
    for (auto& cell : cells) {
      cell.climb.emplace();
      cell.climb->exchange = ++id;
      cell.climb->correlation_id = "c";
    }
    CHECK(as_shipped(target).verdict == Verdict::connects);
    cells.front().rung = Rung::tls;
    cells.front().climb->halt = CallOutcome::not_found;
    const auto row = as_shipped(target);
    CHECK(row.verdict == Verdict::unknown);
    CHECK(reports::english(row.why) ==
          "unlike servers answer at this address: SSTP answered 3 of 4 calls, and something else the rest");
  }
}

}  // namespace
}  // namespace probe
