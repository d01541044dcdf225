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

constexpr std::size_t kNameWidth = 9;
constexpr std::size_t kCellWidth = 17;
constexpr std::array<std::string_view, probe::kHashPlaceCount> kHeads{"record MAC", "handshake", "certificate",
                                                                      "crypto binding"};
static_assert(kNameWidth + kHeads.size() * kCellWidth <= kWidth);
constexpr std::array<std::string_view, probe::kUsedHashCount> kNames{"MD5", "SHA-1", "SHA-256", "SHA-384", "other"};

std::string cell_text(const Canvas& canvas, const HashUse& use) {
  using probe::Outcome;
  switch (use.answer) {
    case HashAnswer::yes:
      return fmt::format("{} yes{}", canvas.glyph(Outcome::accepted),
                         use.count == 0 ? std::string() : fmt::format(" {}", use.count));
    case HashAnswer::no:
      return fmt::format("{} no", canvas.glyph(Outcome::refused));
    case HashAnswer::not_seen:
      return fmt::format("{} not seen", canvas.dash());
    case HashAnswer::unknown:
      return fmt::format("{} unknown", canvas.glyph(Outcome::inconclusive));
    case HashAnswer::not_asked:
      return fmt::format("{} not asked", canvas.dash());
    case HashAnswer::not_applicable:
      return fmt::format("{} n/a", canvas.dash());
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

std::string cells_sentence(const probe::TargetRecord& target) {
  const auto farewell = without_sha1(target);
  std::string text;
  if (farewell.left == farewell.accepted)
    text = "no accepted cell is lost";
  else if (farewell.left == 0)
    return "no accepted cell is left";
  else
    text = fmt::format("{} of {} accepted cells are left", farewell.left, farewell.accepted);
  std::vector<std::string> lost;
  for (const auto version : farewell.lost_versions) lost.push_back(version_name(version));
  if (!lost.empty()) text += fmt::format(", and {} {} no more", joined(lost), lost.size() == 1 ? "is" : "are");
  if (farewell.unsure != 0) text += fmt::format("; of {} the signature was not seen and may need it", farewell.unsure);
  return text;
}

std::string certificates_clause(const HashUseTable& table) {
  const auto& use = table.at(UsedHash::sha1, HashPlace::certificate_signature);
  if (use.answer != HashAnswer::yes) return {};
  return fmt::format("; {} a new signature", use.count == 1 ? std::string("a certificate needs")
                                                            : fmt::format("{} certificates need", use.count));
}

std::string binding_clause(const HashUseTable& table) {
  const auto sha1 = table.at(UsedHash::sha1, HashPlace::crypto_binding).answer;
  const auto sha256 = table.at(UsedHash::sha256, HashPlace::crypto_binding).answer;
  if (sha1 != HashAnswer::yes) return {};
  return sha256 == HashAnswer::yes ? "; calls can be bound with SHA-256 instead" : "; no call can be bound any more";
}

}  // namespace

void draw_hash_use(Canvas& canvas, const probe::TargetRecord& target) {
  if (coverage(target).accepted == 0) return;
  const auto table = hash_use(target);
  canvas.line();
  std::string head = canvas.cell(Tone::strong, "hash", kNameWidth);
  for (const auto name : kHeads) head += canvas.cell(Tone::strong, name, kCellWidth);
  canvas.line(head);
  for (std::size_t row = 0; row < kNames.size(); ++row) {
    const auto hash = static_cast<UsedHash>(row);
    if (hash == UsedHash::other && !has_others(table)) continue;
    std::string line = canvas.cell(Tone::plain, kNames[row], kNameWidth);
    for (std::size_t place = 0; place < kHeads.size(); ++place) {
      const auto& use = table.uses[row][place];
      line += canvas.cell(tone_of(hash, use.answer), cell_text(canvas, use), kCellWidth);
    }
    canvas.line(line);
  }
  canvas.paragraph(
      "handshake, certificate: the signatures there; yes N: so many accepted cells, or certificates; not seen: it "
      "signed with others, and may still sign with this; AEAD suites have no MAC",
      0, Tone::faint);
  canvas.paragraph("If SHA-1 goes: " + cells_sentence(target) + certificates_clause(table) + binding_clause(table) +
                   ".");
}

}  // namespace reports::terminal
