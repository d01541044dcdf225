// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/target_work.hpp"
#include "probe/model/progress.hpp"
#include "probe/model/record.hpp"

#include <vector>

namespace probe {

/// Carries the accepted cells of one target further, and writes into `versions` how far. What the connections leave
/// goes to the builder. At the deadline, and when the scan is stopped, calls that are under way still take their leave,
/// for a second.
[[nodiscard]] Awaitable<void> climb_ladder(TargetWork& work, const Progress& matrix,
                                           std::vector<VersionResult>& versions);

}  // namespace probe
