// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/evidence/file.hpp"
#include "probe/model/record.hpp"

#include <vector>

namespace probe::cli {

/// The files of a bundle that follow from its record and from its policies: made anew, for comparison. Throws
/// std::runtime_error with what is wrong with the policies that `bundle` holds.
[[nodiscard]] std::vector<evidence::File> evidence_again(const ScanRecord& record,
                                                         const std::vector<evidence::File>& bundle);

}  // namespace probe::cli
