// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/agenda.hpp"

#include "probe/hello/hello_lists.hpp"
#include "probe/hello/hello_shape.hpp"
#include "probe/judge/cell_rule.hpp"
#include "probe/judge/company.hpp"
#include "tests/unit/probe/agenda/scan_scenarios.hpp"
#include "tests/unit/probe/agenda/simulated_server.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <random>
#include <string>

namespace probe::agenda::test {
namespace {

using namespace std::chrono_literals;
using tls::CipherSuite;
using tls::ProtocolVersion;

/// One server of a world: what it accepts, in its own order, and what else it is particular about.
struct WorldServer {
  Truth truth;
  Refusal refusal = Refusal::alert_40;
  std::set<CipherSuite> spoilers;       ///< answered by the alert 40 where they come before what it accepts
  bool needs_encrypt_then_mac = false;  ///< takes no CBC suite without
  std::size_t most_groups = 0;          ///< answers hellos with more by `to_many`; 0: any number
  int to_many = 40;
  std::function<bool(CipherSuite)> upsets;  ///< a kind of suites: any of them spoils a hello
  std::set<CipherSuite> insists;            ///< refuses hellos of TLS 1.2 that have none of these
  std::size_t most_suites = 0;              ///< refuses hellos with more, the signalling suite included; 0: any number
  std::size_t most_octets = 0;              ///< refuses larger hellos

  [[nodiscard]] Observation answer(const Offer& offer) const {
    const auto accepts = truth.find(offer.version);
    if (offer.version != ProtocolVersion::SSLv2 && most_groups != 0 && offer.shape != HelloShape::bare &&
        groups_of(offer).size() > most_groups)
      return alert(to_many);
    const auto& offered = offer.suites;
    if (upsets && std::any_of(offered.begin(), offered.end(), upsets)) return alert(40);
    if (!insists.empty() && offer.version == ProtocolVersion::TLSv1_2 &&
        std::none_of(offered.begin(), offered.end(), [&](auto suite) { return insists.count(suite) != 0; }))
      return alert(40);
    if (most_suites != 0 && offered.size() + 1 > most_suites) return alert(40);
    if (most_octets != 0 && flight_size(offer) > most_octets) return alert(40);
    for (const auto suite : offer.suites) {
      if (accepts == truth.end() || accepts->second.count(suite) != 0) break;
      if (spoilers.count(suite) != 0) return alert(40);
    }
    SimulatedServer server;
    server.refusal = refusal;
    if (accepts != truth.end())
      for (const auto suite : accepts->second) {
        const auto* const info = tls::find_cipher_suite(suite);
        const bool cbc = info != nullptr && info->mode == tls::CipherMode::cbc;
        if (needs_encrypt_then_mac && cbc && offer.shape != HelloShape::rich) continue;
        server.truth[offer.version].insert(suite);
      }
    return server.answer(offer, 1, Elapsed(0), 0);
  }
};

struct World {
  std::string kind;
  std::vector<WorldServer> servers;
  enum class Turn { in_turn, by_lot } turn = Turn::in_turn;
  std::function<std::optional<Observation>(std::size_t, Elapsed, std::size_t)> gate;

  /// What some server accepts.
  [[nodiscard]] Truth truth() const {
    Truth all;
    for (const auto& server : servers)
      for (const auto& [version, suites] : server.truth)
        for (const auto suite : suites) all[version].insert(suite);
    return all;
  }
};

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  World make() {
    World world;
    world.servers.push_back(server());
    switch (below(10)) {
      case 0:
        world.kind = "plain";
        break;
      case 1:
        world.kind = "unlike";
        unlike(world);
        break;
      case 2:
        world.kind = "limiter";
        world.gate = limiter(1 + below(80), fault());
        break;
      case 3:
        world.kind = "bucket";
        world.gate = token_bucket(static_cast<double>(4 + below(20)), fault());
        break;
      case 4:
        world.kind = "spoiler";
        spoil(world.servers.front());
        break;
      case 5:
        world.kind = "needs";
        world.servers.front().needs_encrypt_then_mac = true;
        break;
      case 6:
        world.kind = "kind spoils";
        upset(world.servers.front());
        break;
      case 7:
        world.kind = "insists";
        insist(world.servers.front());
        break;
      case 8:
        world.kind = "few suites";
        world.servers.front().most_suites = std::array{5, 16, 32, 64}[below(4)];
        world.servers.front().refusal = Refusal::alert_40;
        break;
      default:
        world.kind = "groups";
        world.servers.front().most_groups = 5 + below(10);
        world.servers.front().to_many = std::array{40, 47, 50, 80}[below(4)];
        break;
    }
    return world;
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }

  WorldServer server() {
    WorldServer server;
    for (const auto version : {ProtocolVersion::SSLv3, ProtocolVersion::TLSv1_0, ProtocolVersion::TLSv1_1,
                               ProtocolVersion::TLSv1_2, ProtocolVersion::TLSv1_3})
      if (below(3) != 0 || version == ProtocolVersion::TLSv1_2)
        for (const auto suite : some(version, 4 + below(24)))
          if (below(2) == 0) server.truth[version].insert(suite);
    server.refusal = std::array{Refusal::alert_40, Refusal::alert_70_for_versions, Refusal::reset}[below(3)];
    return server;
  }

