// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/completions.hpp"

#include "probe/cli/command_line.hpp"
#include "probe/cli/commands/table.hpp"
#include "probe/cli/output/man_page.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace {

using probe::cli::Shell;

constexpr std::array kShells{Shell::bash, Shell::zsh, Shell::fish};

bool holds(const std::vector<std::string>& words, const char* word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

TEST_CASE("completions and manual page have every command and every option of the help") {
  const auto pages = probe::cli::command_pages(probe::cli::all_commands());
  CHECK(pages.size() > 10);
  const auto man = probe::cli::man_page(pages, "1.2.3");
  for (const auto& [command, page] : pages) {
    CAPTURE(command);
    for (const auto shell : kShells) CHECK(probe::cli::completions(shell, pages).find(command) != std::string::npos);
    for (const auto& group : page.groups) {
      for (const auto& entry : group.entries) {
        for (const auto& name : entry.names) {
          CAPTURE(name);
          std::string in_roff, bare = name.substr(std::min(name.find_first_not_of('-'), name.size()));
          for (const char character : name)
            in_roff += character == '-' ? std::string("\\-") : std::string(1, character);
          CHECK(man.find("\\fB" + in_roff + "\\fR") != std::string::npos);
          CHECK(probe::cli::completions(Shell::bash, pages).find(name) != std::string::npos);
          CHECK(probe::cli::completions(Shell::zsh, pages).find(name) != std::string::npos);
          CHECK(probe::cli::completions(Shell::fish, pages).find(bare) != std::string::npos);
        }
      }
    }
  }
}

TEST_CASE("the manual page is read by man(7)'s rules") {
  const std::vector<probe::cli::CommandPage> pages{
      {"", {"prog COMMAND", "Does things.", {{"Commands", {{{"go"}, "", "goes"}}}}, {{"prog go", "go"}}, "0 is good."}},
      {"go", {"prog go", "One.\n\n.Two\nthree \\ 'four'", {{"Options", {{{"-a"}, "FILE", "first\nsecond"}}}}, {}, ""}}};
  const auto page = probe::cli::man_page(pages, "1.2.3");
  CHECK(page.find(".SH NAME\nsstp\\-probe \\- does things\n") != std::string::npos);
  CHECK(page.find("One.\n.PP\n\\&.Two\n.br\nthree \\e 'four'\n") != std::string::npos);
  CHECK(page.find(".TP\n\\fB\\-a\\fR \\fIFILE\\fR\nfirst\n.br\nsecond\n") != std::string::npos);
}

TEST_CASE("values are known by their names") {
  CHECK(probe::cli::values_of("installed|missing").words == std::vector<std::string>{"installed", "missing"});
  CHECK(!probe::cli::values_of("installed|missing").files);
  CHECK(probe::cli::values_of("DIR|FILE.zip").files);
  CHECK(probe::cli::values_of("DIR|FILE.zip").words.empty());
  CHECK(holds(probe::cli::values_of("NAME|FILE").words, "azure-p2s-2024"));
  CHECK(holds(probe::cli::values_of("auto|always|never").words, "never"));
  CHECK(probe::cli::values_of("SECONDS").words.empty());
  CHECK(!probe::cli::values_of("SECONDS").files);
}

TEST_CASE("what stands first behind a command is read off its usage") {
  for (const auto& page : probe::cli::command_pages(probe::cli::all_commands())) {
    CAPTURE(page.command);
    const auto values = probe::cli::first_values(page);
    if (page.command == "evidence") CHECK(values.words == std::vector<std::string>{"verify", "seal", "show"});
    if (page.command == "evidence" || page.command == "diff" || page.command == "report") CHECK(values.files);
    if (page.command == "policies") CHECK(values.words == std::vector<std::string>{"show"});
    if (page.command == "completions") CHECK(values.words == std::vector<std::string>{"bash", "zsh", "fish"});
    if (page.command == "scan") CHECK(values.words.empty());
    if (page.command == "scan" || page.command == "suites") CHECK(!values.files);
  }
}

TEST_CASE("a shell is called by its name") {
  CHECK(probe::cli::shell_from("zsh") == Shell::zsh);
  CHECK(!probe::cli::shell_from("csh"));
}

}  // namespace
