// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <system_error>

namespace probe {

enum class OpenMode : std::uint8_t {
  read,
  write,      ///< creates or truncates
  write_new,  ///< creates; an error when the file is there already, as a link too
};

/// Paths are UTF-8 everywhere in the program, with slashes.
[[nodiscard]] std::filesystem::path native_path(const std::string& path);
[[nodiscard]] std::string utf8_path(const std::filesystem::path& path);

/// std::fopen() for any path that the platform can name, binary and closed in child processes. Null with `error` set.
[[nodiscard]] std::FILE* open_file(const std::filesystem::path& path, OpenMode mode, std::error_code& error);

/// What has been written stands on the disk when it returns without an error.
[[nodiscard]] std::error_code flush_to_disk(std::FILE* file);

}  // namespace probe
