// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/hello/hello_shape.hpp"

#include <cstddef>
#include <cstdint>
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

}  // namespace probe::cli
