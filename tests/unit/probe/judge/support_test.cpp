// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/support.hpp"

#include <doctest/doctest.h>

#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace probe::judge {
namespace {

using namespace std::chrono_literals;

/// Exchanges by the clock, told in whatever order.
struct Clock {
  const Entry& add(Elapsed began, Elapsed ended) {
    auto& entry = entries.emplace_back();
    entry.began = began;
    entry.ended = ended;
    return entry;
  }
  Clock& held(Elapsed began, Elapsed ended) {
    support.held(add(began, ended));
    return *this;
  }
  Clock& failed(Elapsed began, Elapsed ended) {
    support.failed(add(began, ended));
    return *this;
  }

  std::deque<Entry> entries;
  Support support;
};

TEST_CASE("what lies between two controls that held") {
  struct Row {
    std::string name;
    std::vector<std::pair<Elapsed, Elapsed>> held, failed;
    bool stands, waits;
  };
  // The exchange in question takes from 100 to 200 ms.
  const Row rows[] = {
      {"no control", {}, {}, false, false},
      {"before and behind", {{0ms, 50ms}, {250ms, 300ms}}, {}, true, false},
      {"told the other way round", {{250ms, 300ms}, {0ms, 50ms}}, {}, true, false},
      {"back to back", {{50ms, 100ms}, {200ms, 250ms}}, {}, true, false},
      {"only before", {{0ms, 50ms}}, {}, false, true},
      {"only behind", {{250ms, 300ms}}, {}, false, false},
      {"the one before ended while it ran", {{0ms, 101ms}, {250ms, 300ms}}, {}, false, false},
      {"the one behind began while it ran", {{0ms, 50ms}, {199ms, 300ms}}, {}, false, true},
      {"began before it and ended behind it", {{0ms, 300ms}}, {}, false, false},
      {"one failed before it", {{0ms, 50ms}, {250ms, 300ms}}, {{60ms, 90ms}}, false, false},
      {"one failed beside it", {{0ms, 50ms}, {250ms, 300ms}}, {{120ms, 130ms}}, false, false},
      {"one failed behind it", {{0ms, 50ms}, {250ms, 300ms}}, {{210ms, 240ms}}, false, false},
      {"one failed before the control that held", {{40ms, 50ms}, {250ms, 300ms}}, {{0ms, 30ms}}, true, false},
      {"one failed behind the control that held", {{0ms, 50ms}, {210ms, 220ms}}, {{230ms, 240ms}}, true, false},
      {"one failed behind it, and none held since", {{0ms, 50ms}}, {{210ms, 240ms}}, false, false},
      {"one failed long before, then one held",
       {{0ms, 10ms}, {60ms, 70ms}, {250ms, 300ms}},
       {{20ms, 30ms}},
       true,
       false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    Clock clock;
    for (const auto& [began, ended] : row.held) clock.held(began, ended);
    for (const auto& [began, ended] : row.failed) clock.failed(began, ended);
    clock.support.settle();
    const Entry& entry = clock.add(100ms, 200ms);
    CHECK(clock.support.stands_behind(entry) == row.stands);
    CHECK(clock.support.waits(entry) == row.waits);
    CHECK(clock.support.any_held() == !row.held.empty());
  }
}

TEST_CASE("a control between two exchanges lies between them in time") {
  struct Row {
    std::string name;
    Elapsed began, ended;
    bool between;
  };
  // The first takes from 100 to 200 ms, the second from 300 to 400 ms.
  const Row rows[] = {
      {"between", 220ms, 280ms, true},
      {"from end to beginning", 200ms, 300ms, true},
      {"beside the first", 190ms, 250ms, false},
      {"beside the second", 250ms, 310ms, false},
      {"before", 0ms, 50ms, false},
      {"behind", 400ms, 450ms, false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    Clock clock;
    clock.held(0ms, 10ms).held(row.began, row.ended).held(500ms, 510ms);
    clock.support.settle();
    CHECK(clock.support.held_between(clock.add(100ms, 200ms), clock.add(300ms, 400ms)) == row.between);
  }
}

TEST_CASE("failures that no control lies between are one outage") {
  struct Row {
    std::string name;
    std::vector<std::pair<Elapsed, Elapsed>> held, failed;
    std::size_t outages;
  };
  const Row rows[] = {
      {"none", {{0ms, 10ms}}, {}, 0},
      {"one", {{0ms, 10ms}}, {{20ms, 30ms}}, 1},
      {"three in a row", {{0ms, 10ms}, {60ms, 70ms}}, {{20ms, 30ms}, {30ms, 40ms}, {50ms, 60ms}}, 1},
      {"two, and one held in between", {{0ms, 10ms}, {35ms, 40ms}}, {{20ms, 30ms}, {50ms, 60ms}}, 2},
      {"two at once", {{0ms, 10ms}, {35ms, 40ms}}, {{20ms, 60ms}, {21ms, 60ms}}, 1},
      {"told backwards", {{35ms, 40ms}, {0ms, 10ms}}, {{50ms, 60ms}, {20ms, 30ms}}, 2},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    Clock clock;
    for (const auto& [began, ended] : row.held) clock.held(began, ended);
    for (const auto& [began, ended] : row.failed) clock.failed(began, ended);
    clock.support.settle();
    CHECK(clock.support.outages() == row.outages);
  }
}

}  // namespace
}  // namespace probe::judge
