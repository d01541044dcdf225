// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/probe/engine/engine_run.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace {

using namespace probe;
using namespace probe::test;
using namespace std::chrono_literals;

}  // namespace

TEST_CASE("exchanges that the deadline ends stand in the record, and not as the server's silence") {
  const ScriptedPeer peer(read_to_end);
  auto options = quick_options();
  options.timeout = 1h;
  options.deadline = 3s;  // time enough for the connections to come up on a busy machine
  const auto record = scan_one(target_of(peer.endpoint()), options);
  REQUIRE(record.stats.connections != 0);
  CHECK(record.exchanges.size() == record.stats.connections);
  for (const auto& exchange : record.exchanges) {
    CHECK(exchange.response == Response::local_failure);
    CHECK(exchange.detail == "called off when the scan ended");
    CHECK(exchange.sent != 0);
    CHECK_FALSE(exchange.codes.empty());
  }
}
