// SPDX-License-Identifier: Apache-2.0
#include "tests/peer/behaviour_table.hpp"

#include <doctest/doctest.h>

#include <sstream>

namespace {

using peer::Misbehaviour;

TEST_CASE("Words and arguments") {
  Misbehaviour wrong;
  CHECK_FALSE(apply_behaviour("reset-at-accept", wrong));
  CHECK(wrong.at_accept == gateway::Ending::reset);
  CHECK_FALSE(apply_behaviour("drip", wrong));
  CHECK(wrong.drip == std::chrono::milliseconds(1000));
  CHECK_FALSE(apply_behaviour("drip=5", wrong));
  CHECK(wrong.drip == std::chrono::milliseconds(5));
  CHECK_FALSE(apply_behaviour("alert=80", wrong));
  CHECK(wrong.alert_always == tls::AlertDescription::internal_error);
}

TEST_CASE("What is no behaviour") {
  for (const char* word :
       {"", "no-such", "drip=", "drip=x", "drip=5x", "drip=-1", "drip=99999999999", "alert=256", "garbage=1", "=5"}) {
    CAPTURE(word);
    Misbehaviour wrong;
    CHECK(apply_behaviour(word, wrong).has_value());
  }
}

TEST_CASE("Every behaviour that is listed can be set") {
  std::ostringstream out;
  peer::list_behaviours(out);
  std::istringstream lines(out.str());
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    CAPTURE(line);
    Misbehaviour wrong;
    CHECK_FALSE(apply_behaviour(line.substr(0, line.find_first_of(" [")), wrong));
  }
  CHECK(count > 20);
}

}  // namespace
