// SPDX-License-Identifier: Apache-2.0
// What the scan saw besides, what each version said, and what policies say of it.
#include "probe/model/day.hpp"
#include "probe/model/family.hpp"
#include "reports/cell_words.hpp"
#include "reports/html/sections.hpp"
#include "reports/sentences.hpp"
#include "reports/verdict_words.hpp"
#include "reports/words.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace reports::html {
namespace {

using probe::RuleFinding;
using probe::Ruling;

/// Refusals first, then what stayed open.
std::string reasons_of(const probe::VersionResult& version, const Words& words) {
  ReasonCounts sums;
  add_reasons(version.refused, sums);
  add_reasons(version.inconclusive, sums);
  std::vector<std::string> parts;
  for (const auto& [reason, count] : sums)
    parts.push_back(words.with("coverage.count", reason_text(reason, words), count));
  return fmt::format("{}", fmt::join(parts, "; "));
}

Data coverage_row(const std::string& name, const probe::Coverage& sum, const std::string& how, const Words& words) {
  auto row = object();
  row["version"] = Data(name);
  row["asked"] = Data(fmt::format("{}", sum.asked));
  row["accepted"] =
      Data(sum.mixed == 0 ? fmt::format("{}", sum.accepted) : words.with("coverage.mixed", sum.accepted, sum.mixed));
  row["refused"] = Data(fmt::format("{}", sum.refused));
  row["open"] = Data(fmt::format("{}", sum.inconclusive));
  row["how"] = text(how);
  return row;
}

std::string codes_of(const probe::Finding& finding, const Words& words) {
  constexpr std::size_t kMostNamed = 8;
  std::vector<std::string> names;
  for (const auto code : finding.codes)
    if (names.size() < kMostNamed) names.push_back(code_string(code));
  if (finding.codes.size() > names.size()) names.push_back(words.with("more", finding.codes.size() - names.size()));
  return fmt::format("{}", fmt::join(names, ", "));
}

Data rule_row(const probe::Judgement& judgement, const RuleFinding& finding, const Words& words) {
  const auto what = effect(judgement, finding);
  auto reason = words.say(finding.reason);
  if (finding.ruling == Ruling::waived && finding.waiver)
    reason = words.with("verdicts.waived", reason, finding.waiver->owner, probe::day_text(finding.waiver->expires),
                        finding.waiver->reason);
  auto row = object();
  if (const auto learnt = words.say(summary(finding.learnt)); !learnt.empty() && finding.ruling != Ruling::fail)
    reason = words.with("verdicts.learnt", reason, learnt);
  if (const auto horizon = horizon_words(judgement, finding, words); !horizon.empty()) reason += "; " + horizon;
  row["rule"] = text(finding.title.empty() ? finding.rule : words.of_policy(finding.title));
  row["ruling"] = text(words.of("effect", to_string(what), to_string(what)));
  row["tone"] = Data(tone_of(what));
  row["why"] = text(reason);
  row["clause"] = text(clause_words(finding, words));
  row["remedy"] = text(finding.ruling == Ruling::pass ? std::string() : words.of_policy(finding.remedy));
  return row;
}

Data rule_table(const std::vector<RuleFinding>& findings, const probe::Judgement& judgement, std::size_t number,
                const Words& words) {
  auto rows = list();
  for (const bool passed : {false, true})
    for (const auto& finding : findings)
      if ((finding.ruling == Ruling::pass) == passed) rows << rule_row(judgement, finding, words);
  if (rows.is_empty_list()) return absent();
  auto data = object();
  data["key"] = Data(fmt::format("policy-{}", number));
  data["caption"] = text(words.with("verdicts.caption", judgement.policy));
  data["rows"] = std::move(rows);
  return data;
}

/// Of one target. Stale waivers are the judgement's, not one target's.
probe::Effect ruling_of(const probe::Judgement& judgement, const probe::TargetJudgement& judged) {
  return judgement.stale.empty() || judgement.stale_waivers == probe::StaleWaivers::tolerated
             ? verdict(count(judgement, judged))
             : verdict(judgement);
}

std::string name_of(const probe::Judgement& judgement, const Words& words) {
  return judgement.title.empty() ? judgement.policy : words.of_policy(judgement.title);
}

Data policy_data(const probe::Judgement& judgement, const probe::TargetJudgement& judged, std::size_t number,
                 const Words& words) {
  const auto sums = count(judgement, judged);
  const auto whole = ruling_of(judgement, judged);
  auto data = object();
  data["ruling"] = text(words.of("effect", to_string(whole), to_string(whole)));
  data["tone"] = Data(tone_of(whole));
  data["name"] = text(name_of(judgement, words));
  std::vector<std::string> parts;
  for (const auto each : probe::kEffects)
    if (sums[each] != 0)
      parts.push_back(words.with("verdicts.count", words.of("effect", to_string(each), to_string(each)), sums[each]));
  auto about = fmt::format("{}", fmt::join(parts, ", "));
  if (!judgement.source.empty())
    about += "; " + words.with("verdicts.source", judgement.source, probe::day_text(judgement.as_of));
  if (judgement.inconclusive == probe::Inconclusive::allowed) about += "; " + words("verdicts.allowed");
  if (judgement.warnings == probe::Warnings::fail) about += "; " + words("verdicts.demanded");
  for (const auto& stale : judgement.stale) about += "; " + words.with("verdicts.stale", words.say(sentence(stale)));
  data["about"] = text(about);
  data["table"] = rule_table(judged.findings, judgement, number, words);
  return data;
}

}  // namespace

