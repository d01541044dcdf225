// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/exit_code.hpp"
#include "probe/cli/request/arguments.hpp"
#include "probe/cli/request/usage_error.hpp"

namespace probe::cli {

/// `sstp-probe report`. ExitCode::complete says that the reports are made, whatever they say.
Parsed<ExitCode> report_command(const ReportArguments& arguments, Environment& environment);

}  // namespace probe::cli
