// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace probe {

/// How a response head strays from RFC 9112, or from what [MS-SSTP] 3.2.4.1 wants, and can be read all the same.
enum class HeadDeviation : std::uint8_t {
  no_space_after_status,
  no_blank_line,
  bare_line_feed,
  leading_empty_line,
  http_1_0,
  unusual_version,
  interim_response,
  malformed_field,
  folded_field,
  repeated_content_length,
  content_length_missing,
  content_length_other,
};

[[nodiscard]] std::string_view to_string(HeadDeviation deviation);
[[nodiscard]] std::optional<HeadDeviation> head_deviation_from(std::string_view word);

/// One sentence: what was seen, and whom it troubles.
[[nodiscard]] std::string_view explain(HeadDeviation deviation);

}  // namespace probe
