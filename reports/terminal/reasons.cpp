// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/forecast.hpp"
#include "probe/model/family.hpp"
#include "reports/cell_words.hpp"
#include "reports/terminal/views.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>

#include <set>
#include <string>
#include <vector>

namespace reports::terminal {
namespace {

constexpr std::size_t kReasonIndent = 9;  // "TLS 1.2  "

template <class Group>
ReasonCounts by_reason(const std::vector<Group>& groups) {
  ReasonCounts sums;
  add_reasons(groups, sums);
  return sums;
}

std::string line_start(tls::ProtocolVersion version) {
  auto text = version_name(version);
  text.resize(kReasonIndent, ' ');
  return text;
}

/// Where the reader's own question may come from: the number that a user read out to him.
void draw_windows_errors(Canvas& canvas, const probe::TargetRecord& target) {
  std::set<std::string> codes;
  for (const auto& version : target.versions)
    for (const auto& group : version.refused)
      if (const auto code = probe::windows_error_of(group.reason)) codes.insert(fmt::format("0x{:08X}", *code));
  if (codes.empty()) return;
  const auto& words = canvas.words();
  canvas.paragraph(words.with(codes.size() == 1 ? "terminal.windows_error" : "terminal.windows_errors",
                              words.joined({codes.begin(), codes.end()}), *codes.begin()));
}

}  // namespace

void draw_open(Canvas& canvas, const probe::TargetRecord& target) {
  const auto sum = coverage(target);
  if (sum.inconclusive == 0) return;
  const auto& words = canvas.words();
  canvas.heading(words.with("terminal.open", words.counted("cell", sum.inconclusive)));
  for (const auto& version : target.versions)
    for (const auto& [reason, count] : by_reason(version.inconclusive))
      canvas.paragraph(line_start(version.version) +
                           words.with("terminal.reason", words.counted("suite", count), reason_text(reason, words)),
                       kReasonIndent);
}

void draw_refusals(Canvas& canvas, const probe::TargetRecord& target) {
  const auto& words = canvas.words();
  canvas.heading(words("terminal.how_refused"));
  bool any = false;
  for (const auto& version : target.versions)
    for (const auto& [reason, count] : by_reason(version.refused)) {
      any = true;
      const bool all = count == coverage(version).asked && count != 1;
      canvas.paragraph(
          line_start(version.version) + words.with(all ? "terminal.reason_all" : "terminal.reason",
                                                   words.counted("suite", count), reason_text(reason, words)),
          kReasonIndent);
    }
  if (!any) canvas.line(words("terminal.nothing_refused"));
  draw_windows_errors(canvas, target);
}

void draw_weaknesses(Canvas& canvas, const probe::TargetRecord& target) {
  const auto notes = weakness_notes(target, canvas.words());
  if (notes.empty()) return;
  canvas.heading(canvas.words()("weakness.heading"));
  for (const auto& note : notes) canvas.paragraph(note, 2, Tone::bad);
}

void draw_findings(Canvas& canvas, const probe::TargetRecord& target) {
  if (target.findings.empty()) return;
  const auto& words = canvas.words();
  canvas.heading(words("terminal.findings"));
  for (const auto& finding : target.findings) {
    std::string text = "- ";
    if (finding.version) text += version_name(*finding.version) + ": ";
    text += canvas.text(words.say(finding.text));
    constexpr std::size_t kMostNamed = 4;
    for (std::size_t i = 0; i < finding.codes.size() && i < kMostNamed; ++i)
      text += (i == 0 ? " (" : ", ") + code_string(finding.codes[i]);
    if (finding.codes.size() > kMostNamed) text += words.with("terminal.and_more", finding.codes.size() - kMostNamed);
    if (!finding.codes.empty()) text += ")";
    canvas.paragraph(text, 2, is_warning(finding.kind) ? Tone::open : Tone::plain);
  }
}

}  // namespace reports::terminal
