// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/agenda.hpp"

#include "probe/hello/hello_lists.hpp"
#include "probe/hello/hello_shape.hpp"
#include "tests/unit/probe/agenda/scan_scenarios.hpp"
#include "tests/unit/probe/agenda/simulated_server.hpp"

#include <doctest/doctest.h>

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

  [[nodiscard]] Observation answer(const Offer& offer) const {
    const auto accepts = truth.find(offer.version);
    if (offer.version != ProtocolVersion::SSLv2 && most_groups != 0 && offer.shape != HelloShape::bare &&
        groups_of(offer).size() > most_groups)
      return alert(to_many);
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
    switch (below(7)) {
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
  for (unsigned seed = 1; seed <= 140; ++seed) {
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
