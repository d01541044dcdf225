// SPDX-License-Identifier: Apache-2.0
#include "reports/verdict_words.hpp"

#include "probe/model/day.hpp"

#include <fmt/format.h>

namespace reports {

std::string message(const probe::Judgement& judgement, const probe::RuleFinding& finding) {
  std::string text = finding.reason;
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
  if (const auto learnt = to_string(finding.learnt); !learnt.empty() && finding.ruling != probe::Ruling::fail)
    add("Known: " + learnt + ".");
  if (effect(judgement, finding) == probe::Effect::let_through) add("The user lets unknown through.");
  return text;
}

}  // namespace reports
