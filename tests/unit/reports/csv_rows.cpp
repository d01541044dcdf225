// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/reports/csv_rows.hpp"

#include <doctest/doctest.h>

#include <cstddef>

namespace reports::test {

std::vector<CsvRow> csv_rows(const std::string& text) {
  std::vector<CsvRow> rows;
  for (std::size_t at = 0; at < text.size();) {
    CsvRow row;
    for (bool more = true; more;) {
      std::string field;
      if (text[at] == '"') {
        for (++at; text.at(at) != '"' || text.at(at + 1) == '"'; ++at) {
          if (text[at] == '"') ++at;
          field += text[at];
        }
        ++at;
      } else {
        for (; text.at(at) != ',' && text.at(at) != '\r'; ++at) {
          REQUIRE(text[at] != '"');
          field += text[at];
        }
      }
      row.push_back(field);
      more = text.at(at) == ',';
      ++at;
    }
    REQUIRE(text.at(at) == '\n');
    ++at;
    rows.push_back(row);
  }
  return rows;
}

}  // namespace reports::test
