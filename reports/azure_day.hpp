// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.hpp"

#include <chrono>
#include <optional>

namespace reports {

/// The day for which to tell what Azure's end of SSTP means: the user's, or that of the scan. Nothing: none of the
/// gateways is Azure's.
[[nodiscard]] std::optional<std::chrono::sys_days> azure_day(const Subject& subject);

}  // namespace reports
