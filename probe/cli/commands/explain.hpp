// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/exit_code.hpp"
#include "probe/cli/request/arguments.hpp"
#include "probe/cli/request/usage_error.hpp"

namespace probe::cli {

/// `explain`: what an error code of Windows means to somebody whose SSTP VPN does not connect.
Parsed<ExitCode> explain_command(const ExplainArguments& arguments, Environment& environment);

}  // namespace probe::cli
