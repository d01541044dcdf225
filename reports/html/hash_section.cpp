// SPDX-License-Identifier: Apache-2.0
#include "probe/model/family.hpp"
#include "probe/model/hash_use.hpp"
#include "reports/html/sections.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <array>

namespace reports::html {
namespace {

using probe::HashAnswer;
using probe::UsedHash;

constexpr std::array<const char*, probe::kUsedHashCount> kNames{"MD5", "SHA-1", "SHA-256", "SHA-384", nullptr};

bool is_going(UsedHash hash) { return hash == UsedHash::md5 || hash == UsedHash::sha1; }

Data use_cell(UsedHash hash, const probe::HashUse& use, const Words& words) {
  switch (use.answer) {
    case HashAnswer::yes: {
      const auto shown = use.count == 0 ? words("hashes.yes") : words.with("hashes.yes_count", use.count);
      return is_going(hash) ? cell(tone::kBad, shown) : cell(tone::kGood, shown);
    }
    case HashAnswer::no:
      return cell(tone::kPlain, words("hashes.no"));
    case HashAnswer::not_seen:
      return cell(tone::kNone, words("hashes.not_seen"));
    case HashAnswer::unknown:
      return cell(tone::kOpen, words("hashes.unknown"));
    case HashAnswer::not_asked:
      return cell(tone::kNone, words("hashes.not_asked"));
    case HashAnswer::not_applicable:
      break;
  }
  return cell(tone::kNone, words("hashes.not_applicable"));
}

std::string farewell_text(const probe::TargetRecord& target, const Words& words) {
  const auto farewell = without_sha1(target);
  std::vector<std::string> lost;
  for (const auto version : farewell.lost_versions) lost.push_back(version_name(version));
  auto shown = lost.empty() ? words.with("hashes.farewell", farewell.left, farewell.accepted)
                            : words.with("hashes.farewell_lost", farewell.left, farewell.accepted, words.joined(lost));
  if (farewell.unsure != 0) shown += " " + words.with("hashes.unsure", farewell.unsure);
  return shown;
}

}  // namespace

Data hashes(const probe::TargetRecord& target, const Words& words) {
  if (coverage(target).accepted == 0) return absent();
  const auto table = hash_use(target);
  auto rows = list();
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    const auto hash = static_cast<UsedHash>(i);
    const auto& uses = table.uses[i];
    const bool used =
        std::any_of(uses.begin(), uses.end(), [](const auto& use) { return use.answer == HashAnswer::yes; });
    if (hash == UsedHash::other && !used) continue;
    auto row = object();
    row["name"] = Data(kNames[i] == nullptr ? words("hashes.other") : kNames[i]);
    row["weak"] = Data(is_going(hash));
    auto cells = list();
    for (const auto& use : uses) cells << use_cell(hash, use, words);
    row["cells"] = std::move(cells);
    rows << row;
  }
  auto data = object();
  data["rows"] = std::move(rows);
  data["farewell"] = text(farewell_text(target, words));
  return data;
}

}  // namespace reports::html
