// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace reports {

/// In which a report speaks to people. What files are read by programs for is the same in each.
enum class Language : std::uint8_t { en, ja };

struct LanguageTag {
  Language language;
  std::string_view tag;  ///< as BCP 47 and the attribute lang write it
};
/// In the order of the enumerators. Each has its words in words/TAG.json.
inline constexpr std::array kLanguages{LanguageTag{Language::en, "en"}, LanguageTag{Language::ja, "ja"}};

[[nodiscard]] constexpr std::string_view tag_of(Language language) {
  return kLanguages.at(static_cast<std::size_t>(language)).tag;
}

[[nodiscard]] constexpr std::optional<Language> language_from(std::string_view word) {
  for (const auto& each : kLanguages)
    if (word == each.tag) return each.language;
  return std::nullopt;
}

}  // namespace reports
