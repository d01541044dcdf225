// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/commands/command.hpp"
#include "probe/cli/output/help_page.hpp"
#include "probe/cli/request/output_request.hpp"
#include "probe/cli/request/usage_error.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace probe::cli {

/// What a command line asks for.
struct CommandLine {
  enum class Asks : std::uint8_t {
    nothing,  ///< it has no command: `page` says which there are
    help,
    version,
    command,
  };
  Asks asks = Asks::nothing;
  std::string page = {};  ///< of nothing and help
  Job job = {};           ///< of a command
  OutputRequest output = {};
  std::vector<ExitCode> zeroed = {};  ///< that --exit-zero-on names
};

/// Takes the command line apart. The error is for the reader and ends without a full stop. `argv` as main() has it.
Parsed<CommandLine> parse_command_line(int argc, const char* const* argv, std::span<const Command> commands);

/// The command that the words ask for ("scan"), or nothing: where `--help` says more about a mistake in them.
[[nodiscard]] std::string_view command_of(int argc, const char* const* argv, std::span<const Command> commands);

/// The help page of a command, or of the program when `command` is empty.
[[nodiscard]] std::string help_text(std::string_view command, std::span<const Command> commands);

/// The pages of the program, which comes first, and of its commands: what --help prints, before it is text.
[[nodiscard]] std::vector<CommandPage> command_pages(std::span<const Command> commands);

/// Every option that a command takes, by its long name if it has one; tests compare it with the page.
[[nodiscard]] std::vector<std::string> option_names(std::string_view command, std::span<const Command> commands);

}  // namespace probe::cli
