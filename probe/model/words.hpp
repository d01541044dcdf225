// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace probe {

/// One enumerator and its word. A table of them serves both directions.
template <class Enum>
struct Word {
  Enum value;
  std::string_view word;
};

/// The word of a value; empty for one that the table has not.
template <class Enum, std::size_t Size>
[[nodiscard]] constexpr std::string_view word_of(const Word<Enum> (&table)[Size], Enum value) {
  for (const auto& row : table)
    if (row.value == value) return row.word;
  return {};
}

template <class Enum, std::size_t Size>
[[nodiscard]] constexpr std::optional<Enum> value_of(const Word<Enum> (&table)[Size], std::string_view word) {
  for (const auto& row : table)
    if (row.word == word) return row.value;
  return std::nullopt;
}

}  // namespace probe
