// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/evidence/file.hpp"
#include "reports/report.hpp"

#include <vector>

namespace reports {

/// What an auditor keeps of a record, in the order of the names: itself, every report that can be made of it, the
/// capture and the certificates as PEM. The same record makes the same octets.
[[nodiscard]] std::vector<probe::evidence::File> evidence_files(const Subject& subject);

}  // namespace reports
