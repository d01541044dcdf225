// SPDX-License-Identifier: Apache-2.0
// A job's summary: the verdicts first, then what they rest on.
#include "probe/model/azure.hpp"
#include "probe/model/day.hpp"
#include "probe/model/family.hpp"
#include "reports/azure_day.hpp"
#include "reports/catalogue.hpp"
#include "reports/cell_words.hpp"
#include "reports/json_values.hpp"
#include "reports/markdown_text.hpp"
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

void write_judgement(std::ostream& out, const Subject& subject, const probe::Judgement& judgement) {
  const auto sum = probe::count(judgement);
  // What is only told keeps nothing from passing, and yet is not known.
  const auto undecided = sum[Effect::undecided];
  out << fmt::format("\n### Policy {}: {}{}\n\n{}. As of {}", markdown_text(judgement.policy),
                     to_string(verdict(judgement)),
                     undecided == 0 ? "" : fmt::format(", {} for information unknown", undecided),
                     markdown_text(judgement.title), probe::day_text(judgement.as_of));
  const char* before = ": ";
  for (const auto effect : probe::kEffects) {
    if (sum[effect] == 0) continue;
    out << before << sum[effect] << ' ' << to_string(effect);
    before = ", ";
  }
  out << ".\n";
  if (judgement.inconclusive == probe::Inconclusive::allowed) out << "\nUnknown is let through, as the user asked.\n";
  if (judgement.warnings == probe::Warnings::fail) out << "\nA *should* counts as a *must*, as the user asked.\n";
  for (const auto& stale : judgement.stale) out << "\n- stale: " << markdown_text(english(sentence(stale))) << '\n';
  out << "\n| target | rule | verdict | why |\n| --- | --- | --- | --- |\n";
  for (const auto& target : judgement.targets) {
    if (target.target >= subject.record.targets.size()) continue;
    for (const auto& finding : target.findings)
      out << fmt::format("| {} | {} | {} | {} |\n",
                         markdown_text(to_string(subject.record.targets[target.target].target)),
                         markdown_text(finding.rule + ": " + finding.title), to_string(effect(judgement, finding)),
                         markdown_text(message(judgement, finding)));
  }
}

std::string cell_text(const probe::FamilyCell& cell) {
  switch (cell.outcome) {
    case probe::Outcome::accepted:
      return fmt::format("**{} accepted**{}{}", cell.accepted,
                         cell.mixed == 0 ? "" : fmt::format(" ({} mixed)", cell.mixed),
                         cell.inconclusive == 0 ? "" : fmt::format(", {} open", cell.inconclusive));
    case probe::Outcome::refused:
      return "refused";
    case probe::Outcome::inconclusive:
      return fmt::format("*{} inconclusive*", cell.inconclusive);
    case probe::Outcome::not_applicable:
      return " ";
    case probe::Outcome::not_tested:
      return "not asked";
  }
  return {};
}

void write_families(std::ostream& out, const probe::TargetRecord& target) {
  out << "\n| family |";
  for (const auto& version : target.versions) out << ' ' << version_name(version.version) << " |";
  out << "\n| --- |";
  for (std::size_t i = 0; i < target.versions.size(); ++i) out << " --- |";
  out << '\n';
  for (const auto family : probe::families()) {
    bool occurs = probe::always_shown(family);
    std::string row;
    for (const auto& version : target.versions) {
      const auto cell = probe::family_cell(version, family);
      occurs = occurs || cell.accepted != 0 || cell.inconclusive != 0;
      row += ' ' + cell_text(cell) + " |";
    }
    if (occurs) out << "| " << to_string(family) << " |" << row << '\n';
  }
}

void write_remarks(std::ostream& out, const probe::TargetRecord& target) {
  const auto remarks = remarks_of(target, Words(Language::en));
  for (const auto& remark : remarks) out << fmt::format("\n- {}: {}", remark.rule, markdown_text(remark.text));
  if (!remarks.empty()) out << '\n';
}

/// Whose certificates they are not.
void write_certificates(std::ostream& out, const probe::TargetRecord& target) {
  for (const auto& chain : target.certificates) {
    if (chain.named || chain.facts.empty() || !chain.facts.front()) continue;
    out << "\n- " << markdown_text(chain.facts.front()->subject) << ": " << Words(Language::en)("certificates.unnamed")
        << '\n';
  }
}

void write_target(std::ostream& out, const probe::TargetRecord& target) {
  const auto name = to_string(target.target);
  out << "\n### " << markdown_text(target.target.label.empty() ? name : target.target.label + ": " + name) << "\n\n"
      << markdown_text(closing_sentence(target, Words(Language::en))) << "\n";
  if (!was_reached(target)) return;
  const auto cells = probe::coverage(target);
  out << fmt::format("\n{} asked: {} accepted, {} refused, {} inconclusive.\n", counted(cells.asked, "cell", "cells"),
                     cells.accepted, cells.refused, cells.inconclusive);
  if (cells.mixed != 0)
    out << fmt::format("\n{} mixed: accepted by some of the unlike servers behind the address alone.\n",
                       counted(cells.mixed, "accepted cell is", "accepted cells are"));
  if (!target.versions.empty()) write_families(out, target);
  write_remarks(out, target);
  write_certificates(out, target);
  for (const auto& finding : target.findings)
    out << fmt::format("\n- {}{}: {}", is_warning(finding.kind) ? "**warning** " : "", to_string(finding.kind),
                       markdown_text(english(finding.text)));
  if (!target.findings.empty()) out << '\n';
}

}  // namespace

void write_markdown(std::ostream& out, const Subject& subject) {
  out << fmt::format("## sstp-probe\n\n{}, scanned {}.\n", counted(subject.record.targets.size(), "target", "targets"),
                     to_rfc3339(subject.record.started));
  for (const auto& judgement : subject.judgements) write_judgement(out, subject, judgement);
  for (const auto& target : subject.record.targets) write_target(out, target);
  if (const auto day = azure_day(subject)) out << '\n' << markdown_text(english(probe::azure_retirement(*day))) << '\n';
}

}  // namespace reports
