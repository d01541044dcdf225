// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/evidence_files.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace probe {

/// As `sha256sum` writes and `sha256sum -c` reads it: one line a file.
[[nodiscard]] std::string manifest_of(const std::vector<reports::EvidenceFile>& files);

/// What the manifest and the files disagree in, one line each: "changed: record.json". Empty: nothing.
[[nodiscard]] std::vector<std::string> manifest_problems(std::string_view manifest,
                                                         const std::vector<reports::EvidenceFile>& files);

}  // namespace probe
