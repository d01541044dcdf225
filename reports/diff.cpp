// SPDX-License-Identifier: Apache-2.0
#include "reports/diff.hpp"

#include "reports/cell_words.hpp"
#include "reports/json_values.hpp"
#include "reports/terminal/canvas.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <vector>

namespace reports {
namespace {

using probe::Change;
using terminal::Canvas;
using terminal::Tone;

/// Of a version, unless all are asked for.
constexpr std::size_t kMostSuiteNames = 12;
constexpr std::size_t kWhenWidth = 6;

/// "refused before, accepted now". The change's own word stays as --fail-on takes it.
std::string sentence(Change change, const Words& words) {
  return words.of("diff.change", to_string(change), to_string(change));
}

/// Of what is going away, that it opened is bad, and that it closed is good.
Tone tone(const probe::CellChange& cell) {
  const bool going = is_going_away(cell.version) || is_going_away(cell.suite);
  if (cell.change == Change::opened || cell.change == Change::climbed) return going ? Tone::bad : Tone::good;
  if (cell.change == Change::closed || cell.change == Change::fell) return going ? Tone::good : Tone::bad;
  return Tone::plain;
}

Tone tone(Change change) {
  switch (change) {
    case Change::unmixed:
    case Change::added:
      return Tone::good;
    case Change::missing:
      return Tone::bad;
    case Change::opened:
    case Change::climbed:
    case Change::closed:
    case Change::fell:
      return Tone::strong;  // each cell has a tone of its own
    case Change::unknown:
    case Change::mixed:
    case Change::needs:
      return Tone::open;
    case Change::key:
    case Change::groups:
    case Change::feature:
    case Change::binding:
    case Change::certificate:
      return Tone::strong;
    case Change::known:
    case Change::not_comparable:
      return Tone::faint;
  }
  return Tone::plain;
}

/// " (mixed: 7 of 12; needs encrypt_then_mac)"
std::string particulars(const probe::CellState& state, const Words& words) {
  std::vector<std::string> parts;
  if (state.answers) parts.push_back(words.with("cell.mixed", answers_text(*state.answers, words)));
  for (const auto need : state.needs)
    parts.push_back(words.with("cell.needs", words.of("need", to_string(need), to_string(need))));
  return parts.empty() ? std::string() : fmt::format(" ({})", fmt::join(parts, "; "));
}

/// What the change led to, where the change's own word does not say it.
std::string remark(const probe::CellChange& cell, const Words& words) {
  const auto rung = [](const probe::CellState& state) { return state.rung ? to_string(*state.rung) : ""; };
  const auto outcome = [&words](const probe::CellState& state) {
    return words.of("diff.outcome", to_string(state.outcome), to_string(state.outcome));
  };
  switch (cell.change) {
    case Change::climbed:
    case Change::fell:
      return words.with("diff.rungs", rung(cell.before), rung(cell.after));
    case Change::known:
      if (cell.before.uncalled) return words.with("diff.called", rung(cell.after));
      return words.with("diff.is", outcome(cell.after));
    case Change::unknown:
      if (cell.after.uncalled) return words.with("diff.uncalled", rung(cell.before));
      return words.with("diff.was", outcome(cell.before));
    case Change::opened:
    case Change::mixed:
    case Change::needs:
      return particulars(cell.after, words);
    case Change::closed:
    case Change::unmixed:
      return particulars(cell.before, words);
    case Change::not_comparable:
    case Change::key:
    case Change::groups:
    case Change::feature:
    case Change::binding:
    case Change::certificate:
    case Change::missing:
    case Change::added:
      return {};
  }
  return {};
}

void draw_cells(Canvas& canvas, const probe::TargetDifference& target, Change change) {
  const auto& words = canvas.words();
  for (const auto version : tls::kProtocolVersions) {
    std::vector<const probe::CellChange*> cells;
    for (const auto& cell : target.cells)
      if (cell.change == change && cell.version == version) cells.push_back(&cell);
    if (cells.empty()) continue;
    if (change == Change::not_comparable) {
      canvas.paragraph(fmt::format("    {}  {}", version_name(version), words.counted("suite", cells.size())));
      continue;
    }
    const auto shown = canvas.style().detail == Detail::all ? cells.size() : std::min(cells.size(), kMostSuiteNames);
    const auto draw = [&](const std::string& name, bool first, Tone shade) {
      canvas.paragraph(fmt::format("    {:7}  {}", first ? version_name(version) : "", name), 13, shade);
    };
    for (std::size_t i = 0; i < shown; ++i)
      draw(to_string(cells[i]->suite) + remark(*cells[i], words), i == 0, tone(*cells[i]));
    if (shown < cells.size()) draw(words.with("diff.more", cells.size() - shown), false, Tone::faint);
  }
}

void draw_facts(Canvas& canvas, const probe::TargetDifference& target, Change change) {
  const auto& words = canvas.words();
  const auto value = [&](const probe::Message& text) {
    return text.empty() ? words("diff.left_open") : canvas.text(words.say(text));
  };
  for (const auto& fact : target.facts)
    if (fact.change == change)
      canvas.paragraph(
          "    " + words.with("diff.fact", canvas.text(words.say(fact.name)), value(fact.before), value(fact.after)),
          6);
}

void draw_leaves(Canvas& canvas, const std::string& when, const std::vector<probe::LeafName>& leaves) {
  for (const auto& leaf : leaves)
    canvas.paragraph(fmt::format("    {}  {} {} SHA-256 {}", canvas.cell(Tone::plain, when, kWhenWidth),
                                 canvas.text(leaf.subject), leaf.key, canvas.text(leaf.sha256)),
                     12);
}

void draw_target(Canvas& canvas, const probe::TargetDifference& target) {
  const auto& words = canvas.words();
  auto title = canvas.text(target.name);
  if (!target.label.empty()) title = canvas.text(target.label) + ": " + title;
  canvas.heading(title);
  if (target.presence) {
    canvas.paragraph(fmt::format("  {}: {}", to_string(*target.presence), sentence(*target.presence, words)), 4,
                     tone(*target.presence));
    return;
  }
  if (target.before_address != target.after_address)
    canvas.paragraph(
        "  " + words.with("diff.address", canvas.text(target.before_address), canvas.text(target.after_address)), 4);
  if (target.before_status != target.after_status) {
    const auto status = [&words](probe::TargetStatus one) {
      return words.of("terminal.status", to_string(one), to_string(one));
    };
    canvas.paragraph("  " + words.with("diff.status", status(target.before_status), status(target.after_status)), 4);
  }
  for (const auto change : probe::changes()) {
    const auto times = probe::count(target, change);
    if (times == 0) continue;
    const auto amount = change == Change::certificate ? std::string() : fmt::format(" {}", times);
    canvas.paragraph(fmt::format("  {}{}: {}", to_string(change), amount, sentence(change, words)), 4, tone(change));
    if (change != Change::certificate) {
      draw_cells(canvas, target, change);
      draw_facts(canvas, target, change);
      continue;
    }
    draw_leaves(canvas, words("diff.before"), target.before_leaves);
    draw_leaves(canvas, words("diff.now"), target.after_leaves);
  }
  const auto open = target.still_unknown == 0 ? "" : words.with("diff.still_open", target.still_unknown);
  canvas.paragraph("  " + words.with("diff.same", words.counted("cell", target.same), open), 4, Tone::faint);
}

/// "3 opened, 1 unknown", of a target or of all; empty: nothing changed.
template <class Changed>
std::string counts_of(const Changed& changed) {
  std::string counts;
  for (const auto change : probe::changes()) {
    const auto times = probe::count(changed, change);
    if (times != 0) counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", times, to_string(change));
  }
  return counts;
}

}  // namespace

void write_diff(std::ostream& out, const probe::Difference& difference, const TerminalStyle& style) {
  Canvas canvas(out, style);
  const auto& words = canvas.words();
  canvas.paragraph(words.with("diff.between", to_rfc3339(difference.before), to_rfc3339(difference.after)));
  if (difference.is_reversed()) canvas.paragraph(words("diff.reversed"), 0, Tone::bad);
  for (const auto& target : difference.targets) draw_target(canvas, target);
  canvas.line();
  const auto counts = counts_of(difference);
  canvas.paragraph(counts.empty() ? words("diff.nothing") : words.with("diff.all", counts));
  if (const auto fired = failed_on(difference); !fired.empty())
    canvas.paragraph(words.with("diff.failed", fired), 0, Tone::bad);
}

std::string failed_on(const probe::Difference& difference) {
  std::string text;
  for (const auto change : difference.failed_on)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", to_string(change), probe::count(difference, change));
  return text;
}

std::string change_counts(const probe::TargetDifference& target) {
  auto counts = counts_of(target);
  return counts.empty() ? "nothing changed" : counts;
}

template <>
std::span<const Format<probe::Difference>> formats<probe::Difference>() {
  static constexpr std::array kFormats{
      Format<probe::Difference>{{.word = "json", .summary = "all changes, for programs"}, write_diff_json},
      Format<probe::Difference>{{.word = "markdown", .summary = "for a job's summary"}, write_diff_markdown}};
  return kFormats;
}

}  // namespace reports
