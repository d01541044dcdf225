// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/nearest.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using probe::cli::did_you_mean;
using probe::cli::nearest;

TEST_CASE("a slip is traced to what was meant, and a guess is none") {
  const std::vector<std::string> commands{"scan", "report", "check", "clients", "client-check", "diff", "man"};
  const struct {
    const char* name;
    std::string word, meant;
  } rows[] = {
      {"a letter wrong", "scam", "scan"},
      {"a letter missing", "reort", "report"},
      {"a letter too many", "scann", "scan"},
      {"two letters swapped", "sacn", "scan"},
      {"two slips in a long word", "cliant-chek", "client-check"},
      {"case does not count", "SCAN", "scan"},
      {"three slips", "clunts-chek", ""},
      {"too short to guess", "di", ""},
      {"nothing like it", "frobnicate", ""},
      {"nothing", "", ""},
      {"a paste", std::string(100, 's'), ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(nearest(row.word, commands) == row.meant);
  }
  // Either may have been meant.
  CHECK(nearest("pan", {"pin", "pen"}).empty());
  CHECK(nearest("pan", {"pin", "pan"}) == "pan");
  CHECK(nearest("pan", {"pin", "pen", "pan"}) == "pan");
  CHECK(did_you_mean("scam", commands) == "; did you mean 'scan'?");
  CHECK(did_you_mean("frobnicate", commands).empty());
}
