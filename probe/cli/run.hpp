// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"

namespace probe::cli {

/// The whole program: takes the command line apart, does what it says and returns what the shell is told (see
/// ExitCode). `argv` is UTF-8.
[[nodiscard]] int run(int argc, const char* const* argv, Environment& environment);

}  // namespace probe::cli
