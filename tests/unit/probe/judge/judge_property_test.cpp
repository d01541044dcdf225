// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/judge.hpp"

#include "probe/judge/signs.hpp"
#include "tests/unit/probe/judge/told_history.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <utility>
#include <vector>

// What holds of every history, tried on random ones. Seeds are fixed: a failure comes again.

namespace probe::judge {
namespace {

using namespace std::chrono_literals;
using test::Suites;
using tls::CipherSuite;
using tls::ProtocolVersion;
using Cells = std::set<std::pair<ProtocolVersion, CipherSuite>>;
using Past = std::vector<ExchangeSummary>;

constexpr std::array kVersions{ProtocolVersion::SSLv2, ProtocolVersion::TLSv1_0, ProtocolVersion::TLSv1_2,
                               ProtocolVersion::TLSv1_3};
constexpr std::array kPurposes{Purpose::sweep, Purpose::control, Purpose::repeat, Purpose::look,
                               Purpose::climb, Purpose::feature, Purpose::client};
constexpr std::array kResponses{Response::server_hello,  Response::fatal_alert,  Response::ssl2_error,
                                Response::closed,        Response::silent,       Response::partial,
                                Response::garbled,       Response::retry_failed, Response::not_tls,
                                Response::not_connected, Response::local_failure};

const Suites& suites_of(ProtocolVersion version) {
  static const Suites ssl2{CipherSuite{0x010080}, CipherSuite{0x060040}, CipherSuite{0x0700C0}};
  static const Suites tls13{CipherSuite{0x1301}, CipherSuite{0x1302}, CipherSuite{0x1303}};
  // RC4, CBC, GCM, DHE, SRP, ECDHE
  static const Suites older{CipherSuite{0x0005}, CipherSuite{0x002F}, CipherSuite{0x0035}, CipherSuite{0x009C},
                            CipherSuite{0x009E}, CipherSuite{0xC01D}, CipherSuite{0xC02F}};
  return version == ProtocolVersion::SSLv2 ? ssl2 : version == ProtocolVersion::TLSv1_3 ? tls13 : older;
}

class Lots {
 public:
  explicit Lots(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }
  bool one_in(std::size_t count) { return below(count) == 0; }
  template <class List>
  const typename List::value_type& any(const List& list) {
    return list[below(list.size())];
  }
  Suites some(Suites all, std::size_t least) {
    for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[below(i)]);
    all.resize(least + below(all.size() + 1 - least));
    if (!one_in(3)) std::sort(all.begin(), all.end());
    return all;
  }

