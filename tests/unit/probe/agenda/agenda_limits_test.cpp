// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/agenda.hpp"

#include "tests/unit/probe/agenda/scan_scenarios.hpp"
#include "tests/unit/probe/agenda/simulated_server.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

namespace probe::agenda::test {
namespace {

using namespace std::chrono_literals;
using tls::CipherSuite;
using tls::ProtocolVersion;

TEST_CASE("agenda: behind a limiter nothing that is accepted is called refused") {
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
            CHECK_FALSE(run.result.problem.empty());
          }
        }
}

TEST_CASE("agenda: behind a token bucket the whole truth is found, slowly") {
  for (const auto& then : {response(Response::closed), connect_failure(ConnectFailure::refused)})
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
      CHECK(run.result.slowdowns > 0);
      CHECK(std::any_of(run.result.findings.begin(), run.result.findings.end(),
                        [](const Finding& finding) { return finding.kind == FindingKind::slowed_down; }));
    }
}

namespace {

/// What SoftEther does to an address (src/Cedar/Listener.c, CheckDosAttack; src/Cedar/Cedar.c, AddNoSsl, IsInNoSsl and
/// DecrementNoSsl): the seventeenth connection of a row is cut in which each comes sooner behind the one before than a
/// span that doubles from 250 ms to one second; and for ten minutes all of them are, once more than 60 handshakes were
/// left unfinished, of which each finished one takes two off. A client that is cut renews both.
struct SoftEther {
  std::size_t row = 0;
  std::size_t unfinished = 0;
  std::size_t attacks = 0;  ///< lines in its log
  Elapsed last = -10s, span = 250ms, banned_until{0};

  bool is_cut(Elapsed now) {
    row = now - last < span ? row + 1 : 1;
    span = row == 1 ? Elapsed(250ms) : std::min<Elapsed>(span * 2, 1s);
    last = now;
    const bool banned = unfinished > 60 && now < banned_until;
    if (banned) banned_until = now + 10min;
    if (row > 16 || banned) ++attacks;
    return row > 16 || banned;
  }
  void ended(bool finished, Elapsed now) {
    if (finished) {
      if (unfinished >= 2) unfinished -= 2;
    } else {
      ++unfinished;
      banned_until = now + 10min;
    }
  }
};

/// Debian 12's own build with its defaults.
Truth like_softether() {
  return {{ProtocolVersion::TLSv1_2, some(ProtocolVersion::TLSv1_2, 22)},
          {ProtocolVersion::TLSv1_3, some(ProtocolVersion::TLSv1_3, 3)}};
}

}  // namespace

TEST_CASE("agenda: a gentle scan has the whole truth of a SoftEther, which logs no attack") {
  for (const bool internal_error : {false, true})
    for (const bool gentle : {true, false}) {
      CAPTURE(internal_error);
      CAPTURE(gentle);
      SoftEther door;
      Elapsed clock{0};
      SimulatedServer server;
      server.truth = like_softether();
      // OpenSSL 3 with TLS 1.0 switched on, at SECLEVEL 2.
      if (internal_error)
        for (const auto version : {ProtocolVersion::TLSv1_0, ProtocolVersion::TLSv1_1})
          server.unable[version] = some(version, 4);
      server.gate = [&](std::size_t, Elapsed now, std::size_t) {
        clock = now;
        return door.is_cut(now) ? std::optional(response(Response::closed)) : std::nullopt;
      };
      server.ended = [&](bool finished) { door.ended(finished, clock); };
      ScanOptions options;
      options.gentle = gentle;
      options.deadline = 10min;
      const auto run = simulate(server, options, kRoundTrip);
      CHECK(false_refusals(server.truth, run.result) == std::vector<std::string>{});
      if (!gentle) {
        CHECK(door.attacks > 0);
        continue;
      }
      CHECK(door.attacks == 0);
      CHECK(accepted(run.result) == server.truth);
      CHECK(inconclusive(run.result) == 0);
    }
}

TEST_CASE("agenda: a limiter by window, by number at once, or by turn") {
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

TEST_CASE("agenda: a balancer with as many dead servers as live ones, or more, is believed in no silence") {
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

TEST_CASE("agenda: a network that loses connections at random") {
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

}  // namespace
}  // namespace probe::agenda::test
