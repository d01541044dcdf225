// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace reports::test {

using CsvRow = std::vector<std::string>;
/// RFC 4180, read by its grammar: every record ends in CRLF. Anything else fails the test, or throws std::out_of_range.
[[nodiscard]] std::vector<CsvRow> csv_rows(const std::string& text);

}  // namespace reports::test
