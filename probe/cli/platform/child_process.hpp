// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

// Other programs, as each platform starts and ends them. child_process-posix.cpp and child_process-win32.cpp.
namespace probe::cli {

/// How a program that was started ended.
struct ChildEnd {
  enum class Kind : std::uint8_t {
    not_started,  ///< `error` says why
    exited,       ///< by itself, with `code`
    timed_out,    ///< killed when its time was up
    stopped,      ///< killed because `stop` was set
  };
  Kind kind = Kind::not_started;
  int code = 0;  ///< exit code, or 128 and the signal
  std::error_code error;
};

/// Runs `program` without a shell, with nothing on its standard input and its output in the file `messages`, and waits
/// for its end, at most `limit`. Whatever processes it started and left are killed with it.
[[nodiscard]] ChildEnd run_child(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                                 const std::filesystem::path& messages, std::chrono::milliseconds limit,
                                 const std::atomic<bool>& stop);

/// Whether this process may do everything (POSIX: user 0). Never on Windows, whose administrators are users like others
/// to a browser.
[[nodiscard]] bool runs_as_root();

extern const char kPathSeparator;              ///< between the folders of PATH
extern const std::string_view kProgramSuffix;  ///< of the names of programs: ".exe"

}  // namespace probe::cli
