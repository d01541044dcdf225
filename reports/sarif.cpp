// SPDX-License-Identifier: Apache-2.0
// SARIF 2.1.0 (OASIS), for code scanning. One run a policy; without policies one with what the scan itself saw. GitHub
// takes a file whole or not at all, and shows whatever is in it as an alert: its rules are kept to (docs.github.com,
// "SARIF support for code scanning").
#include "probe/model/day.hpp"
#include "probe/model/family.hpp"
#include "reports/catalogue.hpp"
#include "reports/cell_words.hpp"
#include "reports/escape.hpp"
#include "reports/json_values.hpp"
#include "reports/markdown_text.hpp"
#include "reports/report.hpp"
#include "reports/uri_path.hpp"
#include "reports/verdict_words.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace reports {
namespace {

using probe::Effect;

using Json = nlohmann::ordered_json;

/// "25,000 results a run"; the last one is kept to say that there were more.
constexpr std::size_t kMostResults = 25'000;
/// "20 runs a file".
constexpr std::size_t kMostRuns = 20;
constexpr std::string_view kStaleRule = "stale-waiver";

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

/// A file that is not cut into lines has its first.
Json place_in(const std::string& file, std::size_t line) {
  return {{"artifactLocation", {{"uri", uri_of_path(file)}}},
          {"region", {{"startLine", std::max<std::size_t>(line, 1)}}}};
}

/// Where a viewer finds the record. GitHub refuses the file when one result has no physical location; one that it
/// cannot open is none of its concern.
std::string record_file(const Subject& subject) {
  return subject.record_file.empty() ? std::string("sstp-probe.json") : subject.record_file;
}

/// The target at its line in the list that named it, else in the record.
Json place_of(const Subject& subject, const probe::TargetRecord& target) {
  if (const auto& origin = target.target.origin; origin && !origin->file.empty())
    return place_in(origin->file, origin->line);
  return place_in(record_file(subject), 1);
}

Json location_of(const Subject& subject, const probe::TargetRecord& target) {
  return {{"physicalLocation", place_of(subject, target)},
          {"logicalLocations", Json::array({logical_location(target)})}};
}

/// FNV-1a, to tell apart and not to protect. GitHub's own form is a hash and a count.
std::string line_hash(std::string_view identity) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : identity) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return fmt::format("{:016x}:1", hash);
}

/// GitHub tells by this whether a result of one run is that of another: policy, rule and target, and neither words nor
/// lines. The address tells several of one name apart.
Json fingerprints(const Subject& subject, const probe::TargetRecord& target, std::string_view policy,
                  std::string_view rule) {
  auto identity = fmt::format("{}\n{}\n{}", policy, rule, to_string(target.target));
  const auto is_same = [&](const probe::TargetRecord& other) {
    return to_string(other.target) == to_string(target.target) && other.target.sni == target.target.sni;
  };
  if (target.target.sni) identity += "\n" + *target.target.sni;
  if (std::count_if(subject.record.targets.begin(), subject.record.targets.end(), is_same) > 1)
    identity += "\n" + target.address;
  return {{"primaryLocationLineHash", line_hash(identity)}};
}

std::string_view level(Effect effect) {
  switch (effect) {
    case Effect::failed:
    case Effect::unknown:
    case Effect::waived:
      return "error";
    case Effect::warned:
      return "warning";
    case Effect::noted:
    case Effect::let_through:
    case Effect::undecided:
      return "note";
    case Effect::passed:
      return "none";
  }
  return "error";
}

/// SARIF 2.1.0 section 3.27.9: a level other than "none" goes with `fail` alone.
std::string_view kind(Effect effect) { return effect == Effect::passed ? "pass" : "fail"; }

/// GitHub's bands: high from 7.0, medium from 4.0, low below. Of weights, not of CVSS scores.
std::string_view security_severity(probe::Severity severity) {
  switch (severity) {
    case probe::Severity::must:
      return "7.5";
    case probe::Severity::should:
      return "5.0";
    case probe::Severity::info:
      return "2.0";
  }
  return "5.0";
}

