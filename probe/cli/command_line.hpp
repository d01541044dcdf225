// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/output/help_page.hpp"
#include "probe/cli/request/arguments.hpp"
#include "probe/cli/request/usage_error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace probe::cli {

/// Takes the command line apart. The error is for the reader and ends without a full stop. `argv` as main() has it.
Parsed<Arguments> parse_command_line(int argc, const char* const* argv);

/// The command that the words ask for ("scan"), or nothing: where `--help` says more about a mistake in them.
[[nodiscard]] std::string_view command_of(int argc, const char* const* argv);

/// The help page of a command, or of the program when `command` is empty.
[[nodiscard]] std::string help_text(std::string_view command);

/// The pages of the program, which comes first, and of its commands: what --help prints, before it is text.
[[nodiscard]] std::vector<CommandPage> command_pages();

/// Every option that a command takes, by its long name if it has one; tests compare it with the page.
[[nodiscard]] std::vector<std::string> option_names(std::string_view command);

}  // namespace probe::cli
