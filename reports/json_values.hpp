// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace reports {

/// Of records: a change of meaning or a rename raises the first number, an addition the second.
inline constexpr std::string_view kSchemaVersion = "3.0";
inline constexpr int kSchemaMajor = 3;
/// What is still read. Version 2 gave one word a new name: the purpose `shape` is `look`. Version 3 says sentences by
/// an id and arguments; before, they were texts.
inline constexpr int kOldestSchemaMajor = 1;

/// "2026-11-24T14:05:09.123Z" (RFC 3339 section 5.6), always UTC and with milliseconds.
[[nodiscard]] std::string to_rfc3339(probe::UtcTime time);
[[nodiscard]] std::optional<probe::UtcTime> from_rfc3339(std::string_view text);

/// Seconds with as many digits as a microsecond needs.
[[nodiscard]] inline double seconds(std::chrono::microseconds duration) {
  return static_cast<double>(duration.count()) / 1e6;
}

}  // namespace reports
