// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"

namespace probe {

/// What the shell is told.
enum class ExitCode : int {
  complete = 0,       ///< every cell of every target is known
  policy_failed = 1,  ///< for `check`
  inconclusive = 2,   ///< something could not be told; a target among several could not be reached
  could_not_run = 3,  ///< no target could be reached, a file could not be read or written
  usage = 64,         ///< EX_USAGE of sysexits.h
};

/// What a scan that ended with this record means.
[[nodiscard]] ExitCode exit_code(const ScanRecord& record);

}  // namespace probe
