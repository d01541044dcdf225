// SPDX-License-Identifier: Apache-2.0
// The matrix by algorithm and by suite.
#include "probe/model/family.hpp"
#include "reports/cell_words.hpp"
#include "reports/html/sections.hpp"
#include "reports/words.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace reports::html {
namespace {

using probe::Family;
using probe::Outcome;
using probe::VersionResult;

std::string outcome_word(Outcome outcome, const Words& words) {
  return words.of("outcome", to_string(outcome), to_string(outcome));
}

bool is_shown(const probe::TargetRecord& target, Family family) {
  if (always_shown(family)) return true;
  return std::any_of(target.versions.begin(), target.versions.end(), [family](const auto& version) {
    const auto sum = family_cell(version, family);
    return sum.accepted != 0 || sum.inconclusive != 0;
  });
}

Data family_data(const VersionResult& version, Family family, const Words& words) {
  const auto sum = family_cell(version, family);
  auto shown = outcome_word(sum.outcome, words);
  const bool all_mixed = sum.mixed == sum.accepted;
  if (sum.outcome == Outcome::accepted) {
    shown = words.with(sum.inconclusive == 0 ? "families.yes" : "families.yes_open", sum.accepted);
    if (sum.mixed != 0)
      shown = all_mixed ? words.with(sum.inconclusive == 0 ? "families.mixed" : "families.mixed_open", sum.accepted)
                        : words.with("families.some_mixed", shown, sum.mixed);
  }
  return cell(tone_of(view::standing_of(version.version, family, sum)), shown);
}

using Columns = std::vector<const VersionResult*>;

enum class Table { ssl2, later };

/// Versions of which a suite is accepted or open; what is refused is counted elsewhere.
Columns columns_of(const probe::TargetRecord& target, Table table) {
  Columns columns;
  for (const auto& version : target.versions) {
    const bool in_table = (version.version == tls::ProtocolVersion::SSLv2) == (table == Table::ssl2);
    if (in_table && (!version.accepted.empty() || !version.inconclusive.empty())) columns.push_back(&version);
  }
  return columns;
}

/// A version of which nothing is known would fill the page with questions: the algorithms tell of it.
std::set<tls::CipherSuite> rows_of(const Columns& columns) {
  std::set<tls::CipherSuite> rows;
  for (const auto* version : columns) {
    for (const auto& suite : version->accepted) rows.insert(suite.code);
    if (!version->accepted.empty())
      for (const auto& group : version->inconclusive) rows.insert(group.codes.begin(), group.codes.end());
  }
  return rows;
}

Data suite_cell(const VersionResult& version, tls::CipherSuite code, const Words& words) {
  const auto found = probe::cell(version, code);
  auto shown = outcome_word(found.outcome, words);
  if (found.accepted != nullptr) {
    if (found.accepted->climb) {
      const auto rung = to_string(found.accepted->rung);
      shown = words.of("short_rung", rung, rung);
    }
    if (found.accepted->answers)
      shown = words.with("suites.mixed", shown, answers_text(*found.accepted->answers, words));
    if (version.preferred == code) shown = words.with("suites.first", shown);
  }
  return cell(tone_of(view::standing_of(version.version, code, found)), shown);
}

/// A long name may go on in another line behind each of its underscores.
Data parts_of(std::string_view name) {
  auto parts = list();
  while (!name.empty()) {
    const auto cut = std::min(name.find('_'), name.size() - 1) + 1;
    parts << text(name.substr(0, cut));
    name.remove_prefix(cut);
  }
  return parts;
}

Data suite_table(const Columns& columns, Table table, const Words& words) {
  auto data = object();
  data["key"] = Data(table == Table::ssl2 ? "ssl2" : "later");
  data["caption"] = Data(words(table == Table::ssl2 ? "suites.caption_ssl2" : "suites.caption"));
  auto heads = list();
  for (const auto* version : columns) heads << Data(version_name(version->version));
  data["versions"] = std::move(heads);
  auto rows = list();
  for (const auto code : rows_of(columns)) {
    auto row = object();
    row["name"] = parts_of(to_string(code));
    row["code"] = Data(code_string(code));
    row["weak"] = Data(is_going_away(code));
    auto cells = list();
    for (const auto* version : columns) cells << suite_cell(*version, code, words);
    row["cells"] = std::move(cells);
    row["keys"] = text(fmt::format("{}", fmt::join(cell_notes(columns, code, words), ", ")));
    rows << row;
  }
  data["rows"] = std::move(rows);
  return data;
}

}  // namespace

Data families(const probe::TargetRecord& target, const Words& words) {
  auto data = object();
  auto heads = list();
  for (const auto& version : target.versions) heads << Data(version_name(version.version));
  data["versions"] = std::move(heads);
  auto rows = list();
  for (const auto family : probe::families()) {
    if (!is_shown(target, family)) continue;
    auto row = object();
    row["name"] = Data(std::string(to_string(family)));
    row["weak"] = Data(is_going_away(family));
    auto cells = list();
    for (const auto& version : target.versions)
      cells << (family == Family::aes192 ? cell(tone::kNone, words("outcome.not_applicable"))
                                         : family_data(version, family, words));
    row["cells"] = std::move(cells);
    rows << row;
  }
  data["rows"] = std::move(rows);
  return data;
}

Data suites(const probe::TargetRecord& target, const Words& words) {
  auto tables = list();
  for (const auto table : {Table::later, Table::ssl2})
    if (const auto columns = columns_of(target, table); !rows_of(columns).empty())
      tables << suite_table(columns, table, words);
  if (tables.is_empty_list()) return absent();
  auto data = object();
  data["tables"] = std::move(tables);
  return data;
}

}  // namespace reports::html
