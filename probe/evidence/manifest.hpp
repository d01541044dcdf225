// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/evidence/file.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace probe::evidence {

/// As `sha256sum` writes and `sha256sum -c` reads it: one line a file.
[[nodiscard]] std::string manifest_of(const std::vector<File>& files);

/// What the manifest and the files disagree in, one line each: "changed: record.json". Empty: nothing. Names are as
/// they came, and hostile.
[[nodiscard]] std::vector<std::string> manifest_problems(std::string_view manifest, const std::vector<File>& files);

}  // namespace probe::evidence
