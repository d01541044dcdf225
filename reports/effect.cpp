// SPDX-License-Identifier: Apache-2.0
#include "reports/effect.hpp"

#include <fmt/format.h>

#include <chrono>

namespace reports {

Effect effect(const probe::Judgement& judgement, const probe::RuleFinding& finding) {
  const bool is_must = finding.severity == probe::Severity::must;
  switch (finding.ruling) {
    case probe::Ruling::pass:
      return Effect::passed;
    case probe::Ruling::fail:
      return is_must ? Effect::failed : Effect::warned;
    case probe::Ruling::unknown:
      return is_must && judgement.inconclusive == probe::Inconclusive::fails ? Effect::unknown : Effect::let_through;
    case probe::Ruling::waived:
      return Effect::waived;
  }
  return Effect::unknown;
}

std::string_view to_string(Effect effect) {
  switch (effect) {
    case Effect::passed:
      return "passed";
    case Effect::failed:
      return "failed";
    case Effect::warned:
      return "warned";
    case Effect::unknown:
      return "unknown";
    case Effect::let_through:
      return "let-through";
    case Effect::waived:
      return "waived";
  }
  return {};
}

std::string message(const probe::Judgement& judgement, const probe::RuleFinding& finding) {
  std::string text = finding.reason;
  const auto add = [&text](const std::string& sentence) {
    if (!text.empty()) text += text.back() == '.' ? " " : ". ";
    text += sentence;
  };
  if (finding.ruling == probe::Ruling::fail && !finding.remedy.empty()) add(finding.remedy);
  if (finding.waiver && finding.ruling == probe::Ruling::waived)
    add(fmt::format("Waived by {} until {}: {}", finding.waiver->owner, date(finding.waiver->expires),
                    finding.waiver->reason));
  if (finding.waiver && finding.ruling != probe::Ruling::waived)
    add(fmt::format("The waiver by {} held until {}.", finding.waiver->owner, date(finding.waiver->expires)));
  if (finding.ruling == probe::Ruling::unknown && judgement.inconclusive == probe::Inconclusive::allowed)
    add("The user lets unknown through.");
  return text;
}

std::string date(std::chrono::sys_days day) {
  const std::chrono::year_month_day parts(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()),
                     static_cast<unsigned>(parts.day()));
}

}  // namespace reports
