// SPDX-License-Identifier: Apache-2.0
// Workflow commands of GitHub Actions: what shows beside the job and the policy's line.
#include "reports/catalogue.hpp"
#include "reports/cell_words.hpp"
#include "reports/escape.hpp"
#include "reports/report.hpp"
#include "reports/sentences.hpp"
#include "reports/verdict_words.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>

#include <ostream>
#include <string>

namespace reports {
namespace {

using probe::Effect;

/// The rules of actions/toolkit, packages/core/src/command.ts: '%', CR and LF in data; ':' and ',' too in properties.
/// visible() has taken CR and LF away already. (A function called data() would lose to std::data, which strings bring
/// in.)
std::string escaped_data(std::string_view hostile) {
  std::string text;
  for (const char c : visible(hostile)) text += c == '%' ? "%25" : std::string(1, c);
  return text;
}

std::string escaped_property(std::string_view hostile) {
  std::string text;
  for (const char c : escaped_data(hostile)) text += c == ':' ? "%3A" : c == ',' ? "%2C" : std::string(1, c);
  return text;
}

void write(std::ostream& out, const probe::Judgement& judgement, const probe::RuleFinding& finding,
           const probe::TargetRecord& target) {
  std::string_view command;
  const auto what = effect(judgement, finding);
  switch (what) {
    case Effect::passed:
      return;
    case Effect::failed:
    case Effect::unknown:
      command = "error";
      break;
    case Effect::warned:
      command = "warning";
      break;
    case Effect::noted:
    case Effect::let_through:
    case Effect::undecided:
    case Effect::waived:
      command = "notice";
      break;
  }
  out << fmt::format("::{} ", command);
  if (!judgement.file.empty())
    out << fmt::format("file={},line={},", escaped_property(judgement.file), finding.line);
  else if (const auto& origin = target.target.origin)
    out << fmt::format("file={},line={},", escaped_property(origin->file), origin->line);
  out << fmt::format("title={}::{}\n",
                     escaped_property(judgement.policy + " " + finding.rule + ": " + std::string(to_string(what))),
                     escaped_data(to_string(target.target) + ": " + message(judgement, finding)));
}

void write_stale(std::ostream& out, const probe::Judgement& judgement) {
  for (const auto& stale : judgement.stale) {
    out << (judgement.stale_waivers == probe::StaleWaivers::fail ? "::error " : "::warning ");
    if (!stale.waiver.file.empty())
      out << fmt::format("file={},line={},", escaped_property(stale.waiver.file), stale.waiver.line);
    out << fmt::format("title={}::{}\n", escaped_property(judgement.policy + ": stale waiver"),
                       escaped_data(english(sentence(stale))));
  }
}

}  // namespace

void write_github(std::ostream& out, const Subject& subject) {
  for (const auto& judgement : subject.judgements) write_stale(out, judgement);
  for (const auto& judgement : subject.judgements)
    for (const auto& target : judgement.targets)
      if (target.target < subject.record.targets.size())
        for (const auto& finding : target.findings)
          write(out, judgement, finding, subject.record.targets[target.target]);
  for (const auto& target : subject.record.targets) {
    if (target.status != probe::TargetStatus::complete)
      out << fmt::format("::error title={}::{}\n",
                         escaped_property("sstp-probe: " + std::string(to_string(target.status))),
                         escaped_data(to_string(target.target) + ": " + english(target.problem)));
    if (uncalled_cells(target) != 0 && target.status == probe::TargetStatus::complete)
      out << fmt::format("::error title=sstp-probe: not_called::{}\n",
                         escaped_data(to_string(target.target) + ": not every call was made"));
    for (const auto& finding : target.findings)
      out << fmt::format("::{} title={}::{}\n", is_warning(finding.kind) ? "warning" : "notice",
                         escaped_property("sstp-probe: " + std::string(to_string(finding.kind))),
                         escaped_data(to_string(target.target) + ": " + english(finding.text)));
    out << fmt::format("::notice title=sstp-probe::{}\n",
                       escaped_data(closing_with_remarks(target, Words(Language::en))));
  }
}

}  // namespace reports
