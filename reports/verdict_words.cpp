// SPDX-License-Identifier: Apache-2.0
#include "reports/verdict_words.hpp"

#include "probe/model/day.hpp"

#include <fmt/format.h>

namespace reports {

std::string horizon_words(const probe::Judgement& judgement, const probe::RuleFinding& finding, const Words& words) {
  if (!finding.horizon) return {};
  const auto day = probe::day_text(finding.horizon->last_day);
  if (judgement.as_of > finding.horizon->last_day) return words.with("verdicts.was_allowed", day);
  const auto severity = to_string(finding.horizon->then);
  return words.with("verdicts.allowed_until", day, words.of("severity", severity, severity));
}

std::string clause_words(const probe::RuleFinding& finding, const Words& words) {
  if (finding.source_kind == probe::SourceKind::primary)
    return finding.source.empty() ? finding.clause : words.with("verdicts.read_in", finding.clause, finding.source);
  return finding.source.empty() ? words.with("verdicts.secondary", finding.clause)
                                : words.with("verdicts.secondary_source", finding.clause, finding.source);
}

std::string message(const probe::Judgement& judgement, const probe::RuleFinding& finding) {
  const Words english(Language::en);
  std::string text = english.say(finding.reason);
  const auto add = [&text](const std::string& sentence) {
    if (!text.empty()) text += text.back() == '.' ? " " : ". ";
    text += sentence;
  };
  if (finding.ruling == probe::Ruling::fail && !finding.remedy.empty()) add(finding.remedy);
  if (finding.waiver && finding.ruling == probe::Ruling::waived)
    add(fmt::format("Waived by {} until {}: {}", finding.waiver->owner, probe::day_text(finding.waiver->expires),
                    finding.waiver->reason));
  if (finding.waiver && finding.ruling != probe::Ruling::waived)
    add(fmt::format("The waiver by {} held until {}.", finding.waiver->owner,
                    probe::day_text(finding.waiver->expires)));
  if (const auto learnt = english.say(summary(finding.learnt));
      !learnt.empty() && finding.ruling != probe::Ruling::fail)
    add("Known: " + learnt + ".");
  if (const auto horizon = horizon_words(judgement, finding, english); !horizon.empty()) add(horizon + ".");
  if (finding.source_kind == probe::SourceKind::secondary) add("Source: " + clause_words(finding, english) + ".");
  if (effect(judgement, finding) == probe::Effect::let_through) add("The user lets unknown through.");
  return text;
}

}  // namespace reports