  /// Two to five that differ in half of their cells, and refuse by alerts: what closes cannot be told from a dead one.
  void unlike(World& world) {
    auto first = world.servers.front();
    first.refusal = Refusal::alert_40;
    world.servers.clear();
    const auto count = 2 + below(4);
    for (std::size_t i = 0; i < count; ++i) {
      WorldServer one;
      for (const auto& [version, suites] : first.truth)
        for (const auto suite : suites)
          if (below(2) == 0) one.truth[version].insert(suite);
      world.servers.push_back(std::move(one));
    }
    world.turn = below(2) == 0 ? World::Turn::in_turn : World::Turn::by_lot;
  }

  void spoil(WorldServer& server) {
    server.refusal = Refusal::alert_40;
    const auto all = some(ProtocolVersion::TLSv1_2, 300);
    auto place = all.begin();
    std::advance(place, static_cast<std::ptrdiff_t>(below(all.size())));
    server.spoilers.insert(*place);
    for (auto& [version, suites] : server.truth) suites.erase(*place);
  }

  /// Now and then of a server that takes small hellos alone besides: nothing in full ones can be compared there.
  void upset(WorldServer& server) {
    server.refusal = Refusal::alert_40;
    const auto all = some(ProtocolVersion::TLSv1_2, 300);
    auto place = all.begin();
    std::advance(place, static_cast<std::ptrdiff_t>(below(all.size())));
    const auto of = *tls::find_cipher_suite(*place);
    // Of those that stand apart, only the ones with PSKs from the others.
    const auto by = judge::stands_apart(*place) ? 2 : below(3);
    server.upsets = [of, by](CipherSuite suite) {
      const auto* const info = tls::find_cipher_suite(suite);
      if (info == nullptr) return false;
      if (by == 2 && judge::stands_apart(of.code))
        return judge::kind_in(judge::Company::one_secret, suite) ==
                   judge::kind_in(judge::Company::one_secret, of.code) &&
               judge::stands_apart(suite);
      if (by == 0) return info->cipher == of.cipher && info->mode == of.mode;
      if (by == 1) return info->key_exchange == of.key_exchange;
      return info->authentication == of.authentication;
    };
    for (auto& [version, suites] : server.truth)
      for (auto suite = suites.begin(); suite != suites.end();)
        suite = server.upsets(*suite) ? suites.erase(suite) : std::next(suite);
    if (below(2) == 0) server.most_octets = 260;
  }

  void insist(WorldServer& server) {
    server.refusal = Refusal::alert_40;
    auto& accepted = server.truth[ProtocolVersion::TLSv1_2];
    // What stands apart is not asked in front of others, which it may spoil.
    for (auto suite = accepted.begin(); suite != accepted.end();)
      suite = judge::stands_apart(*suite) ? accepted.erase(suite) : std::next(suite);
    for (const auto suite : accepted)
      if (below(4) == 0) server.insists.insert(suite);
    if (server.insists.empty() && !accepted.empty()) server.insists.insert(*accepted.begin());
  }

  Observation fault() {
    switch (below(4)) {
      case 0:
        return response(Response::closed);
      case 1:
        return response(Response::silent);
      case 2:
        return connect_failure(ConnectFailure::refused);
      default:
        return alert(40);
    }
  }

  std::mt19937 random_;
};

Run run_world(const World& world, unsigned seed) {
  const auto lots = std::make_shared<std::mt19937>(seed + 1000);
  const auto current = std::make_shared<std::size_t>(0);
  SimulatedServer server;
  server.gate = [&world, lots, current](std::size_t index, Elapsed now,
                                        std::size_t open) -> std::optional<Observation> {
    *current = world.turn == World::Turn::in_turn ? index % world.servers.size() : (*lots)() % world.servers.size();
    return world.gate ? world.gate(index, now, open) : std::nullopt;
  };
  server.own = [&world, current](const Offer& offer) { return world.servers[*current].answer(offer); };
  ScanOptions options;
  options.timeout = 1000ms;
  options.deadline = 60s;
  return simulate(server, options, 10ms, seed);
}

TEST_CASE("agenda: in random worlds nothing that is accepted is called refused, and nothing refused accepted") {
  struct Sum {
    std::size_t worlds = 0, accepted = 0, found = 0;
  };
  std::map<std::string, Sum> sums;
  for (unsigned seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    const auto world = Maker(seed).make();
    CAPTURE(world.kind);
    const auto truth = world.truth();
    const auto run = run_world(world, seed);
    CHECK(run.finished);
    CHECK(false_refusals(truth, run.result) == std::vector<std::string>{});
    auto& sum = sums[world.kind];
    ++sum.worlds;
    sum.accepted += cells(truth);
    for (const auto& [version, suites] : accepted(run.result)) {
      const auto known = truth.find(version);
      for (const auto suite : suites) CHECK((known != truth.end() && known->second.count(suite) != 0));
      sum.found += suites.size();
    }
    if (world.kind == "plain") {
      CHECK(accepted(run.result) == truth);
      CHECK(inconclusive(run.result) == 0);
    }
  }
  for (const auto& [kind, sum] : sums) {
    CAPTURE(kind);
    CAPTURE(sum.accepted);
    CAPTURE(sum.found);
    CHECK(sum.worlds > 8);
    // Behind a limiter that never opens again little can be found.
    if (kind != "limiter") CHECK(sum.found * 4 >= sum.accepted * 3);
  }
}

}  // namespace
}  // namespace probe::agenda::test
