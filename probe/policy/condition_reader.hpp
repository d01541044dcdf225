// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/policy/policy.hpp"
#include "probe/policy/toml_cursor.hpp"

namespace probe {

/// Reads what stands behind `require`, `forbid` or `allow-only` into the rule; sets its words too.
void read_condition(TomlCursor& cursor, const toml::table& table, Rule& rule);

/// Reads a list of versions.
[[nodiscard]] std::vector<tls::ProtocolVersion> read_versions(TomlCursor& cursor, const toml::node& node);

[[nodiscard]] std::string_view to_string(Demand demand);

}  // namespace probe
