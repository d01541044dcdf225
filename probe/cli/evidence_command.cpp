// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/evidence_command.hpp"

#include "probe/cli/evidence_manifest.hpp"
#include "probe/cli/evidence_store.hpp"
#include "probe/cli/limits.hpp"
#include "probe/cli/printable.hpp"
#include "probe/evidence/rederive.hpp"
#include "reports/capture/pcapng_reader.hpp"

#include <algorithm>
#include <ostream>

namespace probe {
namespace {

using reports::EvidenceFile;

const EvidenceFile* find(const std::vector<EvidenceFile>& files, const char* name) {
  const auto found = std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.name == name; });
  return found == files.end() ? nullptr : &*found;
}

/// Tells what holds, line by line, and remembers whether all of it does.
class Report {
 public:
  explicit Report(std::ostream& out) : out_(out) {}
  void holds(const std::string& what) { out_ << "ok       " << what << '\n'; }
  void fails(const std::string& what) {
    constexpr std::size_t kLongest = 500;
    out_ << "NOT OK   " << printable(what, kLongest) << '\n';
    whole_ = false;
  }
  [[nodiscard]] bool whole() const { return whole_; }

 private:
  std::ostream& out_;
  bool whole_ = true;
};

void verify_manifest(const std::vector<EvidenceFile>& files, Report& report) {
  const auto* const manifest = find(files, reports::kManifestFile);
  if (manifest == nullptr) return report.fails(std::string("missing: ") + reports::kManifestFile);
  const auto problems = manifest_problems(manifest->octets, files);
  for (const auto& problem : problems) report.fails(problem);
  if (problems.empty()) report.holds(std::to_string(files.size()) + " files are as the manifest says");
}

void verify_cells(const std::vector<EvidenceFile>& files, Report& report) {
  const auto* const json = find(files, reports::kRecordFile);
  const auto* const capture = find(files, reports::kCaptureFile);
  if (json == nullptr) return report.fails(std::string("missing: ") + reports::kRecordFile);
  if (capture == nullptr) return report.fails(std::string("missing: ") + reports::kCaptureFile);
  ScanRecord record;
  if (const auto error = reports::read_json(json->octets, record))
    return report.fails(std::string(reports::kRecordFile) + ": is not a scan record: " + error->text);
  std::vector<std::string_view> packets;
  if (const auto error = reports::read_pcapng(capture->octets, packets))
    return report.fails(std::string(reports::kCaptureFile) + ": " + error->text);

  const auto octets_of = [&packets](const ExchangeSummary& exchange) -> std::optional<ExchangeOctets> {
    if (!exchange.frames) return std::nullopt;
    auto talk = reports::talk_in(packets, *exchange.frames, exchange.local);
    if (!talk) return std::nullopt;
    return ExchangeOctets{std::move(talk->sent), std::move(talk->received)};
  };
  for (const auto& target : record.targets) {
    const auto result = rederive(target, octets_of);
    for (const auto& contradiction : result.contradictions)
      report.fails(std::string(reports::kRecordFile) + ": " + contradiction);
    if (result.contradictions.empty())
      report.holds(printable(to_string(target.target)) + ": " + std::to_string(result.cells) + " cells follow from " +
                   std::to_string(result.exchanges) + " exchanges in " + reports::kCaptureFile);
  }
}

}  // namespace

Parsed<ExitCode> evidence_command(const EvidenceArguments& arguments, Environment& environment) {
  if (arguments.action != "verify")
    return UsageError{"evidence: " + quote(arguments.action) + " is not 'verify', the one thing that can be done"};
  std::vector<EvidenceFile> files;
  if (const auto error = read_bundle(arguments.bundle, limits::kRecordOctets, files)) {
    environment.err << "sstp-probe: " << error->text << '\n';
    return ExitCode::could_not_run;
  }
  Report report(environment.out);
  verify_manifest(files, report);
  verify_cells(files, report);
  environment.out << (report.whole() ? "The evidence is whole.\n" : "The evidence is not whole.\n") << std::flush;
  return report.whole() ? ExitCode::complete : ExitCode::policy_failed;
}

}  // namespace probe
