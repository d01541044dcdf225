// SPDX-License-Identifier: Apache-2.0
#include "tls/registry/named_group.hpp"

#include "tls/registry/code_text.hpp"
#include "tls/registry/sorted_rows.hpp"

namespace tls {

const NamedGroupInfo* find_named_group(NamedGroup code) { return find_row(named_groups(), code); }

std::string to_string(NamedGroup code) {
  const auto* const row = find_named_group(code);
  return row != nullptr ? std::string(row->name) : hex_code(static_cast<std::uint16_t>(code), 4);
}

std::optional<NamedGroup> named_group_from(std::string_view text) {
  for (const auto& row : named_groups()) {
    if (equal_ignoring_case(row.name, text)) return row.code;
  }
  if (text.size() == 6 && (text.starts_with("0x") || text.starts_with("0X"))) {
    if (const auto value = hex_value(text.substr(2))) return static_cast<NamedGroup>(*value);
  }
  return std::nullopt;
}

}  // namespace tls
