// SPDX-License-Identifier: Apache-2.0
#include "probe/model/family.hpp"
#include "reports/report.hpp"
#include "tests/unit/reports/csv_rows.hpp"
#include "tests/unit/reports/sample_record.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <string>
#include <vector>

namespace {

using reports::test::csv_rows;
using Row = reports::test::CsvRow;

std::vector<Row> rows_of(const probe::ScanRecord& record) {
  std::ostringstream out;
  reports::write_csv(out, record);
  return csv_rows(out.str());
}

}  // namespace

TEST_CASE("one row a cell, below one row of names") {
  const auto record = reports::test::scan_of_three();
  const auto rows = rows_of(record);
  std::size_t asked = 0, accepted = 0;
  for (const auto& target : record.targets) asked += coverage(target).asked;
  for (const auto& target : record.targets) accepted += coverage(target).accepted;
  REQUIRE(rows.size() == asked + 1);
  std::size_t counted = 0;
  for (const auto& row : rows) {
    REQUIRE(row.size() == rows[0].size());
    counted += row[7] == "accepted";
  }
  CHECK(counted == accepted);
}

TEST_CASE("names that a spreadsheet must not misread") {
  const struct {
    std::string host, field;
  } rows[] = {
      {"vpn.example.net", "vpn.example.net:443"},
      {"=1+2", "'=1+2:443"},
      {"+1", "'+1:443"},
      {"-1", "'-1:443"},
      {"@SUM(A1)", "'@SUM(A1):443"},
      {"a,b", "a,b:443"},
      {"say \"no\"", "say \"no\":443"},
      {"=\"a\",b", "'=\"a\",b:443"},
      {"\t=1", "\\x09=1:443"},
      {"a\r\nb", "a\\x0d\\x0ab:443"},
      {"2001:db8::1", "[2001:db8::1]:443"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.host);
    auto record = reports::test::small_scan();
    record.targets[0].target.host = row.host;
    record.targets[0].target.port = 443;
    const auto read = rows_of(record);
    REQUIRE(read.size() == 5);
    CHECK(read[1][0] == row.field);
  }
}

TEST_CASE("mixed cells, needs, alerts and what ended calls have columns") {
  const auto rows = rows_of(reports::test::unlike_scan());
  const auto at = [&](const std::string& version, const std::string& code, const std::string& name) {
    const auto column = std::find(rows[0].begin(), rows[0].end(), name) - rows[0].begin();
    REQUIRE(column < static_cast<std::ptrdiff_t>(rows[0].size()));
    for (const auto& row : rows)
      if (row[3] == version && row[4] == code && row[2] == "192.0.2.17:443")
        return row[static_cast<std::size_t>(column)];
    FAIL("no such row");
    return std::string();
  };
  CHECK(at("TLSv1.2", "0x0005", "answers") == "7 of 12");
  CHECK(at("TLSv1.2", "0x0005", "outcome") == "accepted");
  CHECK(at("TLSv1.1", "0x0005", "answers").empty());
  CHECK(at("TLSv1.2", "0x0033", "needs") == "ffdhe_group small_hello");
  CHECK(at("TLSv1.2", "0x002F", "needs") == "encrypt_then_mac");
  CHECK(at("TLSv1.2", "0x0002", "alert") == "internal_error");
  CHECK(at("TLSv1.2", "0x0096", "alert") == "decode_error");
  CHECK(at("TLSv1.2", "0xC030", "alert").empty());
  CHECK(at("TLSv1.2", "0x0005", "detail") == "HTTP status 502");
  CHECK(at("TLSv1.2", "0x0033", "halt") == "not_called");
}
