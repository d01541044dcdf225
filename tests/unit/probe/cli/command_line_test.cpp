// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/command_line.hpp"

#include <doctest/doctest.h>

#include <string>
#include <variant>
#include <vector>

namespace {

using Words = std::vector<std::string>;

probe::cli::Parsed<probe::cli::Arguments> parse(const Words& words) {
  std::vector<const char*> argv{"sstp-probe"};
  for (const auto& word : words) argv.push_back(word.c_str());
  return probe::cli::parse_command_line(static_cast<int>(argv.size()), argv.data());
}

template <typename T>
T parsed(const Words& words) {
  auto result = parse(words);
  if (!result) FAIL(result.error().text);
  REQUIRE(std::holds_alternative<T>(*result));
  return std::get<T>(*result);
}

TEST_CASE("scan takes targets and options in any order") {
  const auto scan =
      parsed<probe::cli::ScanArguments>({"scan", "a.example", "-o", "json=a.json", "b.example:444", "-4", "--timeout",
                                         "2.5", "[::1]:443", "-ocsv=b.csv", "--sni=c.example"});
  CHECK(scan.targets == Words{"a.example", "b.example:444", "[::1]:443"});
  CHECK(scan.outputs == Words{"json=a.json", "csv=b.csv"});
  CHECK(scan.ipv4);
  CHECK(!scan.ipv6);
  CHECK(scan.timeout == "2.5");
  CHECK(scan.sni == "c.example");
  CHECK(!scan.deadline);
  CHECK(scan.view.color == "auto");
}

TEST_CASE("a target may be called like a command, or begin with a dash behind --") {
  CHECK(parsed<probe::cli::ScanArguments>({"scan", "report", "suites"}).targets == Words{"report", "suites"});
  CHECK(parsed<probe::cli::ScanArguments>({"scan", "--", "-x"}).targets == Words{"-x"});
}

TEST_CASE("brackets are a target's own") {
  CHECK(parsed<probe::cli::ScanArguments>({"scan", "[2001:db8::1]:8443"}).targets == Words{"[2001:db8::1]:8443"});
}

TEST_CASE("- is standard input") {
  CHECK(parsed<probe::cli::ScanArguments>({"scan", "--targets", "-"}).target_file == "-");
  CHECK(parsed<probe::cli::ReportArguments>({"report", "-"}).record == "-");
}

TEST_CASE("lists add up, limits take the last") {
  const auto scan =
      parsed<probe::cli::ScanArguments>({"scan", "a", "--versions", "1.0", "--versions", "1.2,1.3", "--timeout", "1",
                                         "--timeout", "2", "--suites", "RC4", "--suites", "3DES"});
  CHECK(scan.versions == "1.0,1.2,1.3");
  CHECK(scan.suites == "RC4,3DES");
  CHECK(scan.timeout == "2");
}

TEST_CASE("report and suites") {
  const auto report = parsed<probe::cli::ReportArguments>({"report", "r.json", "-o", "csv=-", "--ascii"});
  CHECK(report.record == "r.json");
  CHECK(report.outputs == Words{"csv=-"});
  CHECK(report.view.ascii);
  CHECK(parsed<probe::cli::SuitesArguments>({"suites", "--family", "rc4"}).family == "rc4");
}

TEST_CASE("help and version") {
  CHECK(parsed<probe::cli::HelpArguments>({"--help"}).page.starts_with("Usage: sstp-probe COMMAND"));
  CHECK(parsed<probe::cli::HelpArguments>({"scan", "-h"}).page.starts_with("Usage: sstp-probe scan"));
  CHECK(parsed<probe::cli::HelpArguments>({"scan", "a", "--nonsense", "--help"}).was_asked_for);
  CHECK(!parsed<probe::cli::HelpArguments>({}).was_asked_for);
  (void)parsed<probe::cli::VersionArguments>({"--version"});
}

TEST_CASE("mistakes are told in the user's words") {
  struct Row {
    Words words;
    const char* message;
  };
  const Row rows[] = {
      {{"vpn.example.net"}, "'vpn.example.net' is not a command: write 'sstp-probe scan vpn.example.net'"},
      {{"scam"},
       "'scam' is not a command: scan, report, check, policies, diff, suites, explain, clients, client-check, "
       "evidence, completions and man are"},
      {{"scan", "a", "--frobnicate"}, "there is no option '--frobnicate'"},
      {{"scan", "a", "-x"}, "there is no option '-x'"},
      {{"scan", "a", "--timeout"}, "--timeout wants a value behind it"},
      {{"scan", "-o"}, "--output wants a value behind it"},
      {{"report"}, "RECORD is missing"},
      {{"report", "a", "b"}, "'b' is one word too many"},
      {{"suites", "rc4"}, "'rc4' is one word too many"},
      {{"scan", "\x1b[2J", "--\x1b[2J"}, "there is no option '--\\x1b[2J'"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.message);
    const auto result = parse(row.words);
    REQUIRE(!result);
    CHECK(result.error().text == row.message);
  }
}

}  // namespace
