// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace probe {

/// "2026-11-25"; nothing for what is no day of the calendar.
[[nodiscard]] std::optional<std::chrono::sys_days> day_from(std::string_view text);
[[nodiscard]] std::string day_text(std::chrono::sys_days day);

}  // namespace probe
