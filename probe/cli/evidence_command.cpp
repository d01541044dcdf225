// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/evidence_command.hpp"

#include "probe/cli/evidence_manifest.hpp"
#include "probe/cli/evidence_report.hpp"
#include "probe/cli/evidence_seal.hpp"
#include "probe/cli/evidence_seal_check.hpp"
#include "probe/cli/evidence_store.hpp"
#include "probe/cli/limits.hpp"
#include "probe/cli/option_values.hpp"
#include "probe/cli/printable.hpp"
#include "probe/cli/scan_request.hpp"
#include "probe/cli/terminal_view.hpp"
#include "probe/evidence/rederive.hpp"
#include "reports/capture/pcapng_reader.hpp"

#include <ostream>
#include <sstream>

namespace probe {
namespace {

using reports::EvidenceFile;
using reports::find_file;

ExitCode could_not(Environment& environment, const std::string& why) {
  environment.err << "sstp-probe: " << why << '\n';
  return ExitCode::could_not_run;
}

void verify_manifest(const std::vector<EvidenceFile>& files, EvidenceReport& report) {
  const auto* const manifest = find_file(files, reports::kManifestFile);
  if (manifest == nullptr) return report.fails(std::string("missing: ") + reports::kManifestFile);
  const auto problems = manifest_problems(manifest->octets, files);
  for (const auto& problem : problems) report.fails(problem);
  if (problems.empty()) report.holds(std::to_string(files.size()) + " files are as the manifest says");
}

void verify_cells(const std::vector<EvidenceFile>& files, EvidenceReport& report) {
  const auto* const json = find_file(files, reports::kRecordFile);
  const auto* const capture = find_file(files, reports::kCaptureFile);
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
    return ExchangeOctets{std::move(talk->sent), std::move(talk->received), talk->end};
  };
  for (const auto& target : record.targets) {
    const auto result = rederive(target, record.options, octets_of);
    for (const auto& contradiction : result.contradictions)
      report.fails(std::string(reports::kRecordFile) + ": " + contradiction);
    if (result.contradictions.empty())
      report.holds(to_string(target.target) + ": " + std::to_string(result.cells) + " cells follow from " +
                   std::to_string(result.exchanges) + " exchanges in " + reports::kCaptureFile + ", and " +
                   std::to_string(result.rungs) + " rungs fit the records there");
  }
  report.notes(
      "not read again: what was said inside TLS, certificates, features, findings; the capture has the octets");
}

Parsed<ExitCode> verify(const EvidenceArguments& arguments, Environment& environment) {
  if (arguments.seal.sign_key || arguments.seal.timestamp_url)
    return UsageError{"evidence verify: --sign-key and --timestamp-url are for 'evidence seal'"};
  if (arguments.signer && !arguments.ca)
    return UsageError{"evidence verify: --signer needs --ca: anybody can put that name into a certificate"};
  auto sources = root_sources(arguments.ca, environment.variables);
  // Whoever names his roots means those alone.
  if (arguments.ca) sources.system = tls::x509::RootSources::System::ignore;
  auto roots = tls::x509::Roots::load(sources);
  if (!roots) return could_not(environment, "--ca: " + printable(roots.error().text));
  std::vector<EvidenceFile> files;
  if (const auto error = read_bundle(arguments.bundle, limits::kRecordOctets, files))
    return could_not(environment, error->text);
  std::ostringstream text;
  EvidenceReport report(text);
  verify_manifest(files, report);
  SealCheck check{*std::move(roots), arguments.ca ? seal::Vouching::for_anything : seal::Vouching::for_email,
                  arguments.signer, environment.now()};
  check_seals(files, check, report);
  verify_cells(files, report);
  const auto code = report.finish();
  return print_text(text.str(), environment) == Written::yes ? code : ExitCode::could_not_run;
}

/// Why the bundle cannot take those seals; empty: it can.
std::string obstacle(const std::vector<EvidenceFile>& files, const SealRequest& request) {
  const auto* const manifest = find_file(files, reports::kManifestFile);
  if (manifest == nullptr) return "there is no " + std::string(reports::kManifestFile) + " in it";
  const auto problems = manifest_problems(manifest->octets, files);
  if (!problems.empty()) return "it is not whole: " + problems.front();
  if (request.signer && find_file(files, reports::kSignatureFile) != nullptr) return "it is signed already";
  if (find_file(files, reports::kStampFile) == nullptr) return "";
  if (request.authority) return "it is time-stamped already";
  return request.signer ? "it is time-stamped already, and the stamp would not be about the signature" : "";
}

Parsed<ExitCode> seal_bundle(const EvidenceArguments& arguments, Environment& environment) {
  ScanOptions options;
  if (arguments.signer) return UsageError{"evidence seal: --signer is for 'evidence verify'"};
  if (arguments.timeout) {
    const auto timeout = parse_duration(*arguments.timeout, limits::kTimeout);
    if (!timeout) return UsageError{"--timeout: " + timeout.error().text};
    options.timeout = *timeout;
  }
  const auto way = way_out(arguments.proxy, environment.variables);
  if (!way) return way.error();
  SealRequest request;
  const auto read = read_seal(arguments.seal, request, environment);
  if (!read) return read.error();
  if (*read == Read::no) return ExitCode::could_not_run;
  if (!request.wants_any()) return UsageError{"evidence seal: name a --sign-key, a --timestamp-url or both"};
  const auto roots = tls::x509::Roots::load(root_sources(arguments.ca, environment.variables));
  if (!roots) return could_not(environment, "--ca: " + printable(roots.error().text));

  std::vector<EvidenceFile> files;
  if (const auto error = read_bundle(arguments.bundle, limits::kRecordOctets, files))
    return could_not(environment, error->text);
  if (const auto why = obstacle(files, request); !why.empty())
    return could_not(environment, quote(arguments.bundle) + ": " + printable(why));
  ScanRecord record;
  const auto* const json = find_file(files, reports::kRecordFile);
  if (json == nullptr || reports::read_json(json->octets, record))
    return could_not(environment, quote(arguments.bundle) + ": its record cannot be read");
  const auto seals = make_seals(files, request, {*way, *roots, options.timeout}, environment);
  if (!seals.problem.empty())
    return could_not(environment, "--timestamp-url: no time stamp: " + seals.problem + "\nNothing was added.");
  if (const auto error = add_to_bundle(arguments.bundle, files, seals.files, record.finished, environment.random))
    return could_not(environment, error->text);
  std::string added;
  for (const auto& file : seals.files) added += "added    " + file.name + "\n";
  return print_text(added, environment) == Written::yes ? ExitCode::complete : ExitCode::could_not_run;
}

}  // namespace

Parsed<ExitCode> evidence_command(const EvidenceArguments& arguments, Environment& environment) {
  if (arguments.action == "verify") return verify(arguments, environment);
  if (arguments.action == "seal") return seal_bundle(arguments, environment);
  return UsageError{"evidence: " + quote(arguments.action) + " is neither 'verify' nor 'seal'"};
}

}  // namespace probe
