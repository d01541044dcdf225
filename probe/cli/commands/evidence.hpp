// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/exit_code.hpp"
#include "probe/cli/request/arguments.hpp"
#include "probe/cli/request/usage_error.hpp"

namespace probe::cli {

/// `sstp-probe evidence verify`: complete when the bundle is whole, and its octets show what its record says.
/// `sstp-probe evidence seal`: complete when all the seals that were asked for have been added.
Parsed<ExitCode> evidence_command(const EvidenceArguments& arguments, Environment& environment);

}  // namespace probe::cli
