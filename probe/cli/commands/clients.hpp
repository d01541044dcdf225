// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/exit_code.hpp"
#include "probe/cli/request/arguments.hpp"
#include "probe/cli/request/usage_error.hpp"

namespace probe::cli {

/// `clients`: which Windows clients still connect to a gateway. Of a saved record it tells what is to be expected; a
/// target is scanned, and then sent each client's hello.
Parsed<ExitCode> clients_command(const ClientsArguments& arguments, Environment& environment);

}  // namespace probe::cli
