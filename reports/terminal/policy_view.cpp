// SPDX-License-Identifier: Apache-2.0
#include "reports/terminal/policy_view.hpp"

#include "probe/model/day.hpp"
#include "reports/terminal/canvas.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>

#include <array>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace reports {
namespace {

using probe::Effect;
using probe::Judgement;
using probe::RuleFinding;
using probe::Ruling;
using terminal::Canvas;
using terminal::Tone;

constexpr std::size_t kIndent = 9;      // "UNKNOWN  "
constexpr std::size_t kMostSuites = 4;  // of a version; a number says how many more there are
constexpr std::size_t kMostExchanges = 8;

std::string_view label(Effect effect) {
  switch (effect) {
    case Effect::failed:
      return "FAIL";
    case Effect::warned:
      return "WARN";
    case Effect::noted:
      return "NOTE";
    case Effect::unknown:
    case Effect::let_through:
    case Effect::undecided:
      return "UNKNOWN";
    case Effect::waived:
      return "WAIVED";
    case Effect::passed:
      break;
  }
  return "PASS";
}

Tone tone(Effect effect) {
  return effect == Effect::failed ? Tone::bad : effect == Effect::passed ? Tone::good : Tone::open;
}

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
    if (suites.size() > kMostSuites) text += fmt::format(" and {} more", suites.size() - kMostSuites);
    under(canvas, text);
  }
}

std::string exchanges_of(const RuleFinding& finding) {
  std::string text;
  for (std::size_t i = 0; i < finding.exchanges.size() && i < kMostExchanges; ++i)
    text += fmt::format("{}{}", i == 0 ? "" : ", ", finding.exchanges[i]);
  if (finding.exchanges.size() > kMostExchanges)
    text += fmt::format(" and {} more", finding.exchanges.size() - kMostExchanges);
  return text.empty() ? text : "exchanges " + text;
}

void draw_finding(Canvas& canvas, const RuleFinding& finding, Effect effect) {
  canvas.paragraph(canvas.cell(tone(effect), label(effect), kIndent) + canvas.text(finding.rule + ": " + finding.title),
                   kIndent);
  under(canvas, finding.reason);
  draw_cells(canvas, finding);
  if (finding.waiver && finding.ruling == Ruling::waived)
    under(canvas, fmt::format("waived until {} by {}: {}", probe::day_text(finding.waiver->expires),
                              finding.waiver->owner, finding.waiver->reason));
  if (finding.ruling == Ruling::fail && !finding.remedy.empty()) under(canvas, "To do: " + finding.remedy);
  if (!finding.clause.empty()) under(canvas, finding.clause, Tone::faint);
  if (const auto exchanges = exchanges_of(finding); !exchanges.empty()) under(canvas, exchanges, Tone::faint);
}

/// What is told of a target, the worst first; of what passed there is but the number.
constexpr std::array kOrder{Effect::failed,      Effect::unknown,   Effect::warned, Effect::noted,
                            Effect::let_through, Effect::undecided, Effect::waived};

std::string counts_text(const probe::EffectCounts& counts) {
  std::vector<std::string> parts;
  const auto add = [&parts](std::size_t count, std::string_view what) {
    if (count != 0) parts.push_back(fmt::format("{} {}", count, what));
  };
  add(counts[Effect::failed], "failed");
  add(counts[Effect::unknown], "unknown");
  add(counts[Effect::warned], "not as recommended");
  add(counts[Effect::noted], "noted");
  add(counts[Effect::let_through], "unknown and let through");
  add(counts[Effect::undecided], "unknown, which only a recommendation is");
  add(counts[Effect::waived], "waived");
  add(counts[Effect::passed], "passed");
  return joined(parts);
}

std::string_view words_of(Effect verdict) {
  switch (verdict) {
    case Effect::failed:
      return "FAILS";
    case Effect::unknown:
      return "cannot be told";
    case Effect::let_through:
      return "passes, with unknown let through";
    case Effect::passed:
    case Effect::warned:
    case Effect::noted:
    case Effect::undecided:
    case Effect::waived:
      break;
  }
  return "passes";
}

std::string wishes_of(const Judgement& judgement) {
  std::string text;
  if (judgement.inconclusive == probe::Inconclusive::allowed) text += "; what is unknown is let through, as asked";
  if (judgement.warnings == probe::Warnings::fail) text += "; what is only recommended is demanded, as asked";
  return text + ".";
}

void draw_judgement(Canvas& canvas, const probe::ScanRecord& record, const Judgement& judgement) {
  canvas.heading(canvas.text(fmt::format("policy {}", judgement.policy)));
  canvas.paragraph(canvas.text(judgement.title));
  if (!judgement.source.empty()) canvas.paragraph(canvas.text(judgement.source), 0, Tone::faint);
  canvas.paragraph(fmt::format("Judged for {}{}", probe::day_text(judgement.as_of), wishes_of(judgement)));
  for (const auto& target : judgement.targets) {
    canvas.line();
    canvas.paragraph(canvas.text(to_string(record.targets.at(target.target).target)), 0, Tone::strong);
    for (const auto each : kOrder)
      for (const auto& finding : target.findings)
        if (effect(judgement, finding) == each) draw_finding(canvas, finding, each);
    if (const auto passed = count(judgement, target)[Effect::passed]; passed != 0)
      canvas.paragraph(
          canvas.cell(tone(Effect::passed), label(Effect::passed), kIndent) + counted(passed, "rule", "rules"),
          kIndent);
  }
  canvas.line();
  const auto counts = count(judgement);
  canvas.paragraph(
      canvas.text(fmt::format("{}: {} (rules: {}).", judgement.policy, words_of(verdict(counts)), counts_text(counts))),
      0, Tone::strong);
}

}  // namespace

void write_policy_view(std::ostream& out, const Subject& subject, const TerminalStyle& style) {
  Canvas canvas(out, style);
  for (const auto& judgement : subject.judgements) draw_judgement(canvas, subject.record, judgement);
}

}  // namespace reports
