// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/difference.hpp"
#include "probe/model/record.hpp"

#include <vector>

namespace probe {

/// What of two records of one target differs besides cells and certificates: keys of key exchanges, groups and their
/// order, features, crypto binding. What only one of the scans asked is left out; what one of them left open is unknown
/// or known.
[[nodiscard]] std::vector<FactChange> fact_changes(const TargetRecord& before, const TargetRecord& after);

}  // namespace probe
