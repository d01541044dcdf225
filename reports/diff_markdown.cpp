// SPDX-License-Identifier: Apache-2.0
#include "reports/catalogue.hpp"
#include "reports/diff.hpp"
#include "reports/json_values.hpp"
#include "reports/markdown_text.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace reports {
namespace {

constexpr std::size_t kMostRows = 50;

void write_cells(std::ostream& out, const probe::TargetDifference& target) {
  if (target.cells.empty()) return;
  out << "\n| change | version | suite | before | now |\n| --- | --- | --- | --- | --- |\n";
  std::size_t rows = 0, more = 0;
  for (const auto& cell : target.cells) {
    if (cell.change == probe::Change::not_comparable) continue;
    if (++rows > kMostRows) {
      ++more;
      continue;
    }
    const auto side = [](const probe::CellState& state) {
      auto text = std::string(to_string(state.outcome)) + (state.answers ? " sometimes" : "") +
                  (state.rung ? fmt::format(" ({})", to_string(*state.rung)) : std::string());
      for (const auto need : state.needs) text += fmt::format(", needs {}", markdown_text(to_string(need)));
      if (state.uncalled) text += ", not called";
      return text;
    };
    out << fmt::format("| {} | {} | {} | {} | {} |\n", to_string(cell.change), version_name(cell.version),
                       markdown_text(to_string(cell.suite)), side(cell.before), side(cell.after));
  }
  if (more != 0) out << fmt::format("\n... and {} more.\n", more);
}

}  // namespace

void write_diff_markdown(std::ostream& out, const probe::Difference& difference) {
  out << fmt::format("## What changed\n\nBetween {} and {}.\n", to_rfc3339(difference.before),
                     to_rfc3339(difference.after));
  if (difference.is_reversed())
    out << "\n**The first record is the newer one.** Were they given the wrong way round?\n";
  if (const auto fired = failed_on(difference); !fired.empty()) out << "\n**Failed on " << fired << ".**\n";
  for (const auto& target : difference.targets) {
    out << "\n### " << markdown_text(target.label.empty() ? target.name : target.label + ": " + target.name) << "\n\n"
        << change_counts(target) << ".\n";
    write_cells(out, target);
    for (const auto& fact : target.facts)
      out << fmt::format("\n- {}: {}: {} before, {} now\n", to_string(fact.change), markdown_text(english(fact.name)),
                         fact.before.empty() ? "left open" : markdown_text(english(fact.before)),
                         fact.after.empty() ? "left open" : markdown_text(english(fact.after)));
    if (!target.certificate_changed) continue;
    for (const auto& leaf : target.before_leaves)
      out << "\n- certificate before: " << markdown_text(leaf.subject + " " + leaf.key + " " + leaf.sha256);
    for (const auto& leaf : target.after_leaves)
      out << "\n- certificate now: " << markdown_text(leaf.subject + " " + leaf.key + " " + leaf.sha256);
    out << '\n';
  }
}

}  // namespace reports