 private:
  std::mt19937_64 engine_;
};

Docket any_docket(Lots& lots) {
  Docket docket;
  for (const auto version : kVersions)
    if (!lots.one_in(4)) {
      auto cells = lots.some(suites_of(version), 1);
      std::sort(cells.begin(), cells.end());
      docket.cells.emplace(version, std::move(cells));
    }
  docket.strict = lots.one_in(5);
  docket.retries = lots.one_in(5) ? lots.below(2) : 2;
  return docket;
}

Docket docket_of_one(Lots& lots) {
  auto docket = any_docket(lots);
  while (docket.cells.size() > 1)
    docket.cells.erase(std::next(docket.cells.begin(), static_cast<std::ptrdiff_t>(lots.below(docket.cells.size()))));
  return docket;
}

/// An exchange with anything in any of its fields, whether or not the one goes with the other.
ExchangeSummary anything(Lots& lots) {
  ExchangeSummary exchange;
  exchange.id = static_cast<ExchangeId>(lots.below(100));
  exchange.purpose = lots.any(kPurposes);
  exchange.version = lots.any(kVersions);
  exchange.shape = static_cast<HelloShape>(lots.below(4));
  exchange.codes = lots.some(suites_of(lots.one_in(9) ? lots.any(kVersions) : exchange.version), 0);
  exchange.response = lots.any(kResponses);
  exchange.selected = lots.some(lots.one_in(3) ? suites_of(lots.any(kVersions)) : exchange.codes, 0);
  if (!lots.one_in(3) && exchange.selected.size() > 1) exchange.selected.resize(1);
  if (!lots.one_in(5)) exchange.selected_version = lots.one_in(3) ? lots.any(kVersions) : exchange.version;
  exchange.sent = lots.one_in(3) ? lots.below(1000) : test::size_of(exchange);
  exchange.named = !lots.one_in(8);
  if (lots.one_in(12)) exchange.client = "7sp1/as-shipped";
  if (lots.one_in(8)) exchange.variant = "groups:0017";
  if (!lots.one_in(3)) exchange.alert = static_cast<tls::AlertDescription>(lots.any(std::array{40, 70, 71, 80, 10, 0}));
  if (lots.one_in(9)) exchange.retry_suite = lots.any(suites_of(exchange.version));
  if (lots.one_in(4)) exchange.leaf = lots.one_in(2) ? "aa" : "bb";
  if (lots.one_in(2)) exchange.extensions = {tls::ExtensionType::encrypt_then_mac};
  return exchange;
}

/// In the order in which they ended; they may have run beside one another.
void set_times(Past& past, Lots& lots) {
  Elapsed ended{0};
  for (auto& exchange : past) {
    ended += Elapsed(lots.below(lots.one_in(3) ? 900000 : 20000));
    exchange.lasted = std::min(ended, Elapsed(lots.below(60000)));
    exchange.started = ended - exchange.lasted;
  }
}

Past any_past(Lots& lots, std::size_t most) {
  Past past(lots.below(most + 1));
  for (auto& exchange : past) exchange = anything(lots);
  set_times(past, lots);
  return past;
}

Beliefs judged(const Past& past, const Docket& docket) {
  Judge judge(docket);
  for (const auto& exchange : past) judge.take(exchange);
  return judge.beliefs();
}

Cells cells_with(const Beliefs& beliefs, Outcome outcome) {
  Cells cells;
  for (const auto& [version, belief] : beliefs.versions)
    for (const auto& cell : belief.cells)
      if (cell.outcome == outcome) cells.emplace(version, cell.code);
  return cells;
}

// ------------------------------------------------------------------ worlds

/// Servers behind one address, each with its own cells, and what may befall a connection.
struct World {
  std::vector<Cells> servers;
  std::size_t trouble_in = 0;  ///< one connection in so many is troubled; 0: none
  Response refusal = Response::fatal_alert;
  int refusal_alert = 40;

