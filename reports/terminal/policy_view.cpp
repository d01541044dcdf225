// SPDX-License-Identifier: Apache-2.0
#include "probe/model/day.hpp"
#include "reports/sentences.hpp"
#include "reports/terminal/views.hpp"
#include "reports/verdict_words.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>

#include <array>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace reports::terminal {
namespace {

using probe::Effect;
using probe::Judgement;
using probe::RuleFinding;
using probe::Ruling;

constexpr std::size_t kIndent = 9;      // "UNKNOWN  "
constexpr std::size_t kMostSuites = 4;  // of a version; a number says how many more there are
constexpr std::size_t kMostExchanges = 8;

const std::string& label(Effect effect, const Words& words) {
  switch (effect) {
    case Effect::failed:
      return words("label.fail");
    case Effect::warned:
      return words("label.warn");
    case Effect::noted:
      return words("label.note");
    case Effect::unknown:
    case Effect::let_through:
    case Effect::undecided:
      return words("label.unknown");
    case Effect::waived:
      return words("label.waived");
    case Effect::passed:
      break;
  }
  return words("label.pass");
}

Tone tone(Effect effect) { return tone_for(view::standing_of(effect)); }

/// A line under the finding, as wide as there is room for.
void under(Canvas& canvas, std::string_view text, Tone shade = Tone::plain) {
  canvas.paragraph(std::string(kIndent, ' ') + canvas.text(text), kIndent + 2, shade);
}

void draw_cells(Canvas& canvas, const RuleFinding& finding) {
  std::map<tls::ProtocolVersion, std::vector<tls::CipherSuite>> versions;
  for (const auto& cell : finding.cells) versions[cell.version].push_back(cell.suite);
  for (const auto& [version, suites] : versions) {
    std::string text = version_name(version) + ":";
    for (std::size_t i = 0; i < suites.size() && i < kMostSuites; ++i)
      text += (i == 0 ? " " : ", ") + tls::to_string(suites[i]);
    if (suites.size() > kMostSuites) text += canvas.words().with("terminal.and_more", suites.size() - kMostSuites);
    under(canvas, text);
  }
}

std::string exchanges_of(const RuleFinding& finding, const Words& words) {
  std::string text;
  for (std::size_t i = 0; i < finding.exchanges.size() && i < kMostExchanges; ++i)
    text += fmt::format("{}{}", i == 0 ? "" : ", ", finding.exchanges[i]);
  if (finding.exchanges.size() > kMostExchanges)
    text += words.with("terminal.and_more", finding.exchanges.size() - kMostExchanges);
  return text.empty() ? text : words.with("terminal.exchanges", text);
}

void draw_finding(Canvas& canvas, const Judgement& judgement, const RuleFinding& finding, Effect effect) {
  const auto& words = canvas.words();
  canvas.paragraph(canvas.cell(tone(effect), label(effect, words), kIndent) +
                       canvas.text(finding.rule + ": " + words.of_policy(finding.title)),
                   kIndent);
  under(canvas, words.say(finding.reason));
  if (const auto learnt = words.say(summary(finding.learnt)); !learnt.empty() && finding.ruling != Ruling::fail)
    under(canvas, words.with("terminal.learnt", learnt), Tone::faint);
  draw_cells(canvas, finding);
  if (finding.waiver && finding.ruling == Ruling::waived)
    under(canvas, words.with("terminal.waived", probe::day_text(finding.waiver->expires), finding.waiver->owner,
                             finding.waiver->reason));
  if (finding.ruling == Ruling::fail && !finding.remedy.empty())
    under(canvas, words.with("terminal.to_do", words.of_policy(finding.remedy)));
  if (const auto horizon = horizon_words(judgement, finding, words); !horizon.empty()) under(canvas, horizon);
  if (const auto clause = clause_words(finding, words); !clause.empty()) under(canvas, clause, Tone::faint);
  if (const auto exchanges = exchanges_of(finding, words); !exchanges.empty()) under(canvas, exchanges, Tone::faint);
}

/// What is told of a target, the worst first.
constexpr std::array kOrder{Effect::failed,      Effect::unknown,   Effect::warned, Effect::noted,
                            Effect::let_through, Effect::undecided, Effect::waived};

/// A rule that passes: what it says, and on what.
void draw_passed(Canvas& canvas, const RuleFinding& finding) {
  const auto& words = canvas.words();
  canvas.paragraph(canvas.cell(tone(Effect::passed), label(Effect::passed, words), kIndent) +
                       canvas.text(finding.rule + ": " + words.say(finding.reason)),
                   kIndent);
  if (const auto learnt = words.say(summary(finding.learnt)); !learnt.empty())
    under(canvas, words.with("terminal.learnt", learnt), Tone::faint);
  if (finding.source_kind == probe::SourceKind::secondary) under(canvas, clause_words(finding, words), Tone::faint);
}

std::string counts_text(const probe::EffectCounts& counts, const Words& words) {
  std::vector<std::string> parts;
  const auto add = [&](Effect effect, const char* id) {
    if (counts[effect] != 0) parts.push_back(words.with(id, counts[effect]));
  };
  add(Effect::failed, "terminal.failed");
  add(Effect::unknown, "terminal.unknown");
  add(Effect::warned, "terminal.warned");
  add(Effect::noted, "terminal.noted");
  add(Effect::let_through, "terminal.let_through");
  add(Effect::undecided, "terminal.undecided");
  add(Effect::waived, "terminal.waived_count");
  add(Effect::passed, "terminal.passed");
  return words.joined(parts);
}

const char* verdict_id(Effect verdict) {
  switch (verdict) {
    case Effect::failed:
      return "terminal.fails";
    case Effect::unknown:
      return "terminal.cannot_be_told";
    case Effect::let_through:
      return "terminal.passes_unknown";
    case Effect::passed:
    case Effect::warned:
    case Effect::noted:
    case Effect::undecided:
    case Effect::waived:
      break;
  }
  return "terminal.passes";
}

std::string day_sentence(const Judgement& judgement, const Words& words) {
  std::string wishes;
  if (judgement.inconclusive == probe::Inconclusive::allowed) wishes += words("terminal.wish_allowed");
  if (judgement.warnings == probe::Warnings::fail) wishes += words("terminal.wish_demanded");
  return words.with("terminal.judged", probe::day_text(judgement.as_of), wishes);
}

/// "FAIL     no-rc4: accepted: 2 suites of TLSv1.2"
void draw_line(Canvas& canvas, const RuleFinding& finding, Effect effect) {
  const auto& words = canvas.words();
  canvas.paragraph(canvas.cell(tone(effect), label(effect, words), kIndent) +
                       canvas.text(finding.rule + ": " + words.say(finding.reason)),
                   kIndent);
}

void draw_target(Canvas& canvas, const Judgement& judgement, const probe::TargetJudgement& target, bool passed_too) {
  const bool all = canvas.style().detail == Detail::all;
  for (const auto each : kOrder)
    for (const auto& finding : target.findings) {
      if (effect(judgement, finding) != each) continue;
      if (all)
        draw_finding(canvas, judgement, finding, each);
      else
        draw_line(canvas, finding, each);
    }
  for (const auto& finding : target.findings) {
    if (finding.ruling != Ruling::pass || !passed_too) continue;
    if (all)
      draw_passed(canvas, finding);
    else
      draw_line(canvas, finding, Effect::passed);
  }
}

void draw_judgement(Canvas& canvas, const probe::ScanRecord& record, const Judgement& judgement) {
  constexpr std::size_t kFew = 8;
  const auto& words = canvas.words();
  const bool all = canvas.style().detail == Detail::all;
  canvas.heading(canvas.text(words.with("terminal.policy", judgement.policy)));
  canvas.paragraph(canvas.text(words.of_policy(judgement.title)));
  if (all && !judgement.source.empty()) canvas.paragraph(canvas.text(judgement.source), 0, Tone::faint);
  canvas.paragraph(day_sentence(judgement, words));
  const bool passed_too = all || judgement.targets.size() <= kFew;
  for (const auto& target : judgement.targets) {
    const auto counts = count(judgement, target);
    if (!passed_too && verdict(counts) == Effect::passed) continue;
    if (all || judgement.targets.size() > 1) {
      canvas.line();
      canvas.paragraph(canvas.text(to_string(record.targets.at(target.target).target)), 0, Tone::strong);
    }
    draw_target(canvas, judgement, target, passed_too);
  }
  if (!judgement.stale.empty()) canvas.line();
  for (const auto& stale : judgement.stale)
    canvas.paragraph(canvas.text(words.with("terminal.stale", words.say(sentence(stale)))), 2,
                     judgement.stale_waivers == probe::StaleWaivers::fail ? Tone::bad : Tone::open);
}

}  // namespace

void draw_policies(Canvas& canvas, const Subject& subject) {
  for (const auto& judgement : subject.judgements) draw_judgement(canvas, subject.record, judgement);
}

void draw_rulings(Canvas& canvas, const Subject& subject) {
  const auto& words = canvas.words();
  for (const auto& judgement : subject.judgements) {
    const auto ruling = verdict(judgement);
    const auto counts = counts_text(count(judgement), words);
    canvas.paragraph(canvas.text(words.with(verdict_id(ruling), judgement.policy, counts)), 0, tone(ruling));
  }
}

}  // namespace reports::terminal
