// SPDX-License-Identifier: Apache-2.0
#include "probe/model/family.hpp"
#include "reports/cell_words.hpp"
#include "reports/terminal/views.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace reports::terminal {
namespace {

using probe::Outcome;

constexpr std::size_t kMarkWidth = 5;
/// Where rungs are shown: "hello*".
constexpr std::size_t kRungWidth = 7;
/// More of either for each sign that occurs: "hello▲~*".
constexpr std::size_t kSignWidth = 1;
/// Where there is less room beside the cells, the name stands below them.
constexpr std::size_t kLeastNameWidth = 30, kNameIndent = 4;

using Columns = std::vector<const probe::VersionResult*>;
using Rows = std::set<tls::CipherSuite>;

/// SSL 2.0 shares no code with the later versions: it has a table of its own.
enum class Table { ssl2, later };

/// Versions without anything to say are left out: what they refuse stands below.
Columns shown_columns(const probe::TargetRecord& target, Table table, const TerminalStyle& style) {
  Columns shown;
  for (const auto& version : target.versions) {
    if ((version.version == tls::ProtocolVersion::SSLv2) != (table == Table::ssl2)) continue;
    const bool known = !version.accepted.empty() || !version.inconclusive.empty();
    if (known || (style.all_suites && !version.refused.empty())) shown.push_back(&version);
  }
  return shown;
}

Rows shown_rows(const Columns& shown, const TerminalStyle& style) {
  Rows rows;
  for (const auto* version : shown) {
    for (const auto& suite : version->accepted) rows.insert(suite.code);
    // A version of which nothing is known would fill the screen with questions.
    if (!version->accepted.empty() || style.all_suites)
      for (const auto& group : version->inconclusive) rows.insert(group.codes.begin(), group.codes.end());
    if (style.all_suites)
      for (const auto& group : version->refused) rows.insert(group.codes.begin(), group.codes.end());
  }
  return rows;
}

/// "1.2", "SSL3", "SSL2": a heading as narrow as its column.
std::string column_head(tls::ProtocolVersion version) {
  const auto name = version_name(version);
  return name.substr(0, 3) == "SSL" ? "SSL" + name.substr(4, 1) : name.substr(4);
}

/// "yes", or the rung when the cell was to be carried further.
std::string accepted_text(const Canvas& canvas, const probe::VersionResult& version, const probe::AcceptedSuite& suite,
                          view::Standing standing) {
  std::string text = suite.climb ? std::string(to_string(suite.rung)) : canvas.words()("terminal.suite_yes");
  if (standing == view::Standing::bad) text += canvas.warning_sign();
  if (suite.is_mixed()) text += '~';
  return version.preferred == suite.code ? text + "*" : text;
}

std::string cell_text(const Canvas& canvas, const probe::VersionResult& version, tls::CipherSuite code,
                      std::size_t width) {
  const auto cell = probe::cell(version, code);
  const auto standing = view::standing_of(version.version, code, cell);
  const auto drawn = [&](std::string_view shown) { return canvas.cell(tone_for(standing), shown, width); };
  if (cell.outcome == Outcome::accepted) return drawn(accepted_text(canvas, version, *cell.accepted, standing));
  return drawn(cell.outcome == Outcome::refused ? canvas.words()("terminal.suite_no") : canvas.glyph(cell.outcome));
}

std::string key_text(const Words& words, const Columns& shown, tls::CipherSuite code) {
  return fmt::format("{}", fmt::join(cell_notes(shown, code, words), ", "));
}

/// The longest names do not fit beside five columns; they go on in another line behind one of their underscores.
void draw_row(Canvas& canvas, const std::string& cells, std::size_t indent, tls::CipherSuite code,
              const std::string& key) {
  const auto shown_code = code_string(code) + " ";
  auto name = to_string(code);
  auto row = cells + shown_code;
  indent += shown_code.size();
  const auto next_line = [&](std::string_view end_of_line) {
    canvas.line(row + std::string(end_of_line));
    row.assign(indent, ' ');
  };
  if (indent + name.size() > canvas.width() && canvas.width() - indent < kLeastNameWidth) {
    indent = kNameIndent;
    next_line("");
  }
  while (indent + name.size() > canvas.width()) {
    const auto cut = name.rfind('_', canvas.width() - indent - 1) + 1;
    if (cut == 0) break;
    next_line(name.substr(0, cut));
    name.erase(0, cut);
  }
  if (!key.empty() && indent + name.size() + 1 + key.size() > canvas.width()) {
    next_line(name);
    canvas.paragraph(row + key, indent, Tone::faint);
  } else {
    canvas.line(row + name + (key.empty() ? "" : " " + canvas.toned(Tone::faint, key)));
  }
}

template <class Predicate>
bool any_accepted(const Columns& shown, Predicate holds) {
  return std::any_of(shown.begin(), shown.end(), [&holds](const auto* version) {
    return std::any_of(version->accepted.begin(), version->accepted.end(), holds);
  });
}

void draw_table(Canvas& canvas, const Columns& shown) {
  const auto rows = shown_rows(shown, canvas.style());
  if (rows.empty()) return;
  const bool climbed = any_accepted(shown, [](const auto& suite) { return suite.climb.has_value(); });
  const bool mixed = any_accepted(shown, [](const auto& suite) { return suite.is_mixed(); });
  const bool going = std::any_of(shown.begin(), shown.end(), [](const auto* version) {
    return std::any_of(version->accepted.begin(), version->accepted.end(),
                       [&](const auto& suite) { return is_going_away(version->version) || is_going_away(suite.code); });
  });
  const auto width = (climbed ? kRungWidth : kMarkWidth) + (mixed ? kSignWidth : 0) + (going ? kSignWidth : 0);
  std::string head;
  for (const auto* version : shown) head += canvas.cell(Tone::strong, column_head(version->version), width);
  canvas.line();
  const auto& words = canvas.words();
  const bool roomy = width * shown.size() + columns(words("terminal.suite_head")) <= canvas.width();
  canvas.line(head + canvas.toned(Tone::strong, words(roomy ? "terminal.suite_head" : "terminal.suite_head_narrow")));
  for (const auto code : rows) {
    std::string cells;
    for (const auto* version : shown) cells += cell_text(canvas, *version, code, width);
    draw_row(canvas, cells, width * shown.size(), code, key_text(canvas.words(), shown, code));
  }
  const bool starred =
      std::any_of(shown.begin(), shown.end(), [](const auto* version) { return version->preferred.has_value(); });
  if (going) canvas.explain(canvas.words().with("terminal.going_away_note", canvas.warning_sign()));
  if (climbed) canvas.explain(canvas.words()("terminal.rungs_note"));
  if (starred) canvas.explain(canvas.words()("terminal.star_note"));
  if (mixed) canvas.explain(canvas.words()("terminal.mixed_mark_note"));
}

}  // namespace

void draw_suites(Canvas& canvas, const probe::TargetRecord& target) {
  for (const auto table : {Table::ssl2, Table::later}) draw_table(canvas, shown_columns(target, table, canvas.style()));
}

}  // namespace reports::terminal
