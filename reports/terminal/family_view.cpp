// SPDX-License-Identifier: Apache-2.0
#include "probe/model/family.hpp"
#include "reports/terminal/views.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace reports::terminal {
namespace {

using probe::Family;
using probe::FamilyCell;
using probe::Outcome;

constexpr std::size_t kNameWidth = 11;
constexpr std::size_t kCellWidth = 11;
static_assert(kNameWidth + tls::kProtocolVersions.size() * kCellWidth <= kWidth);

bool is_shown(const probe::TargetRecord& target, Family family) {
  if (always_shown(family)) return true;
  return std::any_of(target.versions.begin(), target.versions.end(), [family](const auto& version) {
    const auto cell = family_cell(version, family);
    return cell.accepted != 0 || cell.inconclusive != 0;
  });
}

Tone tone_of(const FamilyCell& cell, Family family) {
  switch (cell.outcome) {
    case Outcome::accepted:
      if (is_going_away(family)) return Tone::bad;
      return cell.mixed == cell.accepted ? Tone::open : Tone::good;
    case Outcome::inconclusive:
      return Tone::open;
    case Outcome::refused:
      return Tone::plain;
    case Outcome::not_applicable:
    case Outcome::not_tested:
      return Tone::faint;
  }
  return Tone::plain;
}

std::string text_of(const Canvas& canvas, const FamilyCell& cell) {
  const auto glyph = canvas.glyph(cell.outcome);
  const auto word = canvas.words().of("short", to_string(cell.outcome), to_string(cell.outcome));
  switch (cell.outcome) {
    case Outcome::accepted: {
      const bool all_mixed = cell.mixed == cell.accepted;
      const auto counted = fmt::format("{} {}{}{}", all_mixed ? canvas.words()("short.mixed") : word, cell.accepted,
                                       cell.mixed != 0 && !all_mixed ? " ~" : "", cell.inconclusive != 0 ? " ?" : "");
      const auto text = fmt::format("{} {}", all_mixed ? "~" : glyph, counted);
      return columns(text) < kCellWidth ? text : counted;
    }
    case Outcome::refused:
    case Outcome::inconclusive:
    case Outcome::not_applicable:
    case Outcome::not_tested:
      break;
  }
  return fmt::format("{} {}", glyph, word);
}

}  // namespace

void draw_coverage(Canvas& canvas, const probe::TargetRecord& target) {
  const auto sum = coverage(target);
  canvas.line(canvas.words().with("terminal.coverage", sum.asked, sum.accepted, sum.refused, sum.inconclusive));
  if (sum.mixed != 0) canvas.line(canvas.words().with("terminal.mixed", sum.mixed));
}

void draw_families(Canvas& canvas, const probe::TargetRecord& target) {
  std::string head(kNameWidth, ' ');
  for (const auto& version : target.versions)
    head += canvas.cell(Tone::strong, version_name(version.version), kCellWidth);
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
      row += canvas.cell(tone_of(cell, family), text_of(canvas, cell), kCellWidth);
    }
    canvas.line(row);
  }
  canvas.paragraph(canvas.words()("terminal.families_note"), 0, Tone::faint);
  if (coverage(target).mixed != 0) canvas.paragraph(canvas.words()("terminal.mixed_note"), 0, Tone::faint);
}

}  // namespace reports::terminal
