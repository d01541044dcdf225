// SPDX-License-Identifier: Apache-2.0
#include "probe/model/family.hpp"
#include "reports/terminal/views.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string>

namespace reports::terminal {
namespace {

using probe::Family;
using probe::FamilyCell;
using probe::Outcome;

constexpr std::size_t kNameWidth = 11;
constexpr std::size_t kCellWidth = 11;
static_assert(kNameWidth + tls::kProtocolVersions.size() * (kCellWidth - 3) <= kLeastColumns);

/// As wide as usual, or as there is room for.
std::size_t cell_width(const Canvas& canvas, const probe::TargetRecord& target) {
  const auto columns = std::max<std::size_t>(target.versions.size(), 1);
  return std::min(kCellWidth, (canvas.width() - kNameWidth) / columns);
}

bool is_shown(const probe::TargetRecord& target, Family family) {
  if (always_shown(family)) return true;
  return std::any_of(target.versions.begin(), target.versions.end(), [family](const auto& version) {
    const auto cell = family_cell(version, family);
    return cell.accepted != 0 || cell.inconclusive != 0;
  });
}

/// The first of them that leaves a space to the next column, or else the last.
std::string first_that_fits(std::initializer_list<std::string> texts, std::size_t width) {
  for (const auto& text : texts)
    if (columns(text) < width) return text;
  return *(texts.end() - 1);
}

std::string accepted_text(const Canvas& canvas, const FamilyCell& cell, std::string_view sign, std::size_t width) {
  const auto& words = canvas.words();
  const bool all_mixed = cell.mixed == cell.accepted;
  const auto word = all_mixed ? words("short.mixed") : words.of("short", to_string(cell.outcome), "");
  const auto counted = fmt::format("{}{}{}", cell.accepted, cell.mixed != 0 && !all_mixed ? " ~" : "",
                                   cell.inconclusive != 0 ? " ?" : "");
  return first_that_fits({fmt::format("{} {} {}", sign, word, counted), fmt::format("{} {}", sign, counted), counted},
                         width);
}

std::string cell_text(Canvas& canvas, const FamilyCell& cell, view::Standing standing, std::size_t width) {
  if (cell.outcome == Outcome::accepted) {
    const bool bad = standing == view::Standing::bad;
    if (bad) canvas.explain(canvas.words().with("terminal.going_away_note", canvas.warning_sign()));
    if (cell.mixed != 0) canvas.explain(canvas.words()("terminal.mixed_note"));
    const auto sign = bad                                 ? canvas.warning_sign()
                      : standing == view::Standing::mixed ? "~"
                                                          : canvas.glyph(Outcome::accepted);
    return accepted_text(canvas, cell, sign, width);
  }
  const std::string glyph(canvas.glyph(cell.outcome));
  const auto word = canvas.words().of("short", to_string(cell.outcome), to_string(cell.outcome));
  return first_that_fits({fmt::format("{} {}", glyph, word), glyph}, width);
}

}  // namespace

void draw_coverage(Canvas& canvas, const probe::TargetRecord& target) {
  const auto sum = coverage(target);
  canvas.paragraph(canvas.words().with("terminal.coverage", sum.asked, sum.accepted, sum.refused, sum.inconclusive));
  canvas.explain(canvas.words()("terminal.cell_note"));
  if (sum.mixed != 0) canvas.paragraph(canvas.words().with("terminal.mixed", sum.mixed));
}

void draw_families(Canvas& canvas, const probe::TargetRecord& target) {
  std::string head(kNameWidth, ' ');
  const auto width = cell_width(canvas, target);
  for (const auto& version : target.versions) head += canvas.cell(Tone::strong, version_name(version.version), width);
  canvas.line();
  canvas.line(head);
  for (const auto family : probe::families()) {
    if (!is_shown(target, family)) continue;
    std::string row = canvas.cell(Tone::plain, to_string(family), kNameWidth);
    if (family == Family::aes192) {
      canvas.line(row +
                  canvas.toned(Tone::faint, std::string(canvas.dash()) + " " + canvas.words()("families.no_suite")));
      continue;
    }
    for (const auto& version : target.versions) {
      const auto cell = family_cell(version, family);
      const auto standing = view::standing_of(version.version, family, cell);
      row += canvas.cell(tone_for(standing), cell_text(canvas, cell, standing, width), width);
    }
    canvas.line(row);
  }
  canvas.explain(canvas.words()("terminal.families_note"));
}

}  // namespace reports::terminal
