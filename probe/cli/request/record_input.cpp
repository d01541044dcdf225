// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/record_input.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/request/limits.hpp"
#include "probe/cli/request/scan_request.hpp"
#include "probe/record/certificates.hpp"
#include "reports/report.hpp"

#include <ostream>

namespace probe::cli {

Read read_record(const std::string& path, ScanRecord& record, Environment& environment) {
  std::string text;
  if (read_text(path, limits::kRecordOctets, text, environment) == Read::no) return Read::no;
  const auto error = reports::read_json(text, record);
  if (!error) return Read::yes;
  constexpr std::size_t kLongestMessage = 500;
  environment.err << "sstp-probe: " << (path == "-" ? std::string("standard input") : quote(path))
                  << " is not a scan record: " << printable(error->text, kLongestMessage) << '\n';
  return Read::no;
}

Read trust_as_well(const std::optional<std::string>& ca, ScanRecord& record, Environment& environment) {
  if (!ca) return Read::yes;
  const auto roots = tls::x509::Roots::load(root_sources(ca, environment.variables));
  if (!roots) {
    environment.err << "sstp-probe: --ca: " << printable(roots.error().text) << '\n';
    return Read::no;
  }
  for (auto& target : record.targets) describe_chains(target, *roots, record.finished);
  return Read::yes;
}

}  // namespace probe::cli
