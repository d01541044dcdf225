// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.hpp"

#include <iosfwd>

namespace reports {

/// What policies say, for people: failures first, then what is unknown, then how many rules passed.
void write_policy_view(std::ostream& out, const Subject& subject, const TerminalStyle& style);

}  // namespace reports
