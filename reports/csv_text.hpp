// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace reports {

/// One row as RFC 4180 section 2 has it. A field that a spreadsheet would take for a formula is made text by an
/// apostrophe before it; what a peer sent is made visible.
void write_csv_row(std::ostream& out, std::span<const std::string> fields);

}  // namespace reports
