// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"

#include <string>
#include <vector>

namespace reports {

/// Of targets that were scanned at several addresses: whether all accept the same suites and show the same
/// certificates; a sentence each. Hostile.
[[nodiscard]] std::vector<std::string> address_sentences(const probe::ScanRecord& record);

}  // namespace reports
