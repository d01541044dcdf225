// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/target_work.hpp"
#include "probe/model/progress.hpp"
#include "probe/model/record.hpp"

#include <vector>

namespace probe {

/// Asks what else the server can do, once its matrix is known, and gives the answers and what the connections leave to
/// the builder. At the deadline, and when the scan is stopped, what is still open stays unknown.
[[nodiscard]] Awaitable<void> ask_features(TargetWork& work, const Progress& matrix,
                                           const std::vector<VersionResult>& versions);

}  // namespace probe
