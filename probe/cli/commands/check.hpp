// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/exit_code.hpp"
#include "probe/cli/request/arguments.hpp"
#include "probe/cli/request/usage_error.hpp"

namespace probe::cli {

/// `sstp-probe check`: judges a saved record, and writes reports of that.
Parsed<ExitCode> check_command(const CheckArguments& arguments, Environment& environment);

}  // namespace probe::cli