Data headline(const Subject& subject, std::size_t index, const Words& words) {
  const auto& target = subject.record.targets[index];
  auto badges = list();
  const auto add = [&](const char* tone, std::string_view ruling, const std::string& name) {
    auto badge = object();
    badge["tone"] = Data(tone);
    badge["ruling"] = text(ruling);
    badge["name"] = text(name);
    badges << badge;
  };
  for (const auto& judgement : subject.judgements)
    for (const auto& judged : judgement.targets)
      if (judged.target == index) {
        const auto ruling = ruling_of(judgement, judged);
        add(tone_of(ruling), words.of("effect", to_string(ruling), to_string(ruling)), name_of(judgement, words));
      }
  const bool complete = target.status == probe::TargetStatus::complete;
  if (badges.is_empty_list() && view::standing_of(subject, index) == view::Standing::bad)
    add(tone::kBad, words("families.going"), words("summary.going"));
  if (badges.is_empty_list() || !complete)
    add(complete ? tone_of(view::standing_of(subject, index)) : tone_of(target.status),
        words.of("status", to_string(target.status), to_string(target.status)), words.say(target.problem));
  return badges;
}

Data verdicts(const Subject& subject, std::size_t target, const Words& words) {
  auto policies = list();
  std::size_t number = 0;
  for (const auto& judgement : subject.judgements)
    for (const auto& judged : judgement.targets)
      if (judged.target == target) policies << policy_data(judgement, judged, ++number, words);
  if (number == 0) return absent();
  auto data = object();
  data["policies"] = std::move(policies);
  return data;
}

Data findings(const probe::TargetRecord& target, const Words& words) {
  if (target.findings.empty()) return absent();
  auto rows = list();
  for (const auto& finding : target.findings) {
    std::string kind(to_string(finding.kind));
    std::replace(kind.begin(), kind.end(), '_', ' ');
    kind = words.of("finding", to_string(finding.kind), kind);
    auto row = object();
    row["kind"] = text((finding.version ? version_name(*finding.version) + ", " : std::string()) + kind + ":");
    row["text"] = text(words.say(finding.text));
    row["tone"] = Data(is_warning(finding.kind) ? tone::kOpen : tone::kPlain);
    row["codes"] = text_or_absent(codes_of(finding, words));
    rows << row;
  }
  auto data = object();
  data["rows"] = std::move(rows);
  return data;
}

Data coverage_of(const probe::TargetRecord& target, const Words& words) {
  auto rows = list();
  for (const auto& version : target.versions)
    rows << coverage_row(version_name(version.version), coverage(version), reasons_of(version, words), words);
  rows << coverage_row(words("coverage.all"), coverage(target), "", words);
  auto data = object();
  data["rows"] = std::move(rows);
  return data;
}

}  // namespace reports::html
