// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/record_builder.hpp"
#include "probe/engine/route.hpp"
#include "probe/engine/target_scan.hpp"
#include "probe/model/record.hpp"

#include <chrono>
#include <vector>

namespace probe {

/// Asks what else the server can do, once its matrix is known, and gives the answers and what the connections leave to
/// `builder`. `start` is when the target's scan began. At the deadline, and when the scan is stopped, what is still
/// open stays unknown.
[[nodiscard]] Awaitable<void> ask_features(const ScanContext& context, const Target& target, Route& route,
                                           std::chrono::steady_clock::time_point start, const Progress& matrix,
                                           const std::vector<VersionResult>& versions, RecordBuilder& builder);

}  // namespace probe
