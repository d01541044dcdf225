// SPDX-License-Identifier: Apache-2.0
// What each format looks like, whole. The files are read by people before they are committed.
#include "tests/unit/reports/golden.hpp"

#include "reports/report.hpp"
#include "tests/unit/reports/sample_record.hpp"

#include <doctest/doctest.h>

#include <sstream>

using reports::TerminalStyle;
using reports::test::check_golden;
using reports::test::scan_of_three;
using reports::test::small_scan;

namespace {

std::string terminal(const probe::ScanRecord& record, const TerminalStyle& style) {
  std::ostringstream out;
  reports::write_terminal(out, {record}, style);
  return out.str();
}

}  // namespace

TEST_CASE("terminal view") {
  TerminalStyle plain, color, ascii, all;
  color.color = true;
  ascii.ascii = true;
  all.all_suites = true;
  check_golden("three.txt", terminal(scan_of_three(), plain));
  check_golden("three-color.txt", terminal(scan_of_three(), color));
  check_golden("three-ascii.txt", terminal(scan_of_three(), ascii));
  check_golden("small-all-suites.txt", terminal(small_scan(), all));
}

TEST_CASE("files") {
  for (const auto& format : reports::formats()) {
    if (format.needs == reports::Format::Needs::transcripts) continue;  // capture_test.cpp
    std::ostringstream out;
    format.write(out, {small_scan()});
    check_golden("small." + std::string(format.word), out.str());
  }
}
