// SPDX-License-Identifier: Apache-2.0
#include "tests/peer/turnstile.hpp"

#include <doctest/doctest.h>

namespace {

using peer::Limits;
using peer::Turnstile;
using std::chrono::milliseconds;

const Turnstile::TimePoint kStart{};

/// How many of `arrivals`, one every `step`, are let in. None of them leaves.
std::size_t admitted(Turnstile& turnstile, std::size_t arrivals, milliseconds step, Turnstile::TimePoint from) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < arrivals; ++i) {
    const auto now = from + step * i;
    if (!turnstile.is_open(now)) continue;
    turnstile.enter(now);
    ++count;
  }
  return count;
}

TEST_CASE("How many each limit lets in") {
  struct Row {
    const char* name;
    Limits limits;
    std::size_t arrivals;
    milliseconds step;
    std::size_t admitted;
  };
  Limits five{5, {}, {}, {}}, windows{5, milliseconds(1000), {}, {}}, three_at_once{{}, {}, 3, {}},
      rate{{}, {}, {}, 5.0}, slow{{}, {}, {}, 0.5}, both{4, {}, {}, 5.0};
  const Row rows[] = {
      {"none", {}, 100, milliseconds(0), 100},
      {"five in all", five, 100, milliseconds(10), 5},
      {"five a second, counted in windows", windows, 100, milliseconds(100), 50},
      {"three at once, and nobody leaves", three_at_once, 100, milliseconds(10), 3},
      {"a burst of five, then five a second", rate, 41, milliseconds(50), 15},
      {"a second of rest fills the bucket, not more", rate, 100, milliseconds(0), 5},
      {"less than one a second: one at first", slow, 41, milliseconds(100), 3},
      {"the stricter of two", both, 100, milliseconds(100), 4},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    Turnstile turnstile(row.limits, kStart);
    CHECK(admitted(turnstile, row.arrivals, row.step, kStart) == row.admitted);
  }
}

TEST_CASE("Who leaves makes room") {
  Turnstile turnstile(Limits{{}, {}, 2, {}}, kStart);
  turnstile.enter(kStart);
  turnstile.enter(kStart);
  CHECK_FALSE(turnstile.is_open(kStart));
  CHECK_FALSE(turnstile.next_opening());
  turnstile.leave();
  CHECK(turnstile.is_open(kStart));
  CHECK(turnstile.inside() == 1);
}

TEST_CASE("A turnstile is open at its next opening, and not before") {
  struct Row {
    const char* name;
    Limits limits;
  };
  const Row rows[] = {
      {"window", {2, milliseconds(700), {}, {}}},
      {"bucket", {{}, {}, {}, 3.0}},
      {"both", {2, milliseconds(700), {}, 1.0}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    Turnstile turnstile(row.limits, kStart);
    auto now = kStart;
    for (int i = 0; i < 10; ++i) {
      now += milliseconds(1);
      while (turnstile.is_open(now)) turnstile.enter(now);
      const auto opening = turnstile.next_opening();
      REQUIRE(opening.has_value());
      CHECK_FALSE(turnstile.is_open(*opening - milliseconds(2)));
      CHECK(turnstile.is_open(*opening));
      now = *opening;
    }
  }
}

TEST_CASE("Without a window a full turnstile never opens") {
  for (const std::size_t count : {std::size_t{0}, std::size_t{1}}) {
    Turnstile turnstile(Limits{count, {}, {}, {}}, kStart);
    while (turnstile.is_open(kStart)) turnstile.enter(kStart);
    CHECK_FALSE(turnstile.next_opening());
  }
}

}  // namespace
