// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/named_group_codes.hpp"  // generated: enum class NamedGroup : std::uint16_t

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tls {

enum class GroupKind : std::uint8_t { elliptic_curve, finite_field, hybrid, post_quantum };

struct NamedGroupInfo {
  NamedGroup code;
  std::string_view name;  ///< IANA's spelling
  GroupKind kind;
  std::uint16_t bits;  ///< size of the field or prime; for ML-KEM and hybrids the classical part's, or 0
};

/// Every assigned group, sorted by code. GREASE and reserved values are not groups.
[[nodiscard]] std::span<const NamedGroupInfo> named_groups();
[[nodiscard]] const NamedGroupInfo* find_named_group(NamedGroup code);
/// IANA's name, or "0x1234".
[[nodiscard]] std::string to_string(NamedGroup code);
[[nodiscard]] std::optional<NamedGroup> named_group_from(std::string_view text);

}  // namespace tls
