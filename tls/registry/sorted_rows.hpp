// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

namespace tls {

/// True when the rows ascend by code and no code stands twice: what `find_row` needs.
template <typename Rows>
[[nodiscard]] constexpr bool sorted_and_unique(const Rows& rows) {
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i - 1].code >= rows[i].code) return false;
  }
  return true;
}

/// The row of one code, or nullptr.
template <typename Row, typename Code>
[[nodiscard]] const Row* find_row(std::span<const Row> rows, Code code) {
  const auto found =
      std::lower_bound(rows.begin(), rows.end(), code, [](const Row& row, Code wanted) { return row.code < wanted; });
  return found != rows.end() && found->code == code ? &*found : nullptr;
}

}  // namespace tls
