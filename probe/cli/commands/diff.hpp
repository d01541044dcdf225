// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/exit_code.hpp"
#include "probe/cli/request/arguments.hpp"
#include "probe/cli/request/usage_error.hpp"

namespace probe::cli {

/// `sstp-probe diff`. ExitCode::policy_failed when something happened that --fail-on names.
Parsed<ExitCode> diff_command(const DiffArguments& arguments, Environment& environment);

}  // namespace probe::cli