  [[nodiscard]] bool accepts(ProtocolVersion version, CipherSuite suite) const {
    return std::any_of(servers.begin(), servers.end(),
                       [&](const Cells& cells) { return cells.count({version, suite}) != 0; });
  }
};

World any_world(Lots& lots) {
  World world;
  world.servers.resize(lots.one_in(2) ? 1 : 1 + lots.below(3));
  Cells common;
  for (const auto version : kVersions)
    for (const auto suite : suites_of(version))
      if (lots.one_in(4)) common.emplace(version, suite);
  for (auto& cells : world.servers) {
    cells = common;
    if (world.servers.size() == 1) continue;
    for (const auto version : kVersions)
      for (const auto suite : suites_of(version))
        if (lots.one_in(6)) cells.emplace(version, suite);
  }
  world.trouble_in = lots.any(std::array<std::size_t, 4>{0, 0, 20, 3});
  world.refusal =
      lots.any(std::array{Response::fatal_alert, Response::fatal_alert, Response::closed, Response::silent});
  world.refusal_alert = lots.any(std::array{40, 40, 70, 80});
  return world;
}

void answer(ExchangeSummary& exchange, const World& world, Lots& lots) {
  if (world.trouble_in != 0 && lots.one_in(world.trouble_in)) {
    exchange.response = lots.any(std::array{Response::closed, Response::silent, Response::not_connected,
                                            Response::partial, Response::fatal_alert});
    if (exchange.response == Response::fatal_alert)
      exchange.alert = static_cast<tls::AlertDescription>(lots.any(std::array{40, 80}));
    return;
  }
  const auto& server = lots.any(world.servers);
  for (const auto suite : exchange.codes) {
    if (server.count({exchange.version, suite}) == 0) continue;
    exchange.response = Response::server_hello;
    exchange.selected_version = exchange.version;
    exchange.selected.push_back(suite);
    if (exchange.version != ProtocolVersion::SSLv2) break;
  }
  if (exchange.response == Response::server_hello) return;
  exchange.response = world.refusal;
  if (world.refusal == Response::fatal_alert) exchange.alert = static_cast<tls::AlertDescription>(world.refusal_alert);
}

/// Somebody asks for what the judge wants, mostly, and for what was answered in between; now and then for anything.
Past ask(const World& world, const Docket& docket, Lots& lots, std::size_t most) {
  Judge judge(docket);
  Past past;
  Elapsed now{0};
  std::vector<std::size_t> answered;
  std::optional<ExchangeSummary> once_more;
  while (past.size() < most) {
    ExchangeSummary exchange;
    exchange.id = static_cast<ExchangeId>(past.size() + 1);
    exchange.version = lots.any(kVersions);
    exchange.shape = lots.one_in(4) ? static_cast<HelloShape>(lots.below(4)) : HelloShape::full;
    exchange.codes = lots.some(suites_of(exchange.version), 1);
    // First as much as can be in each version and shape, so that sizes are proven.
    if (past.size() < 4 * kVersions.size()) {
      exchange.version = kVersions[past.size() / 4];
      exchange.shape = static_cast<HelloShape>(past.size() % 4);
      exchange.codes = suites_of(exchange.version);
    } else if (once_more) {
      exchange.version = once_more->version;
      exchange.shape = once_more->shape;
      exchange.codes = std::exchange(once_more, std::nullopt)->codes;
    } else if (!answered.empty() && lots.one_in(3)) {
      const auto& known = past[lots.any(answered)];
      exchange.purpose = Purpose::control;
      exchange.version = known.version;
      exchange.shape = known.shape;
      exchange.codes = known.codes;
    } else if (!docket.cells.empty() && !lots.one_in(12)) {
      const auto place = std::next(docket.cells.begin(), static_cast<std::ptrdiff_t>(lots.below(docket.cells.size())));
      const auto& belief = judge.version(place->first);
      std::map<Want, Suites> wants;
      for (const auto& cell : belief.cells)
        if (cell.outcome == Outcome::inconclusive && cell.want.kind == Want::Kind::hello)
          wants[cell.want].push_back(cell.code);
      if (!wants.empty()) {
        auto [want, codes] = *std::next(wants.begin(), static_cast<std::ptrdiff_t>(lots.below(wants.size())));
        if (want.reversed) std::reverse(codes.begin(), codes.end());
        if (want.at_most != 0 && codes.size() > want.at_most) codes.resize(want.at_most);
        exchange.version = place->first;
        exchange.shape = want.shape;
        exchange.codes = codes;
        now = std::max(now, want.not_before);
        if (want.twice) once_more = exchange;
      }
    }
    exchange.sent = test::size_of(exchange);
    exchange.started = now;
    exchange.lasted = 10ms;
    answer(exchange, world, lots);
    if (exchange.response == Response::server_hello) answered.push_back(past.size());
    now += lots.one_in(12) ? 0ms : 10ms + Elapsed(lots.below(20000));  // some run beside one another
    judge.take(exchange);
    past.push_back(std::move(exchange));
  }
  return past;
}

// ------------------------------------------------------------------ what a refusal has to rest on

Elapsed end_of(const ExchangeSummary& exchange) { return exchange.started + exchange.lasted; }

bool is_held(const ExchangeSummary& exchange) { return read(exchange).answer == Answer::accepted; }

/// A ServerHello ended before it began, and another began after it ended.
bool lies_between_controls(const Past& past, const ExchangeSummary& exchange) {
  const auto before = [&](const auto& each) { return is_held(each) && end_of(each) <= exchange.started; };
  const auto behind = [&](const auto& each) { return is_held(each) && each.started >= end_of(exchange); };
  return std::any_of(past.begin(), past.end(), before) && std::any_of(past.begin(), past.end(), behind);
}

std::vector<const ExchangeSummary*> negatives_of(const Past& past, ProtocolVersion version, CipherSuite code) {
  std::vector<const ExchangeSummary*> negatives;
  for (const auto& exchange : past) {
    const auto answer = read(exchange).answer;
    const bool says_no = answer == Answer::refusal || answer == Answer::unclear_alert || is_absence(answer) ||
                         answer == Answer::other_version;
    const bool offers = std::find(exchange.codes.begin(), exchange.codes.end(), code) != exchange.codes.end();
    if (exchange.version == version && says_no && offers && is_usual(exchange) && speaks_for_target(exchange) &&
        lies_between_controls(past, exchange))
      negatives.push_back(&exchange);
  }
  return negatives;
}

std::size_t rounds_of(const Past& past, const std::vector<const ExchangeSummary*>& negatives) {
  std::size_t rounds = 0;
  const ExchangeSummary* last = nullptr;
  for (const auto* each : negatives) {
    const bool is_new =
        last == nullptr || std::any_of(past.begin(), past.end(), [&](const auto& between) {
          return is_held(between) && between.started >= end_of(*last) && end_of(between) <= each->started;
        });
    if (!is_new) continue;
    ++rounds;
    last = each;
  }
  return rounds;
}

bool rests_on_one_list(const CellBelief& cell) { return cell.reason == Reason::no_shared_cipher_kind; }

/// DESIGN, section 4, read backwards: whatever the history, what is refused was told so often, in so many ways.
void check_grounds(const Past& past, const Docket& docket, const Beliefs& beliefs, ProtocolVersion version,
                   const CellBelief& cell) {
  CAPTURE(to_string(version));
  CAPTURE(to_string(cell.code));
  CAPTURE(to_string(cell.reason));
  CHECK(beliefs.ever_accepted);
  const auto selected_it = [&](const ExchangeSummary& each) {
    return is_held(each) && speaks_for_target(each) && accepted_version(each) == version &&
           std::find(each.selected.begin(), each.selected.end(), cell.code) != each.selected.end();
  };
  CHECK(std::none_of(past.begin(), past.end(), selected_it));
  if (version == ProtocolVersion::SSLv2 && rests_on_one_list(cell)) return;

  const auto negatives = negatives_of(past, version, cell.code);
  const bool spoiled = std::any_of(beliefs.findings.begin(), beliefs.findings.end(), [](const Finding& finding) {
    return finding.kind == FindingKind::suite_spoils_hello;
  });
  CHECK(negatives.size() >= (spoiled ? 2 : 3));
  const auto with = [&](Answer answer) {
    std::vector<const ExchangeSummary*> some;
    std::copy_if(negatives.begin(), negatives.end(), std::back_inserter(some),
                 [answer](const auto* each) { return read(*each).answer == answer; });
    return some;
  };
  const auto check_repeats = [&](Answer answer) {
    const auto alike = with(answer);
    CHECK(alike.size() >= 3);
    CHECK(!docket.strict);
    CHECK(docket.retries >= 2);
    if (alike.size() >= 2) CHECK(alike.back()->started - alike.front()->started >= 400ms);
  };
  switch (cell.reason) {
    case Reason::closed_while_control_succeeds:
      return check_repeats(Answer::closed);
    case Reason::silent_while_control_succeeds:
      return check_repeats(Answer::silent);
    case Reason::alert_while_control_succeeds:
      return check_repeats(Answer::unclear_alert);
    default:
      break;
  }
  CHECK((!with(Answer::refusal).empty() || !with(Answer::other_version).empty()));
  if (!beliefs.unlike.seen) return;
  CHECK(beliefs.unlike.smallest_share < 1);
  CHECK(rounds_of(past, negatives) >= rounds_for(beliefs.unlike.smallest_share));
}

}  // namespace

