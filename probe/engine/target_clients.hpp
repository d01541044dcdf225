// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/target_work.hpp"
#include "probe/model/progress.hpp"
#include "probe/model/record.hpp"

#include <vector>

namespace probe {

/// Sends the hello of each known client, once the rest is known, and gives what it drew to the builder.
[[nodiscard]] Awaitable<void> send_client_hellos(TargetWork& work, const Progress& matrix,
                                                 const std::vector<VersionResult>& versions);

}  // namespace probe
