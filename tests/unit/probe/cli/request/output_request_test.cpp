// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/output_request.hpp"

#include "probe/cli/platform/variables.hpp"
#include "reports/diff.hpp"

#include <doctest/doctest.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace probe::cli;

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
    CHECK(probe::cli::terminal_style({row.wish, false}, row.place).color == row.color);
  }
}

TEST_CASE("when it is ASCII") {
  CHECK(probe::cli::terminal_style({ColorWish::never, true}, {true, true, false, false}).ascii);
  CHECK(probe::cli::terminal_style({ColorWish::never, false}, {true, false, false, false}).ascii);
  CHECK(!probe::cli::terminal_style({ColorWish::never, false}, {false, true, false, false}).ascii);
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

constexpr Product kRecord{formats_of<reports::Subject>}, kScan{formats_of<reports::Subject>, true},
    kDifference{formats_of<probe::Difference>};

OutputArguments with_outputs(const std::vector<std::string>& outputs) {
  OutputArguments arguments;
  arguments.outputs = outputs;
  return arguments;
}

TEST_CASE("the words of --color and --lang") {
  const auto view = [](const char* color, const char* language) {
    OutputArguments arguments;
    if (color != nullptr) arguments.color = color;
    if (language != nullptr) arguments.lang = language;
    const auto request = output_request(arguments, kScan);
    return request ? std::optional(request->view) : std::nullopt;
  };
  CHECK(view(nullptr, nullptr)->color == ColorWish::automatic);
  CHECK(view("auto", nullptr)->color == ColorWish::automatic);
  CHECK(view("always", nullptr)->color == ColorWish::always);
  CHECK(view("never", nullptr)->color == ColorWish::never);
  CHECK(!view("yes", nullptr));
  CHECK(view(nullptr, "ja")->language == reports::Language::ja);
  CHECK(!view(nullptr, "fr"));
}

TEST_CASE("a format is known where something is found that it can be made of") {
  struct Row {
    const char* name;
    Product product;
    std::vector<std::string> outputs;
    const char* message;  ///< the beginning of what is wrong; empty: nothing
  };
  const Row rows[] = {
      {"a scan's packets", kScan, {"pcapng=a", "json=b"}, ""},
      {"a record has none", kRecord, {"pcapng=a"}, "-o: pcapng cannot be made from a record"},
      {"a page on paper", kRecord, {"pdf=a", "html=b"}, ""},
      {"a difference is no page", kDifference, {"pdf=a"}, "-o: 'pdf' is not a format: json, markdown"},
      {"nor a table", kDifference, {"csv=a"}, "-o: 'csv' is not a format: json, markdown"},
      {"no format", kScan, {"xml=a"}, "-o: 'xml' is not a format: json, ndjson, "},
      {"no path", kScan, {"json"}, "-o: say where to, as json=FILE"},
      {"empty path", kScan, {"json="}, "-o: say where to, as json=FILE"},
      {"standard output twice", kScan, {"json=-", "csv=-"}, "-o: two reports cannot both go to standard output"},
      {"one file twice", kDifference, {"json=a", "markdown=a"}, "-o: two reports cannot both go to 'a'"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto request = output_request(with_outputs(row.outputs), row.product);
    CHECK(static_cast<bool>(request) == (*row.message == '\0'));
    if (!request) CHECK_MESSAGE(request.error().text.starts_with(row.message), request.error().text);
  }
}

TEST_CASE("readers are sent to the whole record, or else to what has most of it") {
  struct Row {
    std::vector<std::string> outputs;
    const char* path;
  };
  const Row rows[] = {{{"sarif=s", "ndjson=n", "json=j"}, "j"},
                      {{"sarif=s", "ndjson=n", "json=-"}, "n"},
                      {{"csv=c", "sarif=s"}, "s"},
                      {{"csv=c"}, ""}};
  for (const auto& row : rows) {
    CAPTURE(row.path);
    CHECK(output_request(with_outputs(row.outputs), kScan)->record_path() == row.path);
  }
}

}  // namespace
