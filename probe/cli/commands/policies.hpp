// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/exit_code.hpp"
#include "probe/cli/request/arguments.hpp"
#include "probe/cli/request/usage_error.hpp"

namespace probe::cli {

/// `sstp-probe policies`, `sstp-probe policies show NAME [--toml]` and `sstp-probe policies new NAME`.
Parsed<ExitCode> policies_command(const PoliciesArguments& arguments, Environment& environment);

}  // namespace probe::cli
