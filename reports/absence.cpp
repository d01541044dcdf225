// SPDX-License-Identifier: Apache-2.0
#include "reports/absence.hpp"

#include "probe/model/absence.hpp"
#include "reports/cell_words.hpp"
#include "reports/terminal/canvas.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>

namespace reports {
namespace {

using probe::SstpPresence;
using terminal::Tone;

/// Of what was expected, not of SSTP.
Tone tone_of_expected(SstpPresence presence) {
  switch (presence) {
    case SstpPresence::absent:
      return Tone::good;
    case SstpPresence::present:
      return Tone::bad;
    case SstpPresence::unknown:
      break;
  }
  return Tone::open;
}

}  // namespace

void write_absence(std::ostream& out, const probe::ScanRecord& record, const TerminalStyle& style) {
  terminal::Canvas canvas(out, style);
  const auto& words = canvas.words();
  constexpr std::size_t kMostOctets = 600;  // of a peer's words there may be as many as the peer likes
  for (const auto& target : record.targets) {
    const auto verdict = sstp_presence(target);
    auto text = words.with("absence.verdict", to_string(target.target),
                           words.of("absence", to_string(verdict.presence), to_string(verdict.presence)),
                           shortened(words.say(verdict.evidence), kMostOctets));
    if (verdict.exchange != 0) text += words.with("absence.exchange", verdict.exchange);
    canvas.line();
    canvas.paragraph(canvas.text(text), 0, tone_of_expected(verdict.presence));
  }
}

std::optional<probe::Judgement> judge_absence(const Subject& subject) {
  const auto& record = subject.record;
  if (!record.options.seeks_absence) return std::nullopt;
  probe::Judgement judgement;
  judgement.policy = "expect-absent";
  judgement.title = "SSTP is absent";
  judgement.source = "--expect absent";
  judgement.as_of = subject.as_of.value_or(std::chrono::floor<std::chrono::days>(record.started));
  for (std::size_t at = 0; at < record.targets.size(); ++at) {
    const auto& target = record.targets[at];
    const auto verdict = sstp_presence(target);
    probe::RuleFinding finding;
    finding.rule = "sstp-absent";
    finding.title = judgement.title;
    finding.remedy = "Switch SSTP off at the gateway, or scan on until it is told.";
    finding.reason = verdict.evidence;
    if (verdict.exchange != 0) finding.exchanges = {verdict.exchange};
    // What was not asked any more may serve it.
    const bool is_whole = target.status != probe::TargetStatus::interrupted && uncalled_cells(target) == 0;
    if (verdict.presence == SstpPresence::present) finding.ruling = probe::Ruling::fail;
    if (verdict.presence == SstpPresence::absent && is_whole) finding.ruling = probe::Ruling::pass;
    if (verdict.presence == SstpPresence::absent && !is_whole) finding.reason = probe::message("absence.unfinished");
    judgement.targets.push_back({at, {std::move(finding)}});
  }
  return judgement;
}

}  // namespace reports
