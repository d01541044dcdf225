// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/evidence/file.hpp"
#include "probe/evidence/report.hpp"
#include "probe/evidence/seal_check.hpp"
#include "probe/model/record.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace probe::evidence {

/// What it takes to look into a bundle, and is not ours.
struct Means {
  SealCheck seals;
  /// Reads record.json; otherwise what is wrong with it.
  std::function<std::optional<std::string>(std::string_view, ScanRecord&)> read_record;
};

/// Looks at all of a bundle: whether its files are as the manifest says, who sealed it, and whether the octets in its
/// capture show what its record says. Fails for no file, however broken: that stands in the report.
[[nodiscard]] Report verify(const std::vector<File>& files, const Means& means);

}  // namespace probe::evidence
