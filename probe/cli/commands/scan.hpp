// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/exit_code.hpp"
#include "probe/cli/request/arguments.hpp"
#include "probe/cli/request/usage_error.hpp"

namespace probe::cli {

/// `sstp-probe scan`. The error is the user's; everything else is told on `environment.err` and in the exit code.
Parsed<ExitCode> scan_command(const ScanArguments& arguments, Environment& environment);

}  // namespace probe::cli
