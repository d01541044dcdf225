// SPDX-License-Identifier: Apache-2.0
#include "reports/feature_words.hpp"
#include "reports/terminal/views.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace reports::terminal {
namespace {

using probe::Support;

constexpr std::size_t kLabelWidth = 9;  // "unknown  "

std::string labelled(const Canvas& canvas, std::string_view label, const std::string& text) {
  return canvas.cell(Tone::plain, label, kLabelWidth) + text;
}

std::string joined_with_commas(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, ", "));
}

void draw_answers(Canvas& canvas, const probe::ServerFeatures& server) {
  const auto& words = canvas.words();
  constexpr std::array kShown{Support::yes, Support::no, Support::unknown};
  for (const auto support : kShown) {
    std::vector<std::string> phrases;
    for (const auto& [kind, feature] : server.features)
      if (feature.support == support) phrases.push_back(words.of("feature", to_string(kind), phrase(kind)));
    if (phrases.empty()) continue;
    canvas.paragraph(
        labelled(canvas, words.of("support", to_string(support), to_string(support)), joined_with_commas(phrases)),
        kLabelWidth, support == Support::unknown ? Tone::open : Tone::plain);
  }
}

std::string describe(const probe::GroupFamily& family, const Words& words) {
  std::vector<std::string> names;
  for (const auto& accepted : family.accepted) names.push_back(to_string(accepted.group));
  if (family.others.support != Support::no)
    names.push_back(words(names.empty() ? "support.unknown" : "features.others_unknown"));
  if (names.empty()) names.push_back(words("none"));
  return fmt::format("{} {}: {}", version_name(family.version),
                     words.of("group_kind", probe::to_string(family.kind), kind_name(family.kind)),
                     joined_with_commas(names));
}

}  // namespace

void draw_features(Canvas& canvas, const probe::TargetRecord& target) {
  const auto& server = target.server;
  if (!server.asked()) return;
  const auto& words = canvas.words();
  canvas.heading(words("terminal.features"));
  draw_answers(canvas, server);
  for (const auto& family : server.groups)
    canvas.paragraph(labelled(canvas, words("terminal.groups"), canvas.text(describe(family, words))), kLabelWidth);
  if (!server.preferred_groups.empty()) {
    const auto group = to_string(server.preferred_groups.front().group);
    canvas.paragraph(labelled(canvas, words("terminal.groups"), words.with("terminal.prefers", canvas.text(group))),
                     kLabelWidth);
  }
  std::vector<std::string> schemes;
  for (const auto& scheme : server.schemes) schemes.push_back(to_string(scheme.scheme));
  if (!schemes.empty())
    canvas.paragraph(labelled(canvas, words("terminal.signed"),
                              canvas.text(words.with("terminal.schemes", joined_with_commas(schemes)))),
                     kLabelWidth);
}

}  // namespace reports::terminal
