// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/request/usage_error.hpp"
#include "tls/registry/protocol_version.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace probe::cli {

/// "tls1.2,ssl3" and ranges "1.0-1.2", in any spelling of tls::protocol_version_from(). Oldest first, each once.
Parsed<std::vector<tls::ProtocolVersion>> parse_versions(std::string_view text);

/// Limits of a value, both within it.
template <typename T>
struct Range {
  T least, most;
};

/// Seconds ("5", "2.5", "5s"), milliseconds ("500ms") or minutes ("2m").
Parsed<std::chrono::milliseconds> parse_duration(std::string_view text, Range<std::chrono::milliseconds> range);

Parsed<std::size_t> parse_count(std::string_view text, Range<std::size_t> range);

/// What stands between the commas, without blanks at either end.
[[nodiscard]] std::vector<std::string_view> split_list(std::string_view text);

/// "2.5 s", "120 s"; for messages.
[[nodiscard]] std::string seconds_text(std::chrono::milliseconds duration);

}  // namespace probe::cli
