// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace reports {

/// In which a report speaks to people. What files are read by programs for is the same in each.
enum class Language : std::uint8_t { en, ja };

/// "en", "ja": as BCP 47 and the attribute lang write them.
[[nodiscard]] constexpr std::string_view tag_of(Language language) { return language == Language::ja ? "ja" : "en"; }

[[nodiscard]] constexpr std::optional<Language> language_from(std::string_view word) {
  for (const auto language : {Language::en, Language::ja})
    if (word == tag_of(language)) return language;
  return std::nullopt;
}

}  // namespace reports
