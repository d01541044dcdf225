// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/command_line.hpp"

#include "probe/cli/commands/table.hpp"
#include "probe/cli/request/scan_request.hpp"
#include "tests/unit/probe/cli/fake_world.hpp"

#include <doctest/doctest.h>

#include <span>
#include <string>
#include <vector>

namespace {

using Words = std::vector<std::string>;

using probe::cli::Command;
using probe::cli::CommandLine;
using probe::cli::ExitCode;
using probe::cli::Options;
using probe::cli::ScanArguments;
using Asks = CommandLine::Asks;

probe::cli::Parsed<CommandLine> parse(const Words& words, std::span<const Command> commands) {
  std::vector<const char*> argv{"sstp-probe"};
  for (const auto& word : words) argv.push_back(word.c_str());
  return probe::cli::parse_command_line(static_cast<int>(argv.size()), argv.data(), commands);
}

probe::cli::Parsed<CommandLine> parse(const Words& words) { return parse(words, probe::cli::all_commands()); }

/// The last that was run; a command's own is out of sight.
ScanArguments seen;

struct Seen {
  ScanArguments scan;
  void declare(Options& options) { add_scan_options(options, scan); }
  probe::cli::Parsed<ExitCode> run(const probe::cli::OutputRequest&, probe::cli::Environment&) const {
    seen = scan;
    return ExitCode::complete;
  }
};

/// A scan that is only taken apart, and what the line says of its output.
CommandLine scanned(const Words& words) {
  const Command commands[] = {{"scan",
                               "",
                               Command::Ends::with_ruling,
                               {probe::cli::formats_of<reports::Subject>, true},
                               [] { return probe::cli::HelpPage{}; },
                               probe::cli::prepare<Seen>}};
  const auto line = parse(words, commands);
  if (!line) FAIL(line.error().text);
  REQUIRE(line->asks == Asks::command);
  probe::cli::test::FakeWorld world;
  CHECK(*line->job(line->output, world.environment) == ExitCode::complete);
  return *line;
}

TEST_CASE("scan takes targets and options in any order") {
  const auto line = scanned({"scan", "a.example", "-o", "json=a.json", "b.example:444", "-4", "--timeout", "2.5",
                             "[::1]:443", "-ocsv=b.csv", "--sni=c.example"});
  CHECK(seen.targets == Words{"a.example", "b.example:444", "[::1]:443"});
  CHECK(seen.ipv4);
  CHECK(!seen.ipv6);
  CHECK(seen.timeout == "2.5");
  CHECK(seen.sni == "c.example");
  CHECK(!seen.deadline);
  REQUIRE(line.output.destinations.size() == 2);
  CHECK(line.output.destinations[0].path == "a.json");
  CHECK(line.output.destinations[1].format->word == "csv");
  CHECK(line.output.view.color == probe::cli::ColorWish::automatic);
  CHECK(line.zeroed.empty());
}

TEST_CASE("a target may be called like a command, or begin with a dash behind --") {
  (void)scanned({"scan", "report", "suites"});
  CHECK(seen.targets == Words{"report", "suites"});
  (void)scanned({"scan", "--", "-x"});
  CHECK(seen.targets == Words{"-x"});
}

TEST_CASE("brackets are a target's own, and - is standard input") {
  (void)scanned({"scan", "[2001:db8::1]:8443", "--targets", "-"});
  CHECK(seen.targets == Words{"[2001:db8::1]:8443"});
  CHECK(seen.target_file == "-");
}

TEST_CASE("a slash begins a path, on Windows too") {
  (void)scanned({"scan", "a", "--targets", "/list.txt"});
  CHECK(seen.target_file == "/list.txt");
}

TEST_CASE("lists add up, limits take the last") {
  const auto line = scanned({"scan", "a", "--versions", "1.0", "--versions", "1.2,1.3", "--timeout", "1", "--timeout",
                             "2", "--suites", "RC4", "--suites", "3DES", "--exit-zero-on", "1", "--exit-zero-on", "2"});
  CHECK(seen.versions == "1.0,1.2,1.3");
  CHECK(seen.suites == "RC4,3DES");
  CHECK(seen.timeout == "2");
  CHECK(line.zeroed == std::vector{ExitCode::policy_failed, ExitCode::inconclusive});
}

TEST_CASE("help and version") {
  CHECK(parse({"--help"})->page.starts_with("Usage: sstp-probe COMMAND"));
  CHECK(parse({"scan", "-h"})->page.starts_with("Usage: sstp-probe scan"));
  CHECK(parse({"scan", "a", "--nonsense", "--help"})->asks == Asks::help);
  CHECK(parse({})->asks == Asks::nothing);
  CHECK(parse({"--version"})->asks == Asks::version);
}

TEST_CASE("a command is known by its word, wherever it stands") {
  const char* const words[] = {"sstp-probe", "--nonsense", "check"};
  CHECK(probe::cli::command_of(3, words, probe::cli::all_commands()) == "check");
  CHECK(probe::cli::command_of(2, words, probe::cli::all_commands()).empty());
}

TEST_CASE("mistakes are told in the user's words") {
  struct Row {
    Words words;
    const char* message;  ///< its beginning
  };
  const Row rows[] = {
      {{"vpn.example.net"}, "'vpn.example.net' is not a command: write 'sstp-probe scan vpn.example.net'"},
      {{"scam"}, "'scam' is not a command; did you mean 'scan'?"},
      {{"frobnicate"}, "'frobnicate' is not a command: scan, report, "},
      {{"scan", "a", "--polcy=x"}, "there is no option '--polcy=x'; did you mean '--policy'?"},
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
    CHECK_MESSAGE(result.error().text.starts_with(row.message), result.error().text);
  }
}

}  // namespace
