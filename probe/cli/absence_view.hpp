// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/exit_code.hpp"
#include "probe/model/record.hpp"

#include <string>

namespace probe {

/// The answer to --expect absent.
struct AbsenceAnswer {
  std::string text;  ///< a paragraph for each target, for a terminal
  ExitCode code = ExitCode::inconclusive;
};
[[nodiscard]] AbsenceAnswer absence_answer(const ScanRecord& record);

}  // namespace probe
