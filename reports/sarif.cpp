// SPDX-License-Identifier: Apache-2.0
// SARIF 2.1.0 (OASIS): what code scanning shows. One run a policy; without policies one with what the scan itself saw.
#include "probe/model/family.hpp"
#include "reports/cell_words.hpp"
#include "reports/escape.hpp"
#include "reports/json_values.hpp"
#include "reports/report.hpp"
#include "reports/uri_path.hpp"
#include "reports/verdict_words.hpp"
#include "reports/words.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace reports {
namespace {

using probe::Effect;

using Json = nlohmann::ordered_json;

Json text_of(std::string_view hostile) {
  const auto text = visible(hostile);
  return {{"text", text.empty() ? std::string("(no words)") : text}};
}

Json logical_location(const probe::TargetRecord& target) {
  const auto name = visible(to_string(target.target));
  return {{"name", name},
          {"fullyQualifiedName",
           visible(target.target.label.empty() ? to_string(target.target)
                                               : target.target.label + ": " + to_string(target.target))},
          {"kind", "resource"}};
}

Json place_in(const std::string& file, std::size_t line) {
  Json place{{"artifactLocation", {{"uri", uri_of_path(file)}}}};
  if (line != 0) place["region"] = {{"startLine", line}};
  return place;
}

/// The target, and its line in the list that named it. A built-in policy has no file that a viewer could open.
Json location_of(const probe::TargetRecord& target) {
  Json location{{"logicalLocations", Json::array({logical_location(target)})}};
  if (const auto& origin = target.target.origin) location["physicalLocation"] = place_in(origin->file, origin->line);
  return location;
}

std::string_view level(Effect effect) {
  switch (effect) {
    case Effect::failed:
      return "error";
    case Effect::warned:
      return "warning";
    case Effect::unknown:
      return "error";
    case Effect::noted:
    case Effect::let_through:
    case Effect::undecided:
      return "note";
    case Effect::passed:
      return "none";
    case Effect::waived:
      return "error";
  }
  return "error";
}

/// SARIF 2.1.0 section 3.27.9: `review` wants a person to decide, and a level other than "none" goes with `fail` alone.
std::string_view kind(Effect effect) {
  switch (effect) {
    case Effect::passed:
      return "pass";
    case Effect::failed:
    case Effect::warned:
    case Effect::noted:
    case Effect::unknown:
    case Effect::let_through:
    case Effect::undecided:
    case Effect::waived:
      return "fail";
  }
  return "fail";
}

Json rule_of(const probe::Judgement& judgement, const probe::RuleFinding& finding) {
  Json rule{{"id", visible(finding.rule)}, {"shortDescription", text_of(finding.title)}};
  rule["fullDescription"] = text_of(finding.title + " (" + judgement.source + ", " + finding.clause + ")");
  if (!finding.remedy.empty()) rule["help"] = text_of(finding.remedy);
  auto broken = finding;
  broken.ruling = probe::Ruling::fail;
  rule["defaultConfiguration"] = {{"level", level(effect(judgement, broken))}};
  rule["properties"] = {{"severity", to_string(finding.severity)}};
  return rule;
}

/// "TLSv1.2 TLS_RSA_WITH_RC4_128_SHA", and what is to be said of it: "(mixed: 7 of 12)".
std::string cell_text(const probe::TargetRecord& target, const probe::CellReference& cell) {
  const Words words(Language::en);
  auto text = std::string(to_string(cell.version)) + " " + to_string(cell.suite);
  for (const auto& version : target.versions) {
    if (version.version != cell.version) continue;
    const auto* const suite = probe::cell(version, cell.suite).accepted;
    if (suite == nullptr) continue;
    for (const auto need : suite->needs) text += " (" + words.with("cell.needs", to_string(need)) + ")";
    if (suite->answers) text += " (" + words.with("cell.mixed", answers_text(*suite->answers, words)) + ")";
  }
  return text;
}

Json result_of(const probe::Judgement& judgement, const probe::RuleFinding& finding, std::size_t index,
               const probe::TargetRecord& target) {
  const auto what = effect(judgement, finding);
  Json location = location_of(target);
  Json related = Json::array();
  if (!judgement.file.empty()) {
    if (location.contains("physicalLocation")) related.push_back({{"physicalLocation", location["physicalLocation"]}});
    location["physicalLocation"] = place_in(judgement.file, finding.line);
  }
  Json result{{"ruleId", visible(finding.rule)},
              {"ruleIndex", index},
              {"kind", kind(what)},
              {"level", level(what)},
              {"message", text_of(to_string(target.target) + ": " + message(judgement, finding))},
              {"locations", Json::array({std::move(location)})}};
  if (!related.empty()) result["relatedLocations"] = std::move(related);
  result["partialFingerprints"] = {
      {"ruleAndTarget/v1", visible(judgement.policy + "/" + finding.rule + "/" + to_string(target.target))}};
  if (what == Effect::waived)
    result["suppressions"] =
        Json::array({{{"kind", "external"},
                      {"status", "accepted"},
                      {"justification", visible(finding.waiver ? finding.waiver->reason : std::string())}}});
  Json cells = Json::array();
  for (const auto& cell : finding.cells) cells.push_back(cell_text(target, cell));
  result["properties"] = {
      {"ruling", to_string(finding.ruling)}, {"effect", to_string(what)}, {"cells", std::move(cells)}};
  return result;
}

Json driver_of(const probe::ToolInfo& tool) {
  Json driver{{"name", "sstp-probe"}, {"rules", Json::array()}};
  if (!tool.version.empty()) driver["version"] = visible(tool.version);
  return driver;
}

Json run_of(const Subject& subject, const probe::Judgement& judgement) {
  Json driver = driver_of(subject.record.tool);
  Json results = Json::array();
  if (!judgement.targets.empty())
    for (const auto& finding : judgement.targets.front().findings)
      driver["rules"].push_back(rule_of(judgement, finding));
  for (const auto& target : judgement.targets) {
    if (target.target >= subject.record.targets.size()) continue;
    std::size_t index = 0;
    for (const auto& finding : target.findings)
      results.push_back(result_of(judgement, finding, index++, subject.record.targets[target.target]));
  }
  // Code scanning tells the runs of one upload apart by this.
  return {{"tool", {{"driver", std::move(driver)}}},
          {"automationDetails", {{"id", "sstp-probe/" + visible(judgement.policy) + "/"}}},
          {"results", std::move(results)}};
}

Json result_of(const probe::TargetRecord& target, std::string_view rule, std::string_view severity,
               const std::string& text) {
  return {{"ruleId", rule},
          {"kind", "fail"},
          {"level", severity},
          {"message", text_of(to_string(target.target) + ": " + text)},
          {"locations", Json::array({location_of(target)})}};
}

/// What the matrix does not say by itself: mixed cells, needs, why cells stayed open, what ended calls.
std::vector<Json> notes_of(const probe::TargetRecord& target, const Words& words) {
  std::vector<Json> notes;
  const auto add = [&](std::string_view rule, const std::string& text) {
    notes.push_back(result_of(target, rule, "note", text));
  };
  if (const auto mixed = mixed_sentence(target, words); !mixed.empty()) add("mixed", mixed);
  for (const auto& sentence : needs_sentences(target, words)) add("needs", sentence);
  for (const auto& remark : remarks_of(target, words)) add(remark.rule, remark.text);
  return notes;
}

Json run_of(const probe::ScanRecord& record) {
  Json driver = driver_of(record.tool);
  Json results = Json::array();
  const Words words(Language::en);
  for (const auto& target : record.targets) {
    if (target.status != probe::TargetStatus::complete) {
      const auto help = advice(target, words);
      results.push_back(result_of(target, to_string(target.status), "error",
                                  target.problem + (help.empty() || target.problem.empty() ? "" : " ") + help));
    }
    for (const auto& finding : target.findings)
      results.push_back(result_of(target, to_string(finding.kind), "warning", finding.text));
    for (auto& note : notes_of(target, words)) results.push_back(std::move(note));
  }
  for (const auto& result : results) {
    const auto is_same = [&](const Json& rule) { return rule["id"] == result["ruleId"]; };
    if (std::none_of(driver["rules"].begin(), driver["rules"].end(), is_same))
      driver["rules"].push_back({{"id", result["ruleId"]}});
  }
  return {{"tool", {{"driver", std::move(driver)}}},
          {"automationDetails", {{"id", "sstp-probe/scan/"}}},
          {"results", std::move(results)}};
}

}  // namespace

void write_sarif(std::ostream& out, const Subject& subject) {
  Json log{{"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"},
           {"version", "2.1.0"},
           {"runs", Json::array()}};
  for (const auto& judgement : subject.judgements) log["runs"].push_back(run_of(subject, judgement));
  if (subject.judgements.empty()) log["runs"].push_back(run_of(subject.record));
  out << log.dump(2) << '\n';
}

}  // namespace reports
