// SPDX-License-Identifier: Apache-2.0
// What else the server can do, and how far its accepted cells were carried.
#include "probe/model/strength.hpp"
#include "reports/cell_words.hpp"
#include "reports/feature_words.hpp"
#include "reports/html/sections.hpp"
#include "reports/words.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace reports::html {
namespace {

using probe::Rung;
using probe::Support;

constexpr std::size_t kMostCellNames = 6;  ///< what more there is stays a number

Data feature_row(const std::string& name, const char* tone, std::string_view answer) {
  auto row = object();
  row["name"] = text(name);
  row["tone"] = Data(tone);
  row["answer"] = text(answer);
  return row;
}

std::string groups_of(const probe::GroupFamily& family, const Words& words) {
  std::vector<std::string> names;
  for (const auto& accepted : family.accepted) names.push_back(to_string(accepted.group));
  if (family.others.support != Support::no) names.push_back(words("features.others_unknown"));
  return names.empty() ? words("none") : fmt::format("{}", fmt::join(names, ", "));
}

std::string rung_word(Rung rung, const Words& words) { return words.of("rung", to_string(rung), to_string(rung)); }

std::string cell_name(const probe::RankedCell& cell) {
  return version_name(cell.version) + " " + to_string(cell.suite);
}

Data halts_data(const probe::TargetRecord& target, const Words& words) {
  auto rows = list();
  for (const auto& halt : halts_of(target)) {
    const auto& names = halt.cells;
    auto row = object();
    row["count"] = Data(fmt::format("{}", names.size()));
    row["rung"] = text(rung_word(halt.rung, words));
    row["why"] = text(halt_text(halt, words));
    std::vector<std::string> shown(names.begin(),
                                   names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), kMostCellNames)));
    if (names.size() > shown.size()) shown.push_back(words.with("more", names.size() - shown.size()));
    row["which"] = text(fmt::format("{}", fmt::join(shown, ", ")));
    rows << row;
  }
  if (rows.is_empty_list()) return absent();
  auto data = object();
  data["rows"] = std::move(rows);
  return data;
}

Data call_facts(const probe::TargetRecord& target, Rung depth, const Words& words) {
  auto rows = list();
  if (const auto range = cells_at(target, depth)) {
    rows << fact(words("calls.best"), cell_name(range->best));
    rows << fact(words("calls.weakest"), cell_name(range->weakest));
  }
  const auto& facts = target.sstp;
  if (facts.server) rows << fact(words("calls.server"), *facts.server);
  if (facts.hash_bitmask) {
    const unsigned bits = *facts.hash_bitmask;
    std::vector<std::string> hashes;
    if ((bits & probe::kBindingSha1) != 0) hashes.emplace_back("SHA-1");
    if ((bits & probe::kBindingSha256) != 0) hashes.emplace_back("SHA-256");
    rows << fact(words("calls.binding"),
                 (hashes.empty() ? words("none") : words.joined(hashes)) + fmt::format(" (0x{:02X})", bits));
  }
  for (const auto& deviation : facts.deviations) rows << fact(words("calls.deviation"), deviation);
  return rows;
}

}  // namespace

Data features(const probe::TargetRecord& target, const Words& words) {
  const auto& server = target.server;
  if (!server.asked()) return absent();
  auto rows = list();
  for (const auto& [kind, feature] : server.features)
    rows << feature_row(words.of("feature", to_string(kind), phrase(kind)),
                        tone_of(view::standing_of(kind, feature.support)),
                        words.of("support", to_string(feature.support), to_string(feature.support)));
  for (const auto& family : server.groups)
    rows << feature_row(words.with("features.groups", version_name(family.version),
                                   words.of("group_kind", probe::to_string(family.kind), kind_name(family.kind))),
                        family.others.support == Support::no ? tone::kPlain : tone::kOpen, groups_of(family, words));
  if (!server.preferred_groups.empty())
    rows << feature_row(words("features.prefers"), tone::kPlain, to_string(server.preferred_groups.front().group));
  std::vector<std::string> schemes;
  for (const auto& scheme : server.schemes) schemes.push_back(to_string(scheme.scheme));
  if (!schemes.empty())
    rows << feature_row(words("features.schemes"), tone::kPlain, fmt::format("{}", fmt::join(schemes, ", ")));
  auto data = object();
  data["rows"] = std::move(rows);
  return data;
}

Data calls(const probe::TargetRecord& target, Rung depth, const Words& words) {
  std::size_t climbed = 0, reached = 0;
  for (const auto& version : target.versions)
    for (const auto& suite : version.accepted) {
      climbed += suite.climb ? 1 : 0;
      reached += suite.climb && suite.rung >= depth ? 1 : 0;
    }
  if (climbed == 0) return absent();
  auto data = object();
  data["heading"] = Data(words(depth == Rung::sstp ? "calls.heading" : "calls.heading_tls"));
  data["reached"] = text(words.with("calls.reached", reached, climbed, rung_word(depth, words)));
  data["facts"] = call_facts(target, depth, words);
  data["halts"] = halts_data(target, words);
  return data;
}

}  // namespace reports::html
