// SPDX-License-Identifier: Apache-2.0
// What other registries call the algorithms of a bill of materials.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace reports {

/// The object identifier of an algorithm by its name in a bill of materials; empty where there is none that is meant
/// for it.
[[nodiscard]] std::string oid_of(std::string_view algorithm);
/// The curve as CycloneDX's cryptography-defs have it, by TLS's name of the group; empty where they do not.
[[nodiscard]] std::string curve_of(std::string_view group);
/// NIST SP 800-57 part 1, table 2: of RSA, DSA and DH in a finite field. Nothing below its first row.
[[nodiscard]] std::optional<unsigned> modular_strength(std::size_t bits);

}  // namespace reports
