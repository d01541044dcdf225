// SPDX-License-Identifier: Apache-2.0
#include "reports/terminal/policy_view.hpp"

#include "reports/json_values.hpp"
#include "reports/terminal/canvas.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>

#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace reports {
namespace {

using probe::Judgement;
using probe::RuleFinding;
using probe::Ruling;
using probe::Severity;
using terminal::Canvas;
using terminal::Tone;

constexpr std::size_t kIndent = 9;      // "UNKNOWN  "
constexpr std::size_t kMostSuites = 4;  // of a version; a number says how many more there are
constexpr std::size_t kMostExchanges = 8;

std::string day(std::chrono::sys_days day) { return to_rfc3339(probe::UtcTime(day)).substr(0, 10); }

std::string_view label(const RuleFinding& finding) {
  switch (finding.ruling) {
    case Ruling::fail:
      return finding.severity == Severity::must ? "FAIL" : finding.severity == Severity::should ? "WARN" : "NOTE";
    case Ruling::unknown:
      return "UNKNOWN";
    case Ruling::waived:
      return "WAIVED";
    case Ruling::pass:
      break;
  }
  return "PASS";
}

Tone tone(const RuleFinding& finding) {
  switch (finding.ruling) {
    case Ruling::fail:
      return finding.severity == Severity::must ? Tone::bad : Tone::open;
    case Ruling::unknown:
    case Ruling::waived:
      return Tone::open;
    case Ruling::pass:
      break;
  }
  return Tone::good;
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

void draw_finding(Canvas& canvas, const RuleFinding& finding) {
  canvas.paragraph(
      canvas.cell(tone(finding), label(finding), kIndent) + canvas.text(finding.rule + ": " + finding.title), kIndent);
  under(canvas, finding.reason);
  draw_cells(canvas, finding);
  if (finding.waiver && finding.ruling == Ruling::waived)
    under(canvas, fmt::format("waived until {} by {}: {}", day(finding.waiver->expires), finding.waiver->owner,
                              finding.waiver->reason));
  if (finding.ruling == Ruling::fail && !finding.remedy.empty()) under(canvas, "To do: " + finding.remedy);
  if (!finding.clause.empty()) under(canvas, finding.clause, Tone::faint);
  if (const auto exchanges = exchanges_of(finding); !exchanges.empty()) under(canvas, exchanges, Tone::faint);
}

constexpr int kPassRank = 4;

/// Failures of musts, other failures, what is unknown, what is waived.
int rank(const RuleFinding& finding) {
  switch (finding.ruling) {
    case Ruling::fail:
      return finding.severity == Severity::must ? 0 : 1;
    case Ruling::unknown:
      return 2;
    case Ruling::waived:
      return 3;
    case Ruling::pass:
      break;
  }
  return kPassRank;
}

std::string counts_text(const probe::RulingCounts& counts) {
  std::vector<std::string> parts;
  const auto add = [&parts](std::size_t count, std::string_view what) {
    if (count != 0) parts.push_back(fmt::format("{} {}", count, what));
  };
  add(counts.failed, "failed");
  add(counts.warned, "not as recommended");
  add(counts.unknown, "unknown");
  add(counts.waived, "waived");
  add(counts.passed, "passed");
  return joined(parts);
}

std::string verdict(const Judgement& judgement) {
  const auto counts = count(judgement);
  const bool lets_through = judgement.inconclusive == probe::Inconclusive::allowed;
  std::string word = "passes";
  if (counts.unknown_musts != 0) word = lets_through ? "passes, with unknown let through" : "cannot be told";
  if (counts.failed != 0) word = "FAILS";
  return fmt::format("{}: {} (rules: {}).", judgement.policy, word, counts_text(counts));
}

void draw_judgement(Canvas& canvas, const probe::ScanRecord& record, const Judgement& judgement) {
  canvas.heading(canvas.text(fmt::format("policy {}", judgement.policy)));
  canvas.paragraph(canvas.text(judgement.title));
  if (!judgement.source.empty()) canvas.paragraph(canvas.text(judgement.source), 0, Tone::faint);
  canvas.paragraph(fmt::format(
      "Judged for {}{}", day(judgement.as_of),
      judgement.inconclusive == probe::Inconclusive::allowed ? "; what is unknown is let through, as asked." : "."));
  for (const auto& target : judgement.targets) {
    canvas.line();
    canvas.paragraph(canvas.text(to_string(record.targets.at(target.target).target)), 0, Tone::strong);
    for (int at = 0; at < kPassRank; ++at)
      for (const auto& finding : target.findings)
        if (rank(finding) == at) draw_finding(canvas, finding);
    const auto counts = count(target);
    if (counts.passed != 0)
      canvas.paragraph(canvas.cell(Tone::good, "PASS", kIndent) + counted(counts.passed, "rule", "rules"), kIndent);
  }
  canvas.line();
  canvas.paragraph(canvas.text(verdict(judgement)), 0, Tone::strong);
}

}  // namespace

void write_policy_view(std::ostream& out, const Subject& subject, const TerminalStyle& style) {
  Canvas canvas(out, style);
  for (const auto& judgement : subject.judgements) draw_judgement(canvas, subject.record, judgement);
}

}  // namespace reports
