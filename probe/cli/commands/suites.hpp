// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/exit_code.hpp"
#include "probe/cli/request/arguments.hpp"
#include "probe/cli/request/usage_error.hpp"
#include "probe/model/family.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace probe::cli {

/// `sstp-probe suites`.
Parsed<ExitCode> suites_command(const SuitesArguments& arguments, Environment& environment);

/// The registry as a table, one suite a line, columns parted by two blanks or more and never empty. Where `columns` are
/// too few for all columns, those go that the suite's name tells as well; 0: no limit.
[[nodiscard]] std::string suites_table(std::optional<Family> family, std::size_t columns);

}  // namespace probe::cli
