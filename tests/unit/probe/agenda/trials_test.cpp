// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/trials.hpp"

#include "probe/model/absence.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace probe::agenda {
namespace {

using tls::CipherSuite;
using tls::ProtocolVersion;

constexpr std::pair kCell{ProtocolVersion::TLSv1_2, CipherSuite{0xC030}};

ClimbReport ended(std::optional<CallOutcome> halt) {
  ClimbReport report;
  report.rung = Rung::tls;
  report.halt = halt;
  return report;
}

using Server = std::function<std::optional<CallOutcome>(RequestKind, std::size_t connection)>;

std::vector<RequestKind> ask_all(std::uint64_t seed, const Server& server) {
  Trials trials(seed);
  CHECK(!trials.next());
  trials.begin(std::nullopt);
  CHECK(!trials.next());
  trials.begin(kCell);
  std::vector<RequestKind> asked;
  while (auto ask = trials.next()) {
    const auto id = static_cast<ExchangeId>(asked.size() + 1);
    REQUIRE(ask->trial);
    CHECK(std::pair(ask->version, ask->suite) == kCell);
    CHECK(trials.asked(id));
    CHECK(!trials.asked(id));
    CHECK(!trials.next());  // one by one
    CHECK(!trials.on(id + 100, ended(CallOutcome::not_found)));
    asked.push_back(*ask->trial);
    CHECK(trials.on(id, ended(server(*ask->trial, asked.size()))));
    trials.begin(kCell);  // once is enough
    REQUIRE(asked.size() <= 100);
  }
  return asked;
}

TEST_CASE("as many requests as a proof takes, in an order by lot") {
  const auto web = [](RequestKind, std::size_t) { return CallOutcome::not_found; };
  std::set<std::vector<RequestKind>> orders;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto asked = ask_all(seed, web);
    orders.insert(asked);
    CHECK(std::count(asked.begin(), asked.end(), RequestKind::sstp) == kSstpTrials);
    for (const auto other : {RequestKind::other_path, RequestKind::other_method, RequestKind::short_sstp,
                             RequestKind::short_other_path, RequestKind::short_other_method})
      CHECK(std::count(asked.begin(), asked.end(), other) == kOtherTrials);
  }
  CHECK(orders.size() > 15);
}

TEST_CASE("a gateway behind a balancer that takes its servers in turn is met, whatever the order") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed)
    for (const std::size_t first : {0U, 1U}) {
      bool met = false;
      const auto servers = [&](RequestKind kind, std::size_t connection) -> std::optional<CallOutcome> {
        if (connection % 2 != first || kind != RequestKind::sstp) return CallOutcome::not_found;
        met = true;
        return std::nullopt;
      };
      const auto asked = ask_all(seed, servers);
      CHECK(met);
      CHECK(asked.back() == RequestKind::sstp);  // and that settles it
    }
}

TEST_CASE("what leaves a doubt ends them") {
  for (const auto outcome : {CallOutcome::http_timed_out, CallOutcome::service_unavailable, CallOutcome::tls_reset,
                             CallOutcome::nak, CallOutcome::web_page}) {
    const auto asked = ask_all(
        7, [&](RequestKind, std::size_t connection) { return connection == 4 ? outcome : CallOutcome::not_found; });
    CHECK(asked.size() == 4);
  }
}

}  // namespace
}  // namespace probe::agenda
