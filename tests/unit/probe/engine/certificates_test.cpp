// SPDX-License-Identifier: Apache-2.0
#include "probe/record/certificates.hpp"

#include "tests/unit/tls/client/certificates.hpp"

#include <doctest/doctest.h>

#include <chrono>

using namespace probe;
using tls::test::chain;

TEST_CASE("every chain is described, and judged for the name that was dialled") {
  using namespace std::chrono;
  tls::x509::RootSources sources;
  sources.system = tls::x509::RootSources::System::ignore;
  sources.ca_file = tls::test::certificate_path("root");
  const auto roots = tls::x509::Roots::load(sources);
  REQUIRE(roots.has_value());
  TargetRecord record;
  record.target.host = "192.0.2.1";
  record.certificates = {{chain({"leaf", "issuer"}), 1}, {{{0x30, 0x00}}, 2}};
  const UtcTime now = sys_days(year{2026} / 11 / 24);

  describe_chains(record, *roots, now);
  const auto& good = record.certificates[0];
  REQUIRE(good.facts.size() == 2);
  CHECK(good.facts[0]->addresses[0] == "192.0.2.1");
  CHECK(good.facts[1]->is_ca);
  CHECK(good.verdict->trusted());
  CHECK(good.verdict->name == "192.0.2.1");
  const auto& bad = record.certificates[1];
  REQUIRE(bad.facts.size() == 1);
  CHECK(!bad.facts[0]);
  CHECK(bad.verdict->problems == std::vector{ChainProblem::unreadable});

  record.target.sni = "elsewhere.example";
  describe_chains(record, *roots, now);
  CHECK(record.certificates[0].facts.size() == 2);
  CHECK(record.certificates[0].verdict->problems == std::vector{ChainProblem::name_mismatch});
}
