// SPDX-License-Identifier: Apache-2.0
#include "probe/model/family.hpp"
#include "probe/model/hash_use.hpp"
#include "reports/terminal/views.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace reports::terminal {
namespace {

using probe::HashAnswer;
using probe::HashPlace;
using probe::HashUse;
using probe::HashUseTable;
using probe::UsedHash;

constexpr std::size_t kHashWidth = 9;
constexpr std::size_t kMostUseWidth = 17;
constexpr std::array<const char*, probe::kHashPlaceCount> kHeads{"terminal.hash_mac", "terminal.hash_handshake",
                                                                 "terminal.hash_certificate", "terminal.hash_binding"};
constexpr std::array<const char*, probe::kUsedHashCount> kNames{"MD5", "SHA-1", "SHA-256", "SHA-384", nullptr};

std::string cell_text(const Canvas& canvas, const HashUse& use) {
  using probe::Outcome;
  const auto& words = canvas.words();
  switch (use.answer) {
    case HashAnswer::yes:
      return fmt::format("{} {}", canvas.glyph(Outcome::accepted),
                         use.count == 0 ? words("hashes.yes") : words.with("hashes.yes_count", use.count));
    case HashAnswer::no:
      return fmt::format("{} {}", canvas.glyph(Outcome::refused), words("hashes.no"));
    case HashAnswer::not_seen:
      return fmt::format("{} {}", canvas.dash(), words("hashes.not_seen"));
    case HashAnswer::unknown:
      return fmt::format("{} {}", canvas.glyph(Outcome::inconclusive), words("hashes.unknown"));
    case HashAnswer::not_asked:
      return fmt::format("{} {}", canvas.dash(), words("hashes.not_asked"));
    case HashAnswer::not_applicable:
      return fmt::format("{} {}", canvas.dash(), words("hashes.not_applicable"));
  }
  return {};
}

Tone tone_of(UsedHash hash, HashAnswer answer) {
  switch (answer) {
    case HashAnswer::yes:
      return hash == UsedHash::md5 || hash == UsedHash::sha1 ? Tone::bad : Tone::good;
    case HashAnswer::unknown:
      return Tone::open;
    case HashAnswer::no:
      return Tone::plain;
    case HashAnswer::not_seen:
    case HashAnswer::not_asked:
    case HashAnswer::not_applicable:
      break;
  }
  return Tone::faint;
}

bool has_others(const HashUseTable& table) {
  const auto& uses = table.uses[static_cast<std::size_t>(UsedHash::other)];
  return std::any_of(uses.begin(), uses.end(), [](const HashUse& use) { return use.answer == HashAnswer::yes; });
}

std::string cells_sentence(const probe::TargetRecord& target, const Words& words) {
  const auto farewell = without_sha1(target);
  std::string text;
  if (farewell.left == farewell.accepted)
    text = words("terminal.sha1_none_lost");
  else if (farewell.left == 0)
    return words("terminal.sha1_none_left");
  else
    text = words.with("terminal.sha1_left", farewell.left, farewell.accepted);
  std::vector<std::string> lost;
  for (const auto version : farewell.lost_versions) lost.push_back(version_name(version));
  if (!lost.empty())
    text += words.with(lost.size() == 1 ? "terminal.sha1_lost_one" : "terminal.sha1_lost", words.joined(lost));
  if (farewell.unsure != 0) text += words.with("terminal.sha1_unsure", farewell.unsure);
  return text;
}

std::string certificates_clause(const HashUseTable& table, const Words& words) {
  const auto& use = table.at(UsedHash::sha1, HashPlace::certificate_signature);
  if (use.answer != HashAnswer::yes) return {};
  return words.counted("new_signature", use.count);
}

std::string binding_clause(const HashUseTable& table, const Words& words) {
  const auto sha1 = table.at(UsedHash::sha1, HashPlace::crypto_binding).answer;
  const auto sha256 = table.at(UsedHash::sha256, HashPlace::crypto_binding).answer;
  if (sha1 != HashAnswer::yes) return {};
  return words(sha256 == HashAnswer::yes ? "terminal.sha1_binding_left" : "terminal.sha1_binding_lost");
}

}  // namespace

void draw_hash_use(Canvas& canvas, const probe::TargetRecord& target) {
  if (coverage(target).accepted == 0) return;
  const auto& words = canvas.words();
  const auto table = hash_use(target);
  // As wide as usual where there is room, otherwise as wide as what stands there.
  std::array<std::size_t, kHeads.size()> widths{};
  const bool roomy = kHashWidth + kHeads.size() * kMostUseWidth <= canvas.width();
  for (std::size_t place = 0; place < kHeads.size(); ++place) {
    auto widest = columns(words(kHeads[place]));
    for (const auto& uses : table.uses) widest = std::max(widest, columns(cell_text(canvas, uses[place])));
    widths[place] = roomy ? kMostUseWidth : widest + 1;
  }
  canvas.line();
  std::string head = canvas.cell(Tone::strong, words("terminal.hash"), kHashWidth);
  for (std::size_t place = 0; place < kHeads.size(); ++place)
    head += canvas.cell(Tone::strong, words(kHeads[place]), widths[place]);
  canvas.line(head);
  for (std::size_t row = 0; row < kNames.size(); ++row) {
    const auto hash = static_cast<UsedHash>(row);
    if (hash == UsedHash::other && !has_others(table)) continue;
    std::string line =
        canvas.cell(Tone::plain, kNames[row] == nullptr ? words("hashes.other") : kNames[row], kHashWidth);
    for (std::size_t place = 0; place < kHeads.size(); ++place) {
      const auto& use = table.uses[row][place];
      line += canvas.cell(tone_of(hash, use.answer), cell_text(canvas, use), widths[place]);
    }
    canvas.line(line);
  }
  canvas.explain(canvas.words()("terminal.hashes_note"));
  canvas.paragraph(words.with("terminal.sha1_goes", cells_sentence(target, words) + certificates_clause(table, words) +
                                                        binding_clause(table, words)));
}

}  // namespace reports::terminal