TEST_CASE("told exchange by exchange, or all at once: the same beliefs; what is accepted stays accepted") {
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    Lots lots(seed);
    const auto docket = any_docket(lots);
    const auto past = any_past(lots, 40);
    Judge live(docket);
    Cells accepted;
    Past so_far;
    for (const auto& exchange : past) {
      live.take(exchange);
      so_far.push_back(exchange);
      if (lots.one_in(2)) (void)live.unlike();
      if (lots.one_in(3)) (void)live.hello(exchange);
      if (!docket.cells.empty() && lots.one_in(4)) (void)live.version(docket.cells.begin()->first);
      if (!lots.one_in(8)) continue;
      const auto beliefs = live.beliefs();
      const auto now = cells_with(beliefs, Outcome::accepted);
      if (!std::includes(now.begin(), now.end(), accepted.begin(), accepted.end()) ||
          test::to_text(beliefs) != test::to_text(judged(so_far, docket))) {
        CAPTURE(seed);
        CHECK(test::to_text(beliefs) == test::to_text(judged(so_far, docket)));
        CHECK(std::includes(now.begin(), now.end(), accepted.begin(), accepted.end()));
        return;
      }
      accepted = now;
    }
    CAPTURE(seed);
    REQUIRE(test::to_text(live.beliefs()) == test::to_text(judged(past, docket)));
  }
}

