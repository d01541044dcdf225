// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/record_builder.hpp"
#include "probe/engine/route.hpp"
#include "probe/engine/target_scan.hpp"
#include "probe/model/record.hpp"

#include <chrono>
#include <vector>

namespace probe {

/// Carries the accepted cells of one target further, and writes into `versions` how far. What the connections leave
/// goes to `builder`. `start` is when the target's scan began. At the deadline, and when the scan is stopped, calls
/// that are under way still take their leave, for a second.
[[nodiscard]] Awaitable<void> climb_ladder(const ScanContext& context, const Target& target, Route& route,
                                           std::chrono::steady_clock::time_point start, const Progress& matrix,
                                           std::vector<VersionResult>& versions, RecordBuilder& builder);

}  // namespace probe
