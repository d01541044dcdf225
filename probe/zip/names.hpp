// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/zip/reader.hpp"

#include <optional>
#include <span>
#include <string>

namespace probe::zip {

/// Why names, those of folders with a slash at the end, are not what a folder can hold everywhere: one is empty,
/// absolute, longer or deeper than any of ours, leads out ("..", a drive), has backslashes, blanks, control characters
/// or others outside of ASCII, or stands for the same file as another where case makes no difference.
[[nodiscard]] std::optional<Error> check_names(std::span<const std::string> names);

}  // namespace probe::zip
