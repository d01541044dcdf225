// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace probe::registry {

/// UTF-16LE with a byte order mark and CRLF for each LF, as regedit writes and reads it. `text` is ASCII.
[[nodiscard]] std::string regedit_text(std::string_view text);

/// Lines without their ends: LF or CRLF. The last line may lack one.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);

}  // namespace probe::registry
