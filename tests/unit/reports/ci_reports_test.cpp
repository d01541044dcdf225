// SPDX-License-Identifier: Apache-2.0
// What CI jobs and machines read: each ruling's form, and hostile text in every place of every one of them.
#include "reports/markdown_text.hpp"
#include "reports/report.hpp"
#include "reports/xml_text.hpp"
#include "tests/unit/reports/golden.hpp"
#include "tests/unit/reports/nasty.hpp"
#include "tests/unit/reports/sample_record.hpp"

#include <nlohmann/json.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

using namespace std::string_literals;
using reports::test::judgements;
using reports::test::nasty_texts;
using reports::test::poisoned;
using reports::test::times;

namespace {

std::string written(std::string_view format, const reports::Subject& subject) {
  std::ostringstream out;
  reports::find_format(format)->write(out, subject);
  return out.str();
}

constexpr const char* kFormats[] = {"junit", "sarif", "markdown", "github", "prometheus"};

}  // namespace

TEST_CASE("each ruling in each format") {
  const auto record = reports::test::small_scan();
  const auto rulings = judgements("");
  for (const auto* format : kFormats)
    reports::test::check_golden("judged."s + format, written(format, {record, rulings}));
}

TEST_CASE("unknown passes only when the user lets it") {
  auto rulings = judgements("");
  const auto record = reports::test::small_scan();
  CHECK(times(written("junit", {record, rulings}), "<error ") == 1);
  CHECK(times(written("github", {record, rulings}), "unknown::") == 1);
  rulings[0].inconclusive = probe::Inconclusive::allowed;
  CHECK(times(written("junit", {record, rulings}), "<error ") == 0);
  CHECK(times(written("junit", {record, rulings}), "The user lets unknown through.") != 0);
}

TEST_CASE("every report says what the exit code says when advice is demanded") {
  auto rulings = judgements("");
  const auto record = reports::test::small_scan();
  const auto errors = [&](std::string_view format, std::string_view mark) {
    return times(written(format, {record, rulings}), mark);
  };
  const struct {
    const char* format;
    const char* mark;
  } rows[] = {{"junit", "<failure "},
              {"junit", "<error "},
              {"sarif", "\"level\": \"error\",\n          \"message\""},
              {"markdown", "| failed |"},
              {"markdown", "| unknown |"},
              {"github", "::error file"},
              {"html", "<td class=\"bad\">"}};
  std::vector<std::size_t> before;
  for (const auto& row : rows) before.push_back(errors(row.format, row.mark));
  rulings[0].warnings = probe::Warnings::fail;
  std::size_t at = 0;
  for (const auto& row : rows) {
    CAPTURE(row.format);
    CAPTURE(row.mark);
    // Of the sample's rules one `should` is broken and one is open.
    const bool both = row.format == "sarif"s || row.format == "github"s;
    CHECK(errors(row.format, row.mark) == before[at++] + (both ? 2 : 1));
  }
  CHECK(written("prometheus", {record, rulings}).find("effect=\"failed\"} 2\n") != std::string::npos);
}

TEST_CASE("a finding's place is the rule's line, or the target's, or none that a viewer could not open") {
  auto rulings = judgements("");
  auto record = reports::test::small_scan();
  const auto first = [&] {
    return nlohmann::json::parse(written("sarif", {record, rulings}))["runs"][0]["results"][0];
  };
  CHECK(first()["locations"][0]["physicalLocation"]["region"]["startLine"] == 7);
  CHECK(!first().contains("relatedLocations"));
  record.targets[0].target.origin = probe::TargetOrigin{"/srv/gateways list.txt", 12};
  CHECK(first()["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "policies/my%20policy.toml");
  CHECK(first()["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 12);
  rulings[0].file.clear();
  CHECK(first()["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "file:///srv/gateways%20list.txt");
  CHECK(!first().contains("relatedLocations"));
  CHECK(written("github", {record, rulings}).find("file=/srv/gateways list.txt,line=12,") != std::string::npos);
  record.targets[0].target.origin.reset();
  CHECK(!first()["locations"][0].contains("physicalLocation"));
  CHECK(written("github", {record, rulings}).find("file=") == std::string::npos);
}

TEST_CASE("the end of SSTP at Azure, by the day that the user gives") {
  auto record = reports::test::small_scan();
  const auto day = std::chrono::sys_days(std::chrono::year{2027} / 3 / 30);
  CHECK(written("markdown", {record, {}, day}).find("Azure retires") == std::string::npos);
  record.targets[0].target.host = "azuregateway-x.vpn.azure.com";
  for (const auto* format : {"markdown", "html"}) {
    CHECK(written(format, {record, {}, day}).find("Azure retires SSTP") != std::string::npos);
    CHECK(written(format, {record, {}, day + std::chrono::days(2)}).find("Azure ended SSTP") != std::string::npos);
    CHECK(written(format, {record}).find("Azure retires SSTP") != std::string::npos);
  }
  std::ostringstream out;
  reports::write_terminal(out, {record, {}, day}, {});
  CHECK(out.str().find("2027-03-30") != std::string::npos);
}

TEST_CASE("hostile text stays text") {
  for (const auto& row : nasty_texts()) {
    CAPTURE(row.name);
    const auto tame = judgements("x");
    const auto rulings = judgements(row.text);
    const auto plain = poisoned("x");
    const auto record = poisoned(row.text);
    for (const bool judged : {true, false}) {
      const reports::Subject subject{
          record, judged ? std::span<const probe::Judgement>(rulings) : std::span<const probe::Judgement>()};
      const reports::Subject sane{
          plain, judged ? std::span<const probe::Judgement>(tame) : std::span<const probe::Judgement>()};
      for (const auto* format : kFormats) {
        CAPTURE(std::string(format));
        const auto text = written(format, subject);
        CHECK(text == written(format, subject));
        // As many lines as a harmless word makes: nothing began a line of its own. In JSON they mean nothing.
        if (format != "sarif"s) CHECK(times(text, "\n") == times(written(format, sane), "\n"));
        CHECK(std::none_of(text.begin(), text.end(), [](char c) { return c != '\n' && c >= 0 && c < 0x20; }));
        CHECK(text.find("\u202e") == std::string::npos);
      }
      CHECK(nlohmann::json::accept(written("sarif", subject)));
      const auto junit = written("junit", subject);
      for (const auto* forbidden : {"<script", "]]>", "\xEF\xBF\xBE", "\xEF\xBF\xBF"})
        CHECK(times(junit, forbidden) == 0);
      const auto markdown = written("markdown", subject);
      for (const auto* forbidden : {"<script", "`", "a|b"}) CHECK(times(markdown, forbidden) == 0);
      std::istringstream lines(written("github", subject));
      for (std::string line; std::getline(lines, line);) {
        CHECK((line.starts_with("::error ") || line.starts_with("::warning ") || line.starts_with("::notice ")));
        CHECK(line.find("%0A") == std::string::npos);
      }
    }
  }
}

TEST_CASE("reports for the schemas' test") {
  const auto* folder = std::getenv("CI_REPORTS");
  if (folder == nullptr) return;
  const auto write = [folder](const std::string& name, const std::string& text) {
    std::ofstream(std::filesystem::path(folder) / name, std::ios::binary) << text;
  };
  std::size_t number = 0;
  for (const auto& row : nasty_texts()) {
    const auto record = poisoned(row.text);
    const auto rulings = judgements(row.text);
    for (const auto* format : kFormats) {
      write(std::to_string(number) + "-judged." + format, written(format, {record, rulings}));
      write(std::to_string(number) + "-plain." + format, written(format, {record}));
    }
    ++number;
  }
}
