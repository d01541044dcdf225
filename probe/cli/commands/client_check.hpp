// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/exit_code.hpp"
#include "probe/cli/request/arguments.hpp"
#include "probe/cli/request/usage_error.hpp"

namespace probe::cli {

/// `sstp-probe client-check`. ExitCode::complete: the client fits the gateway as it is; policy_failed: something must
/// be changed; inconclusive: what was shown of the registry does not tell.
Parsed<ExitCode> client_check_command(const ClientCheckArguments& arguments, Environment& environment);

}  // namespace probe::cli
