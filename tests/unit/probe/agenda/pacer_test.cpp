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

}  // namespace
}  // namespace probe::agenda