/// What a rule has to have for GitHub. It takes 20 tags at most.
Json rule_with(const std::string& id, const std::string& title, const std::string& whole, const std::string& help,
               const std::string& markdown, probe::Severity severity) {
  return {{"id", visible(id)},
          {"name", visible(id)},
          {"shortDescription", text_of(title)},
          {"fullDescription", text_of(whole)},
          {"help", {{"text", text_of(help)["text"]}, {"markdown", markdown}}},
          {"properties",
           {{"severity", to_string(severity)},
            {"security-severity", security_severity(severity)},
            {"precision", "very-high"},
            {"tags", Json::array({"security", "tls", "vpn"})}}}};
}

Json rule_of(const probe::Judgement& judgement, const probe::RuleFinding& finding) {
  const auto remedy = finding.remedy.empty() ? std::string("See the policy.") : finding.remedy;
  auto markdown = "**" + markdown_text(finding.title) + "**\n\n" + markdown_text(remedy) + "\n";
  if (!finding.clause.empty())
    markdown += "\nClause: " + markdown_text(clause_words(finding, Words(Language::en))) + "\n";
  if (!judgement.source.empty()) markdown += "\nSource: " + markdown_text(judgement.source) + "\n";
  auto rule =
      rule_with(finding.rule, finding.title, finding.title + " (" + judgement.source + ", " + finding.clause + ")",
                remedy, markdown, finding.severity);
  rule["properties"]["source_kind"] = to_string(finding.source_kind);
  if (finding.horizon) rule["properties"]["allowed_until"] = probe::day_text(finding.horizon->last_day);
  if (judgement.url.starts_with("https://")) rule["helpUri"] = visible(judgement.url);
  auto broken = finding;
  broken.ruling = probe::Ruling::fail;
  rule["defaultConfiguration"] = {{"level", level(effect(judgement, broken))}};
  return rule;
}

Json result_of(const Subject& subject, const probe::Judgement& judgement, const probe::RuleFinding& finding,
               std::size_t index, const probe::TargetRecord& target) {
  const auto what = effect(judgement, finding);
  Json location = location_of(subject, target);
  Json related = Json::array();
  if (!judgement.file.empty()) {
    if (target.target.origin) related.push_back({{"physicalLocation", location["physicalLocation"]}});
    location["physicalLocation"] = place_in(judgement.file, finding.line);
  }
  Json result{{"ruleId", visible(finding.rule)},
              {"ruleIndex", index},
              {"kind", kind(what)},
              {"level", level(what)},
              {"message", text_of(to_string(target.target) + ": " + message(judgement, finding))},
              {"locations", Json::array({std::move(location)})}};
  if (!related.empty()) result["relatedLocations"] = std::move(related);
  result["partialFingerprints"] = fingerprints(subject, target, judgement.policy, finding.rule);
  if (what == Effect::waived)
    result["suppressions"] =
        Json::array({{{"kind", "external"},
                      {"status", "accepted"},
                      {"justification", visible(finding.waiver ? finding.waiver->reason : std::string())}}});
  Json cells = Json::array();
  const Words words(Language::en);
  for (const auto& cell : finding.cells) cells.push_back(cell_reference(target, cell, words));
  result["properties"] = {{"ruling", to_string(finding.ruling)},
                          {"effect", to_string(what)},
                          {"known", visible(english(summary(finding.learnt)))},
                          {"cells", std::move(cells)}};
  return result;
}

