// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/progress_line.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <string>

namespace {

using probe::cli::ProgressView;

const probe::Progress kMidway{388, 212, 31, 10, false};

TEST_CASE("what the line says") {
  struct Row {
    const char* name;
    ProgressView view;
    std::size_t columns;
    const char* line;
  };
  const probe::Progress slow{388, 1, 1, 2, true};
  const Row rows[] = {
      {"one target",
       {1, 0, "vpn.example.net:443", kMidway, false},
       80,
       "vpn.example.net:443: 212 of 388 cells known, 31 connections"},
      {"slowed down",
       {1, 0, "vpn.example.net:443", slow, false},
       90,
       "vpn.example.net:443: 1 of 388 cells known, 1 connection, slowed down to 2 at once"},
      {"many targets",
       {12, 3, "a.example:443", kMidway, false},
       80,
       "[3/12] a.example:443: 212 of 388 cells known, 31 connections"},
      {"stopping",
       {1, 0, "a:443", kMidway, true},
       100,
       "stopping (Ctrl-C again kills): a:443: 212 of 388 cells known, 31 connections"},
      {"the name gives way",
       {1, 0, "vpn.example.net:443", kMidway, false},
       55,
       "vpn.example...: 212 of 388 cells known, 31 connections"},
      {"then goes", {1, 0, "vpn.example.net:443", kMidway, false}, 44, "212 of 388 cells known, 31 connections"},
      {"then the rest", {1, 0, "vpn.example.net:443", kMidway, false}, 30, "212 of 388 cells known, 31 c"},
      {"nothing fits", {1, 0, "vpn.example.net:443", kMidway, false}, 10, ""},
      {"hostile name", {1, 0, "\x1b[2J", kMidway, false}, 80, "\\x1b[2J: 212 of 388 cells known, 31 connections"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(probe::cli::progress_line(row.view, row.columns).substr(0, row.columns - 2) ==
          std::string(row.line).substr(0, row.columns - 2));
  }
}

TEST_CASE("no width is ever filled") {
  for (std::size_t columns = 0; columns < 130; ++columns) {
    CAPTURE(columns);
    const auto line = probe::cli::progress_line({12, 3, "a-rather-long-name.example.net:8443", kMidway, true}, columns);
    CHECK((line.empty() || line.size() < columns));
  }
}

TEST_CASE("a line covers the one before and leaves nothing") {
  std::ostringstream out;
  probe::cli::ProgressDisplay display(out, [] { return std::size_t{80}; });
  display.clear();
  CHECK(out.str().empty());
  display.draw({1, 0, "long.example:443", kMidway, false});
  display.draw({1, 0, "a:443", kMidway, false});
  display.clear();
  const std::string first = "\rlong.example:443: 212 of 388 cells known, 31 connections";
  const std::string second = "\ra:443: 212 of 388 cells known, 31 connections";
  CHECK(out.str() == first + second + std::string(first.size() - second.size(), ' ') + "\r" +
                         std::string(second.size() - 1, ' ') + "\r");
}

}  // namespace
