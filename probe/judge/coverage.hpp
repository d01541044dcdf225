// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/judge/cell_rule.hpp"

#include <cstddef>

namespace probe::judge {

/// A hello at least as large and of the same shape drew a ServerHello. An alert to a suite alone needs none; these
/// speak of the version, however large the hello was.
[[nodiscard]] bool is_covered(const Entry& entry, const Case& common, const VersionCase& version);

/// Whether `uncovered`, a hello in the version's shape, would be with one suite of its own.
[[nodiscard]] bool can_be_covered(const Entry& uncovered, const Case& common, const VersionCase& version);

/// With so many suites it is no larger than one that was answered; an alert to a suite alone needs none.
[[nodiscard]] std::size_t covered_suites(const Entry& uncovered, const Case& common, const VersionCase& version);

}  // namespace probe::judge
