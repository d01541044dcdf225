// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/random.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

namespace probe::cli {

/// Something that a report is written to.
class OutputFile {
 public:
  virtual ~OutputFile() = default;
  /// Writes all of `text`, through to the system.
  [[nodiscard]] virtual std::error_code write(std::string_view text) = 0;
  /// Says that the report is whole. Without it a replaced file stays as it was.
  [[nodiscard]] virtual std::error_code commit() = 0;
};

enum class WriteMode : std::uint8_t {
  replace,  ///< the path changes at commit() and not before: the new file grows under another name beside it
  direct,   ///< the path holds what has been written so far
};

/// Null with `error` set when the path cannot be written; an existing file is untouched then. What is there and is no
/// regular file (a device, a pipe) is always written directly; a link is followed. Names beside the path come from
/// `random`.
[[nodiscard]] std::unique_ptr<OutputFile> open_output_file(const std::string& path, WriteMode mode,
                                                           const RandomSource& random, std::error_code& error);

/// Reads a whole file of at most `most` octets; std::errc::file_too_large beyond.
[[nodiscard]] std::error_code read_file(const std::string& path, std::size_t most, std::string& text);

/// Whether there is a regular file that is not empty.
[[nodiscard]] bool holds_something(const std::string& path);

/// How a program reaches files; tests put failing ones here.
struct Files {
  std::function<std::unique_ptr<OutputFile>(const std::string& path, WriteMode mode, std::error_code& error)> open;
  std::function<std::error_code(const std::string& path, std::size_t most, std::string& text)> read;
  std::function<bool(const std::string& path)> holds_something;
};

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

/// Whether the folder can be looked into: of a path that is too long for them, Windows' C libraries list another
/// folder.
[[nodiscard]] bool can_be_listed(const std::filesystem::path& folder);

/// What has been written stands on the disk when it returns without an error.
[[nodiscard]] std::error_code flush_to_disk(std::FILE* file);

/// Paths are UTF-8 everywhere in the program, with slashes.
[[nodiscard]] std::filesystem::path native_path(const std::string& path);
[[nodiscard]] std::string utf8_path(const std::filesystem::path& path);

/// A name in the folder of `path` for something that grows there until it is whole. The name comes from `random`, so
/// nobody can put a link there first.
[[nodiscard]] std::filesystem::path beside(const std::filesystem::path& path, const RandomSource& random);

}  // namespace probe::cli
