// SPDX-License-Identifier: Apache-2.0
#include "reports/diff.hpp"

#include "reports/json_values.hpp"
#include "reports/terminal/canvas.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>

#include <array>
#include <ostream>
#include <vector>

namespace reports {
namespace {

using probe::Change;
using terminal::Canvas;
using terminal::Tone;

constexpr std::size_t kMostSuiteNames = 12;

/// "opened: refused before, accepted now".
std::string_view sentence(Change change) {
  switch (change) {
    case Change::opened:
      return "refused before, accepted now";
    case Change::closed:
      return "accepted before, refused now";
    case Change::climbed:
      return "carried further than before";
    case Change::fell:
      return "not carried as far as before";
    case Change::unknown:
      return "known before, inconclusive now";
    case Change::known:
      return "inconclusive before, known now";
    case Change::not_comparable:
      return "asked in one of the two scans only";
    case Change::certificate:
      return "another leaf certificate";
    case Change::missing:
      return "in the older record only";
    case Change::added:
      return "in the newer record only";
  }
  return {};
}

Tone tone(Change change) {
  switch (change) {
    case Change::opened:
    case Change::climbed:
    case Change::added:
      return Tone::good;
    case Change::closed:
    case Change::fell:
    case Change::missing:
      return Tone::bad;
    case Change::unknown:
      return Tone::open;
    case Change::certificate:
      return Tone::strong;
    case Change::known:
    case Change::not_comparable:
      return Tone::faint;
  }
  return Tone::plain;
}

/// What the change led to, where the change's own word does not say it.
std::string remark(const probe::CellChange& cell) {
  switch (cell.change) {
    case Change::climbed:
    case Change::fell:
      return fmt::format(" ({} to {})", cell.before.rung ? to_string(*cell.before.rung) : "",
                         cell.after.rung ? to_string(*cell.after.rung) : "");
    case Change::known:
      return fmt::format(" ({})", to_string(cell.after.outcome));
    case Change::unknown:
      return fmt::format(" (was {})", to_string(cell.before.outcome));
    case Change::opened:
    case Change::closed:
    case Change::not_comparable:
    case Change::certificate:
    case Change::missing:
    case Change::added:
      return {};
  }
  return {};
}

void draw_cells(Canvas& canvas, const probe::TargetDifference& target, Change change) {
  for (const auto version : tls::kProtocolVersions) {
    std::vector<std::string> names;
    std::size_t more = 0;
    for (const auto& cell : target.cells) {
      if (cell.change != change || cell.version != version) continue;
      if (names.size() < kMostSuiteNames)
        names.push_back(to_string(cell.suite) + remark(cell));
      else
        ++more;
    }
    if (names.empty()) continue;
    if (change == Change::not_comparable) {
      canvas.paragraph(
          fmt::format("    {}  {}", version_name(version), counted(names.size() + more, "suite", "suites")));
      continue;
    }
    if (more != 0) names.push_back(fmt::format("{} more", more));
    for (std::size_t i = 0; i < names.size(); ++i)
      canvas.paragraph(fmt::format("    {:7}  {}", i == 0 ? version_name(version) : "", names[i]), 13);
  }
}

void draw_leaves(Canvas& canvas, std::string_view when, const std::vector<probe::LeafName>& leaves) {
  for (const auto& leaf : leaves)
    canvas.paragraph(fmt::format("    {:6}  {} SHA-256 {}", when, canvas.text(leaf.subject), canvas.text(leaf.sha256)),
                     12);
}

void draw_target(Canvas& canvas, const probe::TargetDifference& target) {
  auto title = canvas.text(target.name);
  if (!target.label.empty()) title = canvas.text(target.label) + ": " + title;
  canvas.heading(title);
  if (target.presence) {
    canvas.paragraph(fmt::format("  {}: {}", to_string(*target.presence), sentence(*target.presence)), 4,
                     tone(*target.presence));
    return;
  }
  if (target.before_address != target.after_address)
    canvas.paragraph(fmt::format("  address: {} before, {} now", canvas.text(target.before_address),
                                 canvas.text(target.after_address)),
                     4);
  if (target.before_status != target.after_status)
    canvas.paragraph(
        fmt::format("  status: {} before, {} now", to_string(target.before_status), to_string(target.after_status)), 4);
  for (const auto change : probe::changes()) {
    const auto times = probe::count(target, change);
    if (times == 0) continue;
    const auto amount = change == Change::certificate ? std::string() : fmt::format(" {}", times);
    canvas.paragraph(fmt::format("  {}{}: {}", to_string(change), amount, sentence(change)), 4, tone(change));
    if (change != Change::certificate) {
      draw_cells(canvas, target, change);
      continue;
    }
    draw_leaves(canvas, "before", target.before_leaves);
    draw_leaves(canvas, "now", target.after_leaves);
  }
  canvas.paragraph(
      fmt::format("  as before: {}{}", counted(target.same, "cell", "cells"),
                  target.still_unknown == 0 ? "" : fmt::format("; inconclusive in both: {}", target.still_unknown)),
      4, Tone::faint);
}

}  // namespace

void write_diff(std::ostream& out, const probe::Difference& difference, const TerminalStyle& style) {
  Canvas canvas(out, style);
  canvas.paragraph(fmt::format("Between {} and {}", to_rfc3339(difference.before), to_rfc3339(difference.after)));
  for (const auto& target : difference.targets) draw_target(canvas, target);
  canvas.line();
  std::string counts;
  for (const auto change : probe::changes()) {
    const auto times = probe::count(difference, change);
    if (times != 0) counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", times, to_string(change));
  }
  canvas.paragraph(counts.empty() ? "Nothing changed." : "In all: " + counts + ".");
}

std::string change_counts(const probe::TargetDifference& target) {
  std::string counts;
  for (const auto change : probe::changes()) {
    const auto times = probe::count(target, change);
    if (times != 0) counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", times, to_string(change));
  }
  return counts.empty() ? "nothing changed" : counts;
}

namespace {
constexpr std::array kDiffFormats{DiffFormat{"json", write_diff_json}, DiffFormat{"markdown", write_diff_markdown}};
}

std::span<const DiffFormat> diff_formats() { return kDiffFormats; }

}  // namespace reports
