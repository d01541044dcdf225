// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/evidence/report.hpp"

#include <iosfwd>

namespace reports {

/// What was found out about a bundle, for programs: {"verdict": "broken", "statements": [{"mark": "fails", "text":
/// "changed: record.json"}, ...]}.
void write_evidence_json(std::ostream& out, const probe::evidence::Report& report);

}  // namespace reports
