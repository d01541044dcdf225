// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "reports/report.hpp"

#include <iosfwd>
#include <optional>

namespace reports {

/// Whether SSTP is absent, as somebody expects, and what shows it: a paragraph for each target.
void write_absence(std::ostream& out, const probe::ScanRecord& record, const TerminalStyle& style);

/// The same as a policy of one rule, for reports that tell of policies: what was expected and is not so has failed, and
/// what could not be told is unknown. Nothing where nobody expected it of this record.
[[nodiscard]] std::optional<probe::Judgement> judge_absence(const Subject& subject);

}  // namespace reports
