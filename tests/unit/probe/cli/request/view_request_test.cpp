// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/view_request.hpp"

#include "probe/cli/platform/variables.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>

namespace {

using probe::cli::ColorWish;
using probe::cli::ViewPlace;

TEST_CASE("when there is colour") {
  struct Row {
    const char* name;
    ColorWish wish;
    ViewPlace place;
    bool color;
  };
  const Row rows[] = {
      {"a terminal", ColorWish::automatic, {true, true, false, false}, true},
      {"no terminal", ColorWish::automatic, {false, true, false, false}, false},
      {"NO_COLOR", ColorWish::automatic, {true, true, false, true}, false},
      {"TERM=dumb", ColorWish::automatic, {true, true, true, false}, false},
      // no-color.org: options on the command line override the variable.
      {"always wins over NO_COLOR", ColorWish::always, {false, true, false, true}, true},
      {"never", ColorWish::never, {true, true, false, false}, false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(probe::cli::terminal_style({row.wish, false, false}, row.place).color == row.color);
  }
}

TEST_CASE("when it is ASCII") {
  CHECK(probe::cli::terminal_style({ColorWish::never, true, false}, {true, true, false, false}).ascii);
  CHECK(probe::cli::terminal_style({ColorWish::never, false, false}, {true, false, false, false}).ascii);
  CHECK(!probe::cli::terminal_style({ColorWish::never, false, false}, {false, true, false, false}).ascii);
}

TEST_CASE("which locale is UTF-8") {
  struct Row {
    const char* name;
    std::map<std::string, std::string> variables;
    bool utf8;
  };
  const Row rows[] = {
      {"nothing set is the C locale", {}, false},
      {"glibc's spelling", {{"LANG", "en_US.UTF-8"}}, true},
      {"another spelling", {{"LANG", "de_DE.utf8"}}, true},
      {"LC_ALL wins", {{"LANG", "en_US.UTF-8"}, {"LC_ALL", "C"}}, false},
      {"LC_CTYPE wins over LANG", {{"LANG", "C"}, {"LC_CTYPE", "C.UTF-8"}}, true},
      {"empty counts as not set", {{"LC_ALL", ""}, {"LANG", "C.UTF-8"}}, true},
      {"Latin-1", {{"LANG", "de_DE.ISO-8859-1"}}, false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto variables = [&](const char* name) -> std::optional<std::string> {
      const auto found = row.variables.find(name);
      return found == row.variables.end() ? std::nullopt : std::optional(found->second);
    };
    CHECK(probe::cli::locale_is_utf8(variables) == row.utf8);
  }
}

TEST_CASE("the words of --color") {
  CHECK(probe::cli::view_request({"auto", false, false})->color == ColorWish::automatic);
  CHECK(probe::cli::view_request({"always", false, false})->color == ColorWish::always);
  CHECK(probe::cli::view_request({"never", false, false})->color == ColorWish::never);
  CHECK(!probe::cli::view_request({"yes", false, false}));
  CHECK(probe::cli::view_request({"auto", false, false, "ja"})->language == reports::Language::ja);
  CHECK(!probe::cli::view_request({"auto", false, false, "fr"}));
}

}  // namespace
