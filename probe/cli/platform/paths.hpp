// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/random.hpp"

#include <filesystem>
#include <string>

namespace probe::cli {

/// Paths are UTF-8 everywhere in the program, with slashes.
[[nodiscard]] std::filesystem::path native_path(const std::string& path);
[[nodiscard]] std::string utf8_path(const std::filesystem::path& path);

/// A name in the folder of `path` for something that grows there until it is whole. The name comes from `random`, so
/// nobody can put a link there first.
[[nodiscard]] std::filesystem::path beside(const std::filesystem::path& path, const RandomSource& random);

}  // namespace probe::cli
