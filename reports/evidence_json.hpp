// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/evidence/report.hpp"
#include "reports/report.hpp"

#include <iosfwd>
#include <span>

namespace reports {

/// What was found out about a bundle, for programs: {"verdict": "broken", "statements": [{"mark": "fails", "text":
/// "changed: record.json"}, ...]}.
void write_evidence_json(std::ostream& out, const probe::evidence::Report& report);
template <>
[[nodiscard]] std::span<const Format<probe::evidence::Report>> formats<probe::evidence::Report>();

}  // namespace reports
