// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/platform/variables.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

// What each platform has its own words for. terminal-posix.cpp and terminal-win32.cpp.
namespace probe::cli {

enum class StandardStream : std::uint8_t { out, err };

/// Makes the standard streams carry octets as they are, a closed pipe an error rather than the end, and a Windows
/// console understand UTF-8 and colours.
void prepare_terminal();

[[nodiscard]] bool is_terminal(StandardStream stream);

/// Writes to a standard stream, through to the system; says why that failed, where streams only know that it did.
[[nodiscard]] std::error_code write_through(std::ostream& stream, std::string_view text);

/// Whether standard output takes UTF-8.
[[nodiscard]] bool takes_utf8(const Variables& variables);

/// Columns of the terminal behind standard output or standard error; COLUMNS or 80 when there is none.
[[nodiscard]] std::size_t terminal_columns(const Variables& variables);

/// Asks on the terminal that the program was started from, whatever its streams are, and shows nothing of the answer.
/// Nothing when there is no terminal, or the user calls it off (Ctrl-C, Ctrl-D).
[[nodiscard]] std::optional<std::string> ask_secret(const std::string& prompt);

/// The command line in UTF-8.
[[nodiscard]] std::vector<std::string> utf8_arguments(int argc, char** argv);

/// An environment variable in UTF-8; nothing when it is not set.
[[nodiscard]] std::optional<std::string> utf8_variable(const char* name);

/// The first interrupt from here on sets `flag`, which must outlive the program; the next one kills.
void watch_interrupts(std::atomic<bool>& flag);

}  // namespace probe::cli
