// SPDX-License-Identifier: Apache-2.0
#include "probe/model/family.hpp"
#include "reports/terminal/views.hpp"
#include "reports/terminal/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace reports::terminal {
namespace {

using probe::Outcome;

constexpr std::size_t kCellWidth = 5;

using Columns = std::vector<const probe::VersionResult*>;

/// Versions without anything to say are left out: what they refuse stands below.
Columns shown_columns(const probe::TargetRecord& target, const TerminalStyle& style) {
  Columns shown;
  for (const auto& version : target.versions) {
    const bool known = !version.accepted.empty() || !version.inconclusive.empty();
    if (known || (style.all_suites && !version.refused.empty())) shown.push_back(&version);
  }
  return shown;
}

std::set<tls::CipherSuite> shown_rows(const Columns& shown, const TerminalStyle& style) {
  std::set<tls::CipherSuite> rows;
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

bool is_weak(tls::CipherSuite code) {
  const auto* info = tls::find_cipher_suite(code);
  const auto families = probe::families();
  return info != nullptr && std::any_of(families.begin(), families.end(), [info](probe::Family family) {
           return is_going_away(family) && belongs_to(*info, family);
         });
}

std::string column_head(tls::ProtocolVersion version) {
  const auto name = version_name(version);
  return name.substr(0, 3) == "SSL" ? "SSL" + name.substr(4, 1) : name.substr(4);
}

std::string cell_text(const Canvas& canvas, const probe::VersionResult& version, tls::CipherSuite code) {
  const auto cell = probe::cell(version, code);
  switch (cell.outcome) {
    case Outcome::accepted: {
      const bool preferred = version.preferred == code;
      return canvas.cell(is_weak(code) ? Tone::bad : Tone::good, preferred ? "yes*" : "yes", kCellWidth);
    }
    case Outcome::refused:
      return canvas.cell(Tone::plain, "no", kCellWidth);
    case Outcome::inconclusive:
      return canvas.cell(Tone::open, "?", kCellWidth);
    case Outcome::not_applicable:
    case Outcome::not_tested:
      return canvas.cell(Tone::faint, canvas.glyph(cell.outcome), kCellWidth);
  }
  return {};
}

/// "x25519", "DH 1024", "RSA 512": what the key exchange rested on, the weakest first where versions differ.
std::string key_text(const Columns& shown, tls::CipherSuite code) {
  const auto* info = tls::find_cipher_suite(code);
  std::set<std::string> keys;
  for (const auto* version : shown) {
    const auto* accepted = probe::cell(*version, code).accepted;
    if (accepted == nullptr) continue;
    if (accepted->group)
      keys.insert(to_string(*accepted->group));
    else if (accepted->key_bits)
      keys.insert(fmt::format("{} {}",
                              info != nullptr && info->key_exchange == tls::KeyExchange::rsa_export ? "RSA" : "DH",
                              *accepted->key_bits));
  }
  std::string text;
  for (const auto& key : keys) text += (text.empty() ? "" : ", ") + key;
  return text;
}

}  // namespace

void draw_suites(Canvas& canvas, const probe::TargetRecord& target) {
  const auto shown = shown_columns(target, canvas.style());
  const auto rows = shown_rows(shown, canvas.style());
  if (rows.empty()) return;

  std::string head;
  for (const auto* version : shown) head += canvas.cell(Tone::strong, column_head(version->version), kCellWidth);
  canvas.line();
  canvas.line(head + canvas.toned(Tone::strong, "code   cipher suite, key exchange group or size"));
  for (const auto code : rows) {
    std::string row;
    for (const auto* version : shown) row += cell_text(canvas, *version, code);
    const auto named = code_string(code) + " " + to_string(code);
    const auto key = key_text(shown, code);
    const std::size_t indent = kCellWidth * shown.size();
    if (key.empty() || indent + named.size() + 1 + key.size() <= kWidth) {
      canvas.line(row + named + (key.empty() ? "" : " " + canvas.toned(Tone::faint, key)));
    } else {
      canvas.line(row + named);
      canvas.paragraph(std::string(indent + 7, ' ') + key, indent + 7);
    }
  }
  const bool starred =
      std::any_of(shown.begin(), shown.end(), [](const auto* version) { return version->preferred.has_value(); });
  if (starred) canvas.line(canvas.toned(Tone::faint, "*: what the server chose when everything was offered at once"));
}

}  // namespace reports::terminal
