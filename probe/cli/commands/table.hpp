// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/commands/command.hpp"

#include <vector>

namespace probe::cli {

// A file each.
Command scan_command();
Command report_command();
Command check_command();
Command policies_command();
Command diff_command();
Command suites_command();
Command explain_command();
Command clients_command();
Command client_check_command();
Command evidence_command();
Command completions_command();
Command man_command();

/// Every command, in the order of --help.
[[nodiscard]] inline std::vector<Command> all_commands() {
  return {scan_command(),         report_command(),   check_command(),       policies_command(),
          diff_command(),         suites_command(),   explain_command(),     clients_command(),
          client_check_command(), evidence_command(), completions_command(), man_command()};
}

}  // namespace probe::cli
