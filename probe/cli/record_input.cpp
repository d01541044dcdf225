// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/record_input.hpp"

#include "probe/cli/limits.hpp"
#include "probe/cli/printable.hpp"
#include "reports/report.hpp"

#include <ostream>

namespace probe {

Read read_record(const std::string& path, ScanRecord& record, Environment& environment) {
  std::string text;
  if (read_input(path, limits::kRecordOctets, text, environment) == Read::no) return Read::no;
  const auto error = reports::read_json(text, record);
  if (!error) return Read::yes;
  constexpr std::size_t kLongestMessage = 500;
  environment.err << "sstp-probe: " << (path == "-" ? std::string("standard input") : quote(path))
                  << " is not a scan record: " << printable(error->text, kLongestMessage) << '\n';
  return Read::no;
}

}  // namespace probe
