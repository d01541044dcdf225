// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/pacer.hpp"

#include <doctest/doctest.h>

namespace probe::agenda {
namespace {

using namespace std::chrono_literals;

TEST_CASE("pacer: opens up while the target answers, never beyond the limit") {
  Pacer pacer(4, 0ms);
  CHECK(pacer.window() == 1);
  for (int i = 0; i < 100; ++i) pacer.answered();
  CHECK(pacer.window() == 4);
  CHECK_FALSE(pacer.slowed_down());
}

TEST_CASE("pacer: gives way once an episode, and waits longer each time in a row") {
  Pacer pacer(8, 0ms);
  for (int i = 0; i < 8; ++i) pacer.answered();
  pacer.failed(0ms);
  CHECK(pacer.window() == 4);
  CHECK(pacer.slowed_down());
  const auto first = pacer.next_start();
  pacer.failed(first);
  const auto second = pacer.next_start();
  CHECK(second - first > first);
  CHECK(pacer.window() == 4);
  CHECK(pacer.slowdowns() == 1);
  pacer.recovered();
  pacer.failed(10s);
  CHECK(pacer.window() == 2);
  CHECK(pacer.slowdowns() == 2);
  CHECK(pacer.next_start() - 10s == first);
}

TEST_CASE("pacer: keeps connections apart after trouble, and the user's delay always") {
  Pacer pacer(8, 100ms);
  pacer.started(0ms);
  CHECK(pacer.next_start() == 100ms);
  pacer.failed(0ms);
  pacer.recovered();
  pacer.started(1000ms);
  const auto slow = pacer.next_start() - 1000ms;
  CHECK(slow > 100ms);
  for (int i = 0; i < 10000; ++i) pacer.answered();
  pacer.started(2000ms);
  CHECK(pacer.next_start() - 2000ms < slow);
  CHECK(pacer.next_start() - 2000ms > 100ms);  // the pace that failed is not tried again
}

/// How far apart two connections start.
Pacer::Elapsed gap_of(Pacer& pacer) {
  const auto now = pacer.next_start();
  pacer.started(now);
  return pacer.next_start() - now;
}

TEST_CASE("pacer: a server bears a few at once as soon as it has answered one") {
  Pacer pacer(10, 0ms), narrow(3, 0ms);
  pacer.answered();
  narrow.answered();
  CHECK(pacer.window() > 3);
  CHECK(pacer.window() < 10);
  CHECK(narrow.window() == 3);
}

TEST_CASE("pacer: answers that waver slow it down, to a quarter of a second at most") {
  Pacer pacer(10, 0ms);
  const auto waver = [&pacer] {
    for (int i = 0; i < 8; ++i) pacer.answered();
    pacer.strained();
  };
  waver();
  const auto first = gap_of(pacer);
  CHECK(first > 0ms);
  pacer.strained();  // of many that waver together one counts
  CHECK(gap_of(pacer) == first);
  waver();
  CHECK(gap_of(pacer) > first);
  for (int i = 0; i < 30; ++i) waver();
  CHECK(gap_of(pacer) <= 250ms);
  CHECK(gap_of(pacer) >= 100ms);
}

TEST_CASE("pacer: what fails as often at a slow pace as at a fast one is not asked slowly") {
  for (const bool helps : {true, false}) {
    CAPTURE(helps);
    Pacer pacer(10, 0ms);
    const auto trouble = [&pacer] {
      pacer.failed(pacer.next_start());
      pacer.recovered();
    };
    for (int i = 0; i < 12; ++i) {
      for (int answer = 0; answer < 3; ++answer) pacer.answered();
      if (!helps || i < 5) trouble();
    }
    if (helps)
      for (int answer = 0; answer < 60; ++answer) pacer.answered();
    trouble();  // at any pace
    if (helps) CHECK(gap_of(pacer) >= 200ms);
    if (!helps) CHECK(gap_of(pacer) <= 50ms);
  }
}

}  // namespace
}  // namespace probe::agenda