TEST_CASE("every cell of the docket has one belief, whatever the fields say") {
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    CAPTURE(seed);
    Lots lots(seed + 1'000'000);
    const auto docket = any_docket(lots);
    const auto past = any_past(lots, 30);
    const auto beliefs = judged(past, docket);
    REQUIRE(beliefs.versions.size() == docket.cells.size());
    for (const auto& [version, codes] : docket.cells) {
      Suites believed;
      std::size_t accepted = 0, open = 0;
      for (const auto& cell : beliefs.versions.at(version).cells) {
        believed.push_back(cell.code);
        accepted += cell.outcome == Outcome::accepted ? 1 : 0;
        open += cell.outcome == Outcome::inconclusive ? 1 : 0;
      }
      REQUIRE(believed == codes);
      REQUIRE(accepted == beliefs.versions.at(version).accepted);
      REQUIRE(open == beliefs.versions.at(version).open);
    }
  }
}

TEST_CASE("without a ServerHello that accepts anything nothing is refused") {
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    CAPTURE(seed);
    Lots lots(seed + 2'000'000);
    const auto docket = any_docket(lots);
    auto past = any_past(lots, 40);
    past.erase(std::remove_if(past.begin(), past.end(), is_held), past.end());
    REQUIRE(cells_with(judged(past, docket), Outcome::refused).empty());
  }
}

TEST_CASE("what is refused rests on what was told, in any world and in none") {
  std::size_t refused = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    CAPTURE(seed);
    Lots lots(seed + 3'000'000);
    const auto docket = docket_of_one(lots);
    const auto past = lots.one_in(6) ? any_past(lots, 60) : ask(any_world(lots), docket, lots, 120);
    const auto beliefs = judged(past, docket);
    for (const auto& [version, belief] : beliefs.versions)
      for (const auto& cell : belief.cells) {
        if (cell.outcome != Outcome::refused) continue;
        ++refused;
        check_grounds(past, docket, beliefs, version, cell);
      }
  }
  CHECK(refused > 10);  // or this shows nothing
}

TEST_CASE("one server without trouble: every refusal is true, and it is no lot of servers") {
  std::size_t refused = 0;
  for (std::uint64_t seed = 1; seed <= 250; ++seed) {
    CAPTURE(seed);
    Lots lots(seed + 4'000'000);
    const auto docket = docket_of_one(lots);
    auto world = any_world(lots);
    world.servers.resize(1);
    world.trouble_in = 0;
    const auto beliefs = judged(ask(world, docket, lots, 150), docket);
    CHECK(!beliefs.unlike.changed_at);
    for (const auto& [version, code] : cells_with(beliefs, Outcome::refused)) {
      CAPTURE(to_string(code));
      CHECK(!world.accepts(version, code));
      ++refused;
    }
    for (const auto& [version, code] : cells_with(beliefs, Outcome::accepted)) {
      CAPTURE(to_string(code));
      CHECK(world.accepts(version, code));
    }
  }
  CHECK(refused > 20);
}

}  // namespace probe::judge
