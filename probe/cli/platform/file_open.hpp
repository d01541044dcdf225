// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

namespace probe::cli {

enum class OpenMode : std::uint8_t {
  read,
  write,      ///< creates or truncates
  write_new,  ///< creates; an error when the file is there already, as a link too
};

struct CloseFile {
  void operator()(std::FILE* file) const { (void)std::fclose(file); }
};
using FilePtr = std::unique_ptr<std::FILE, CloseFile>;

/// std::fopen() for any path that the platform can name, binary and closed in child processes. Null with `error` set.
[[nodiscard]] std::FILE* open_file(const std::filesystem::path& path, OpenMode mode, std::error_code& error);

/// What has been written stands on the disk when it returns without an error.
[[nodiscard]] std::error_code flush_to_disk(std::FILE* file);

}  // namespace probe::cli
