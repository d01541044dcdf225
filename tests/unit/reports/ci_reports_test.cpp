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
#include <regex>
#include <set>
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
  reports::find_format<reports::Subject>(format)->write(out, subject);
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

TEST_CASE("whether SSTP is absent stands in each report, where somebody expects it") {
  auto record = reports::test::small_scan();
  for (const auto* format : kFormats) CHECK(written(format, {record}).find("sstp-absent") == std::string::npos);
  record.options.seeks_absence = true;
  record.targets[0].sstp.connected = 1;
  CHECK(times(written("junit", {record}), "<failure ") == 1);
  CHECK(times(written("github", {record}), "::error title=expect-absent sstp-absent%3A failed::") == 1);
  CHECK(times(written("sarif", {record}), "\"sstp-absent\"") != 0);
  CHECK(times(written("markdown", {record}), "### Policy expect-absent: failed") == 1);
  CHECK(times(written("html", {record}), "SSTP is absent") != 0);
  CHECK(times(written("prometheus", {record}), "policy=\"expect-absent\",effect=\"failed\"} 1") == 1);
  record.targets[0].versions.clear();
  record.targets[0].sstp = {};
  CHECK(times(written("junit", {record}), "<failure ") == 0);
  CHECK(times(written("junit", {record}), "<error ") == 1);
  CHECK(times(written("prometheus", {record}), "policy=\"expect-absent\",effect=\"unknown\"} 1") == 1);
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
    // Of the sample's rules one `should` is broken.
    const bool is_unknown = row.mark == "<error "s || row.mark == "| unknown |"s;
    CHECK(errors(row.format, row.mark) == before[at++] + (is_unknown ? 0 : 1));
  }
  CHECK(written("prometheus", {record, rulings}).find("effect=\"failed\"} 2\n") != std::string::npos);
}

