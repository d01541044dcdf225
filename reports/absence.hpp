// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "reports/report.hpp"

#include <iosfwd>

namespace reports {

/// Whether SSTP is absent, as somebody expects, and what shows it: a paragraph for each target.
void write_absence(std::ostream& out, const probe::ScanRecord& record, const TerminalStyle& style);

}  // namespace reports
