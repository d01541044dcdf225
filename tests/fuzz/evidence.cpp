// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/manifest.hpp"
#include "probe/evidence/verify.hpp"
#include "reports/record_differences.hpp"
#include "reports/report.hpp"
#include "tests/fuzz/fuzz_support.hpp"

#include <algorithm>
#include <string_view>

// A bundle of a record and, from the first section header on, a capture: whatever they say, there is a report.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace probe::evidence;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto capture = std::min(text.find("\x0A\x0D\x0D\x0A"), size);
  std::vector<File> files{{kCaptureFile, std::string(text.substr(capture))},
                          {kRecordFile, std::string(text.substr(0, capture))}};
  files.push_back({kManifestFile, manifest_of(files)});
  static const auto roots = *tls::x509::Roots::load({tls::x509::RootSources::System::ignore, {}, {}, {}});
  const auto read = [](std::string_view json, probe::ScanRecord& record) {
    const auto error = reports::read_json(json, record);
    return error ? std::optional(error->text) : std::nullopt;
  };
  const auto nothing = [](const probe::ScanRecord&, const std::vector<File>&) { return std::vector<File>{}; };
  const Means means{{roots, probe::seal::Vouching::for_email, {}, {}}, {}, read, reports::record_differences, nothing};
  tls::fuzz::require(!verify(files, means).statements().empty());
  return 0;
}
