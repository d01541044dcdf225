// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/verify.hpp"

#include "probe/capture/pcapng_reader.hpp"
#include "probe/evidence/manifest.hpp"
#include "probe/evidence/rederive.hpp"

namespace probe::evidence {
namespace {

void verify_manifest(const std::vector<File>& files, Report& report) {
  const auto* const manifest = find_file(files, kManifestFile);
  if (manifest == nullptr) return report.fails(std::string("missing: ") + kManifestFile);
  const auto problems = manifest_problems(manifest->octets, files);
  for (const auto& problem : problems) report.fails(problem);
  if (problems.empty()) report.holds(std::to_string(files.size()) + " files are as the manifest says");
}

void verify_cells(const std::vector<File>& files, const Means& means, Report& report) {
  const auto* const json = find_file(files, kRecordFile);
  const auto* const capture = find_file(files, kCaptureFile);
  if (json == nullptr) return report.fails(std::string("missing: ") + kRecordFile);
  if (capture == nullptr) return report.fails(std::string("missing: ") + kCaptureFile);
  ScanRecord record;
  if (const auto error = means.read_record(json->octets, record))
    return report.fails(std::string(kRecordFile) + ": is not a scan record: " + *error);
  std::vector<std::string_view> packets;
  if (const auto error = capture::read_pcapng(capture->octets, packets))
    return report.fails(std::string(kCaptureFile) + ": " + error->text);

  const auto octets_of = [&packets](const ExchangeSummary& exchange) -> std::optional<capture::ExchangeOctets> {
    if (!exchange.frames) return std::nullopt;
    return capture::octets_in(packets, *exchange.frames, exchange.local);
  };
  for (const auto& target : record.targets) {
    const auto result = rederive(target, record.options, octets_of);
    for (const auto& contradiction : result.contradictions)
      report.fails(std::string(kRecordFile) + ": " + contradiction);
    if (result.contradictions.empty())
      report.holds(to_string(target.target) + ": " + std::to_string(result.cells) + " cells follow from " +
                   std::to_string(result.exchanges) + " exchanges in " + kCaptureFile + ", and " +
                   std::to_string(result.rungs) + " rungs fit the records there");
  }
  report.notes(
      "not read again: what was said inside TLS, certificates, features, findings; the capture has the octets");
}

}  // namespace

Report verify(const std::vector<File>& files, const Means& means) {
  Report report;
  verify_manifest(files, report);
  check_seals(files, means.seals, report);
  verify_cells(files, means, report);
  return report;
}

}  // namespace probe::evidence