/// A waiver that should go stands at its own line.
Json result_of(const Subject& subject, const probe::Judgement& judgement, const probe::StaleWaiver& stale,
               std::size_t index) {
  const bool fails = judgement.stale_waivers == probe::StaleWaivers::fail;
  const auto& waiver = stale.waiver;
  const auto identity = fmt::format("{}\n{}\n{}\n{}", judgement.policy, kStaleRule, waiver.rule, waiver.target);
  return {
      {"ruleId", kStaleRule},
      {"ruleIndex", index},
      {"kind", "fail"},
      {"level", fails ? "error" : "warning"},
      {"message", text_of(english(sentence(stale)))},
      {"locations", Json::array({{{"physicalLocation", waiver.file.empty() ? place_in(record_file(subject), 1)
                                                                           : place_in(waiver.file, waiver.line)}}})},
      {"partialFingerprints", {{"primaryLocationLineHash", line_hash(identity)}}}};
}

Json driver_of(const probe::ToolInfo& tool) {
  Json driver{{"name", "sstp-probe"}, {"rules", Json::array()}};
  if (!tool.version.empty()) driver["version"] = visible(tool.version);
  return driver;
}

/// The gravest first where GitHub would not take all; the last then says how many are left out.
void limit(Json& results) {
  if (results.size() <= kMostResults) return;
  std::vector<Json> all(results.begin(), results.end());
  const auto weight = [](const Json& result) {
    constexpr std::string_view kLevels[] = {"error", "warning", "note", "none"};
    return std::find(std::begin(kLevels), std::end(kLevels), result["level"].get<std::string>()) - std::begin(kLevels);
  };
  std::stable_sort(all.begin(), all.end(), [&](const Json& a, const Json& b) { return weight(a) < weight(b); });
  const auto left_out = all.size() - kMostResults;
  all.resize(kMostResults);
  auto& last = all.back();
  last["message"]["text"] =
      last["message"]["text"].get<std::string>() +
      fmt::format(" ({} more results are left out: code scanning takes {})", left_out, kMostResults);
  results = all;
}

/// Two results of one hash would be one alert: a target that was scanned twice, several remarks of one kind.
void number_hashes(Json& results) {
  std::map<std::string, std::size_t> seen;
  for (auto& result : results) {
    auto& hash = result["partialFingerprints"]["primaryLocationLineHash"];
    const auto text = hash.get<std::string>();
    const auto own = text.substr(0, text.find(':'));
    hash = own + ":" + std::to_string(++seen[own]);
  }
}

Json run_with(Json driver, std::string_view id, Json results) {
  number_hashes(results);
  limit(results);
  // Code scanning tells the runs of one upload apart by this.
  return {{"tool", {{"driver", std::move(driver)}}},
          {"automationDetails", {{"id", "sstp-probe/" + visible(id) + "/"}}},
          {"results", std::move(results)}};
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
    for (const auto& finding : target.findings) {
      const auto at = index++;
      // "kind: pass" is shown as an alert there, and suppressions are not looked at.
      const bool is_alert = finding.ruling != probe::Ruling::pass && finding.ruling != probe::Ruling::waived;
      if (is_alert || subject.every_result)
        results.push_back(result_of(subject, judgement, finding, at, subject.record.targets[target.target]));
    }
  }
  if (!judgement.stale.empty()) {
    const auto index = driver["rules"].size();
    driver["rules"].push_back(rule_with(std::string(kStaleRule), "A waiver that nobody would miss",
                                        "A waiver has expired, means no target, or waives what no longer fails",
                                        "Take the waiver away, or renew it.", "Take the waiver away, or renew it.\n",
                                        probe::Severity::info));
    for (const auto& stale : judgement.stale) results.push_back(result_of(subject, judgement, stale, index));
  }
  return run_with(std::move(driver), judgement.policy, std::move(results));
}

Json result_of(const Subject& subject, const probe::TargetRecord& target, std::string_view rule,
               std::string_view severity, const std::string& text) {
  return {{"ruleId", rule},
          {"kind", "fail"},
          {"level", severity},
          {"message", text_of(to_string(target.target) + ": " + text)},
          {"locations", Json::array({location_of(subject, target)})},
          {"partialFingerprints", fingerprints(subject, target, "", rule)}};
}

