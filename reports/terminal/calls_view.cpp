// SPDX-License-Identifier: Apache-2.0
#include "probe/model/strength.hpp"
#include "reports/cell_words.hpp"
#include "reports/terminal/views.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace reports::terminal {
namespace {

using probe::Rung;

constexpr std::size_t kCallIndent = 2;
constexpr std::size_t kMostCallNames = 3;  ///< what more there is stays a number

std::string cell_name(const probe::RankedCell& cell) {
  return version_name(cell.version) + " " + to_string(cell.suite);
}

std::string some_of(const std::vector<std::string>& names, const Words& words) {
  auto shown =
      std::vector(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), kMostCallNames)));
  if (names.size() > shown.size()) shown.push_back(words.with("more", names.size() - shown.size()));
  return words.joined(shown);
}

void draw_range(Canvas& canvas, const probe::TargetRecord& target, Rung rung) {
  const auto range = cells_at(target, rung);
  if (!range) return;
  canvas.paragraph(canvas.words().with(rung == Rung::sstp ? "terminal.range" : "terminal.range_tls",
                                       cell_name(range->best), cell_name(range->weakest)));
}

void draw_gateway(Canvas& canvas, const probe::TargetRecord& target) {
  const auto& facts = target.sstp;
  const auto& words = canvas.words();
  std::string text;
  if (facts.server) text += words.with("terminal.server", *facts.server) + " ";
  if (facts.hash_bitmask) {
    const unsigned bits = *facts.hash_bitmask;
    std::vector<std::string> hashes;
    if ((bits & probe::kBindingSha1) != 0) hashes.emplace_back("SHA-1");
    if ((bits & probe::kBindingSha256) != 0) hashes.emplace_back("SHA-256");
    text += words.with("terminal.binding", hashes.empty() ? words("terminal.no_hash") : words.joined(hashes),
                       fmt::format("0x{:02X}", bits));
  }
  if (!text.empty()) canvas.paragraph(canvas.text(text));
  for (const auto& deviation : facts.deviations)
    canvas.paragraph("  " + words.with("terminal.deviation", canvas.text(deviation)), 2 * kCallIndent);
}

}  // namespace

void draw_calls(Canvas& canvas, const probe::TargetRecord& target, Rung depth) {
  std::size_t climbed = 0, reached = 0;
  for (const auto& version : target.versions)
    for (const auto& suite : version.accepted) {
      climbed += suite.climb ? 1 : 0;
      reached += suite.climb && suite.rung >= depth ? 1 : 0;
    }
  if (climbed == 0) return;
  const auto& words = canvas.words();
  canvas.heading(words(depth == Rung::sstp ? "calls.heading" : "calls.heading_tls"));
  canvas.paragraph(words.with(depth == Rung::sstp ? "terminal.reached" : "terminal.reached_tls", reached, climbed));
  draw_range(canvas, target, depth);
  draw_gateway(canvas, target);
  for (const auto& halt : halts_of(target)) {
    canvas.paragraph(
        words.with("terminal.halt", halt.cells.size(), words.of("stopped", to_string(halt.rung), to_string(halt.rung)),
                   to_string(halt.outcome), some_of(halt.cells, words)),
        kCallIndent);
    canvas.paragraph("  " + canvas.text(halt_text(halt, words)), kCallIndent, Tone::faint);
  }
}

}  // namespace reports::terminal
