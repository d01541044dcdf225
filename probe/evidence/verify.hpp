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

/// What it takes to look into a bundle, and is not ours: records and reports are written elsewhere.
struct Means {
  SealCheck seals;
  ToolInfo tool;  ///< this program
  /// Reads record.json; otherwise what is wrong with it.
  std::function<std::optional<std::string>(std::string_view, ScanRecord&)> read_record;
  /// Where the second says otherwise than the first, one line each.
  std::function<std::vector<std::string>(const TargetRecord& said, const TargetRecord& seen)> differences;
  /// All files that follow from a record, its transcripts among it, and from what judged it in the bundle: reports,
  /// capture, certificates, targets. Throws what is wrong with the policies there (std::exception).
  std::function<std::vector<File>(const ScanRecord& record, const std::vector<File>& bundle)> make_again;
};

/// Looks at all of a bundle: whether its files are as the manifest says, who sealed it, whether each packet of its
/// capture belongs to one exchange, whether its record is the one that this program makes of those packets, and whether
/// its reports are the ones that it makes of that record. Fails for no file, however broken: that stands in the report.
[[nodiscard]] Report verify(const std::vector<File>& files, const Means& means);

}  // namespace probe::evidence