TEST_CASE("a finding's place is the rule's line, else the target's, else the record") {
  auto rulings = judgements("");
  auto record = reports::test::small_scan();
  const auto first = [&] {
    return nlohmann::json::parse(written("sarif", {record, rulings}))["runs"][0]["results"][0];
  };
  CHECK(first()["locations"][0]["physicalLocation"]["region"]["startLine"] == 8);
  CHECK(!first().contains("relatedLocations"));
  record.targets[0].target.origin = probe::TargetOrigin{"/srv/gateways list.txt", 12};
  CHECK(first()["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "policies/my%20policy.toml");
  CHECK(first()["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 12);
  rulings[0].file.clear();
  CHECK(first()["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "file:///srv/gateways%20list.txt");
  CHECK(!first().contains("relatedLocations"));
  CHECK(written("github", {record, rulings}).find("file=/srv/gateways list.txt,line=12,") != std::string::npos);
  record.targets[0].target.origin.reset();
  const auto record_place = [&](const std::string& file) {
    const auto log = nlohmann::json::parse(written("sarif", {record, rulings, {}, reports::Language::en, file}));
    return log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
  };
  CHECK(record_place("out/scan 1.json") == "out/scan%201.json");
  CHECK(record_place("") == "sstp-probe.json");
  CHECK(written("github", {record, rulings}).find("file=") == std::string::npos);
}

TEST_CASE("SARIF holds alerts alone, unless all is asked for") {
  const auto record = reports::test::small_scan();
  const auto rulings = judgements("");
  const auto results = [&](bool every) {
    const reports::Subject subject{record, rulings, {}, reports::Language::en, "r", every};
    return nlohmann::json::parse(written("sarif", subject))["runs"][0]["results"];
  };
  const auto count = [](const nlohmann::json& list, const char* ruling) {
    return std::count_if(list.begin(), list.end(),
                         [ruling](const auto& one) { return one["properties"]["ruling"] == ruling; });
  };
  CHECK(count(results(false), "pass") + count(results(false), "waived") == 0);
  CHECK(count(results(true), "pass") == 1);
  CHECK(count(results(true), "waived") == 1);
  CHECK(results(true).size() == rulings[0].targets[0].findings.size());
}

TEST_CASE("code scanning knows a result again by policy, rule and target") {
  auto record = reports::test::small_scan();
  auto rulings = judgements("");
  const auto hash = [&] {
    const auto log = nlohmann::json::parse(written("sarif", {record, rulings}));
    return log["runs"][0]["results"][0]["partialFingerprints"]["primaryLocationLineHash"].get<std::string>();
  };
  const auto first = hash();
  rulings[0].targets[0].findings[1].reason = probe::verbatim("other words");
  rulings[0].targets[0].findings[1].line = 99;
  rulings[0].file = "elsewhere.toml";
  record.targets[0].address = "192.0.2.99:443";
  CHECK(hash() == first);
  rulings[0].policy = "other";
  CHECK(hash() != first);
  rulings[0].policy = "sample";
  rulings[0].targets[0].findings[1].rule = "other";
  CHECK(hash() != first);
  rulings[0].targets[0].findings[1].rule = "fails";
  record.targets[0].target.port = 4443;
  CHECK(hash() != first);
}

TEST_CASE("no more runs than code scanning takes, and nothing of the policies behind them is lost") {
  const auto record = reports::test::small_scan();
  auto rulings = judgements("");
  while (rulings.size() < 23) rulings.push_back(rulings[0]);
  for (std::size_t at = 0; at < rulings.size(); ++at) rulings[at].policy = "policy " + std::to_string(at);
  const auto runs = [&](std::size_t count) {
    const std::vector<probe::Judgement> some(rulings.begin(), rulings.begin() + static_cast<std::ptrdiff_t>(count));
    return nlohmann::json::parse(written("sarif", {record, some}))["runs"];
  };
  const auto of_one = runs(1)[0]["results"].size();
  CHECK(runs(20).size() == 20);
  CHECK(runs(20)[19]["results"].size() == of_one);
  const auto all = runs(23);
  REQUIRE(all.size() == 20);
  const auto& rules = all[19]["tool"]["driver"]["rules"];
  const auto& results = all[19]["results"];
  CHECK(results.size() == 4 * of_one);
  std::set<std::string> names, hashes;
  for (const auto& rule : rules) names.insert(rule["id"].get<std::string>());
  CHECK(names.size() == rules.size());
  CHECK(names.count("policy 22/fails") == 1);
  for (const auto& result : results) {
    CHECK(rules[result["ruleIndex"].get<std::size_t>()]["id"] == result["ruleId"]);
    hashes.insert(result["partialFingerprints"]["primaryLocationLineHash"].get<std::string>());
  }
  CHECK(hashes.size() == results.size());
}

TEST_CASE("no more results than code scanning takes, the gravest of them") {
  auto record = reports::test::small_scan();
  auto rulings = judgements("");
  const auto target = rulings[0].targets[0];
  while (rulings[0].targets.size() < 6000) rulings[0].targets.push_back(target);
  const auto log = nlohmann::json::parse(written("sarif", {record, rulings}));
  const auto& results = log["runs"][0]["results"];
  REQUIRE(results.size() == 25'000);
  const auto errors =
      std::count_if(results.begin(), results.end(), [](const auto& one) { return one["level"] == "error"; });
  CHECK(errors == 12'000);  // one that fails and one that is unknown a target
  CHECK(results.back()["message"]["text"].get<std::string>().find("5000 more results") != std::string::npos);
}

TEST_CASE("JUnit's failures carry their cells") {
  const auto record = reports::test::small_scan();
  auto rulings = judgements("");
  rulings[0].targets[0].findings[1].cells = {{tls::ProtocolVersion::TLSv1_2, tls::CipherSuite{0x0005}, 3},
                                             {tls::ProtocolVersion::TLSv1_0, tls::CipherSuite{0x0004}, 4}};
  const auto text = written("junit", {record, rulings});
  CHECK(text.find("TLSv1.2 TLS_RSA_WITH_RC4_128_SHA") != std::string::npos);
  CHECK(text.find("TLSv1.0 TLS_RSA_WITH_RC4_128_MD5</failure>") != std::string::npos);
}

TEST_CASE("stale waivers stand in every report") {
  const auto record = reports::test::small_scan();
  auto rulings = judgements("");
  probe::Waiver waiver{"no-rc4", "*", "ops", "old tills", rulings[0].as_of, 3, "waivers.toml", 4, 8};
  rulings[0].stale.push_back({waiver, probe::Staleness::nothing_left});
  for (const auto* format : {"junit", "sarif", "markdown", "github", "html"}) {
    CAPTURE(std::string(format));
    CHECK(written(format, {record, rulings}).find("what no longer fails") != std::string::npos);
  }
  CHECK(times(written("github", {record, rulings}), "::warning file=waivers.toml,line=3") == 1);
  const auto failures = times(written("junit", {record, rulings}), "<failure ");
  rulings[0].stale_waivers = probe::StaleWaivers::fail;
  CHECK(times(written("junit", {record, rulings}), "<failure ") == failures + 1);
  CHECK(times(written("github", {record, rulings}), "::error file=waivers.toml,line=3") == 1);
}

TEST_CASE("what a pass stands on is in every report that lists passes") {
  const auto record = reports::test::small_scan();
  auto rulings = judgements("");
  rulings[0].targets[0].findings[0].learnt = {{{probe::verbatim("TLSv1.2"), 57, 57}},
                                              {{probe::message("question.dhe_keys"), 1, 1}}};
  for (const auto* format : {"junit", "markdown", "html"}) {
    CAPTURE(std::string(format));
    CHECK(written(format, {record, rulings}).find("57 of 57 (") != std::string::npos);
  }
  CHECK(written("sarif", {record, rulings, {}, reports::Language::en, "r", true}).find("57 of 57 (") !=
        std::string::npos);
}

TEST_CASE("Markdown leaves out no family that is open") {
  auto record = reports::test::small_scan();
  auto& version = record.targets[0].versions.back();
  const tls::CipherSuite seed{0x0096};
  version.accepted.clear();
  version.refused.clear();
  version.inconclusive = {{{seed}, probe::Reason::timed_out, 3}};
  record.targets[0].versions = {version};
  record.targets[0].versions[0].version = tls::ProtocolVersion::TLSv1_2;
  CHECK(written("markdown", {record}).find("| SEED | *1 inconclusive* |") != std::string::npos);
}

TEST_CASE("names stand between back-ticks, and marks mark nothing") {
  const struct {
    const char* text;
    const char* markdown;
  } rows[] = {
      {"TLS_RSA_WITH_RC4_128_SHA", "`TLS_RSA_WITH_RC4_128_SHA`"},
      {"vpn.example.net:443", "`vpn.example.net:443`"},
      {"not known of 2 cells (TLSv1.2 2): a time-out.", "not known of 2 cells (`TLSv1.2` 2): a time-out."},
      {"TLS 1.2, 2026-11-30", "TLS 1.2, 2026-11-30"},
      {"www.example.com", "`www.example.com`"},
      {"http://a.b/c", "http&#58;&#47;&#47;`a.b`&#47;c"},
      {"a_b|c_d`e_f`", "`a_b`&#124;`c_d`&#96;`e_f`&#96;"},
      {"_a_ *b* #12 @ops ![x](y)", "&#95;a&#95; &#42;b&#42; &#35;12 &#64;ops &#33;&#91;x&#93;&#40;y)"},
      {":smile: <b>", "&#58;smile: &#60;b&#62;"},
      {"- item", "&#45; item"},
  };
  for (const auto& row : rows) CHECK(reports::markdown_text(row.text) == row.markdown);
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
      for (const auto* forbidden : {"<script", "``", "a|b"}) CHECK(times(markdown, forbidden) == 0);
      // Nothing but a name stands between back-ticks.
      const auto bare = std::regex_replace(markdown, std::regex("`[A-Za-z0-9][A-Za-z0-9_.:-]*`"), "");
      CHECK(times(bare, "`") == 0);
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