/// What the matrix does not say by itself: mixed cells, needs, why cells stayed open, what ended calls.
std::vector<Json> notes_of(const Subject& subject, const probe::TargetRecord& target, const Words& words) {
  std::vector<Json> notes;
  const auto add = [&](std::string_view rule, const std::string& text) {
    notes.push_back(result_of(subject, target, rule, "note", text));
  };
  if (const auto mixed = mixed_sentence(target, words); !mixed.empty()) add("mixed", mixed);
  for (const auto& sentence : needs_sentences(target, words)) add("needs", sentence);
  for (const auto& remark : remarks_of(target, words)) add(remark.rule, remark.text);
  return notes;
}

/// A rule for each kind of result.
void add_rules(Json& driver, Json& results) {
  std::map<std::string, std::size_t> indexes;
  for (auto& result : results) {
    const auto id = result["ruleId"].get<std::string>();
    const auto [found, added] = indexes.emplace(id, driver["rules"].size());
    if (added)
      driver["rules"].push_back(rule_with(id, "sstp-probe: " + id, "What a scan of an SSTP gateway noticed: " + id,
                                          "See the result's message.", "See the result's message.\n",
                                          probe::Severity::info));
    result["ruleIndex"] = found->second;
  }
}

Json run_of(const Subject& subject) {
  Json driver = driver_of(subject.record.tool);
  Json results = Json::array();
  const Words words(Language::en);
  for (const auto& target : subject.record.targets) {
    if (target.status != probe::TargetStatus::complete) {
      const auto help = advice(target, words);
      results.push_back(
          result_of(subject, target, to_string(target.status), "error",
                    english(target.problem) + (help.empty() || target.problem.empty() ? "" : " ") + help));
    }
    for (const auto& finding : target.findings)
      results.push_back(result_of(subject, target, to_string(finding.kind), "warning", english(finding.text)));
    for (auto& note : notes_of(subject, target, words)) results.push_back(std::move(note));
  }
  add_rules(driver, results);
  return run_with(std::move(driver), "scan", std::move(results));
}

/// What comes behind the most runs but one, as the last: there a rule has its policy before its name.
Json run_of_rest(const Subject& subject, std::size_t first) {
  Json driver = driver_of(subject.record.tool);
  Json results = Json::array();
  for (auto at = first; at < subject.judgements.size(); ++at) {
    const auto& policy = subject.judgements[at].policy;
    auto run = run_of(subject, subject.judgements[at]);
    const auto offset = driver["rules"].size();
    const auto full_name = [&](const Json& name) { return visible(policy) + "/" + name.get<std::string>(); };
    for (auto& rule : run["tool"]["driver"]["rules"]) {
      rule["id"] = rule["name"] = full_name(rule["id"]);
      driver["rules"].push_back(std::move(rule));
    }
    for (auto& result : run["results"]) {
      result["ruleId"] = full_name(result["ruleId"]);
      result["ruleIndex"] = result["ruleIndex"].get<std::size_t>() + offset;
      results.push_back(std::move(result));
    }
  }
  return run_with(std::move(driver), "more-policies", std::move(results));
}

}  // namespace

void write_sarif(std::ostream& out, const Subject& subject) {
  Json log{{"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"},
           {"version", "2.1.0"},
           {"runs", Json::array()}};
  const bool fits = subject.judgements.size() <= kMostRuns;
  const auto single = fits ? subject.judgements.size() : kMostRuns - 1;
  for (std::size_t at = 0; at < single; ++at) log["runs"].push_back(run_of(subject, subject.judgements[at]));
  if (!fits) log["runs"].push_back(run_of_rest(subject, single));
  if (subject.judgements.empty()) log["runs"].push_back(run_of(subject));
  out << log.dump(2) << '\n';
}

}  // namespace reports
