// SPDX-License-Identifier: Apache-2.0
#include "reports/report.hpp"

#include "tests/fuzz/fuzz_support.hpp"

#include <sstream>

// A saved record is a file that anybody may have changed. What reads is written the same, twice, and in the other forms
// that hold all of it.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  probe::ScanRecord record, again;
  const auto error = reports::read_json({reinterpret_cast<const char*>(data), size}, record);
  if (error) {
    tls::fuzz::require(!error->text.empty());
    return 0;
  }
  std::ostringstream first, second, other;
  reports::write_json(first, record);
  tls::fuzz::require(!reports::read_json(first.str(), again));
  reports::write_json(second, again);
  tls::fuzz::require(first.str() == second.str());
  reports::write_csv(other, record);
  reports::write_ndjson(other, record);
  return 0;
}
