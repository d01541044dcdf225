// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/help_page.hpp"

#include "probe/cli/command_line.hpp"
#include "probe/cli/commands/table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace {

using Lines = std::vector<std::string>;

TEST_CASE("text is broken at blanks") {
  struct Row {
    const char* name;
    const char* text;
    Lines lines;
  };
  const Row rows[] = {
      {"fits", "one two", {"one two"}},
      {"exactly", "four five", {"four five"}},
      {"does not", "four fives", {"four", "fives"}},
      {"a long word stands alone", "a incomprehensible b", {"a", "incomprehensible", "b"}},
      {"newlines stay", "a\n\nb", {"a", "", "b"}},
      {"blanks are one", "a   b", {"a b"}},
      {"nothing", "", {""}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(probe::cli::wrap(row.text, 9) == row.lines);
  }
}

TEST_CASE("a page") {
  const probe::cli::HelpPage page{
      "prog [OPTIONS]",
      "Does things.",
      {{"Options", {{{"-a", "--all"}, "", "all"}, {{"--a-name-that-is-long"}, "VALUE", "long"}}}},
      {{"prog -a", "all of it"}},
      "The end."};
  CHECK(probe::cli::render(page) ==
        "Usage: prog [OPTIONS]\n"
        "\n"
        "Does things.\n"
        "\n"
        "Options:\n"
        "  -a, --all                 all\n"
        "  --a-name-that-is-long VALUE\n"
        "                            long\n"
        "\n"
        "Examples:\n"
        "  # all of it\n"
        "  prog -a\n"
        "\n"
        "The end.\n");
}

TEST_CASE("every page fits 80 columns and tells every option") {
  for (const auto& [command, unused] : probe::cli::command_pages(probe::cli::all_commands())) {
    CAPTURE(command);
    const auto page = probe::cli::help_text(command, probe::cli::all_commands());
    std::istringstream in(page);
    for (std::string line; std::getline(in, line);) {
      // What is to be copied is not broken.
      const bool is_example = line.starts_with("  sstp-probe ");
      CHECK_MESSAGE((is_example || line.size() <= 80), line);
      CHECK_MESSAGE(!line.ends_with(' '), line);
    }
    const auto names = probe::cli::option_names(command, probe::cli::all_commands());
    CHECK(!names.empty());
    for (const auto& name : names) CHECK_MESSAGE(page.find(name) != std::string::npos, name);
    CHECK(page.find("Examples:") != std::string::npos);
  }
}

TEST_CASE("scan has the options that it is documented with") {
  const auto page = probe::cli::help_text("scan", probe::cli::all_commands());
  for (const char* option : {"--targets FILE",
                             "--sni NAME",
                             "--no-sni",
                             "--connect ADDRESS[:PORT]",
                             "  -4  ",
                             "  -6  ",
                             "--all-addresses",
                             "--versions LIST",
                             "--suites LIST",
                             "--timeout SECONDS",
                             "--deadline SECONDS",
                             "--retries COUNT",
                             "--max-connections COUNT",
                             "--parallel COUNT",
                             "--delay SECONDS",
                             "--thorough",
                             "--strict",
                             "-o, --output FORMAT=PATH",
                             "--quiet",
                             "--color auto|always|never",
                             "--ascii",
                             "--all-suites",
                             "-h, --help"}) {
    CHECK_MESSAGE(page.find(option) != std::string::npos, option);
  }
}

TEST_CASE("what goes where is said alike to every command that finds something") {
  for (const auto& command : probe::cli::all_commands()) {
    CAPTURE(command.name);
    const auto names = probe::cli::option_names(command.name, probe::cli::all_commands());
    for (const auto* name : {"--output", "--quiet", "--color", "--ascii", "--lang"})
      CHECK((std::find(names.begin(), names.end(), name) != names.end()) == (command.product.formats != nullptr));
  }
}

}  // namespace
