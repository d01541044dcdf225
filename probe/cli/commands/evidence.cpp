// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/commands/evidence.hpp"

#include "probe/cli/output/evidence_again.hpp"
#include "probe/cli/output/evidence_seal.hpp"
#include "probe/cli/output/evidence_show.hpp"
#include "probe/cli/output/evidence_store.hpp"
#include "probe/cli/output/printable.hpp"
#include "probe/cli/output/report_outputs.hpp"
#include "probe/cli/output/terminal_view.hpp"
#include "probe/cli/request/limits.hpp"
#include "probe/cli/request/option_values.hpp"
#include "probe/cli/request/output_request.hpp"
#include "probe/cli/request/scan_request.hpp"
#include "probe/evidence/manifest.hpp"
#include "probe/evidence/verify.hpp"
#include "reports/evidence_json.hpp"
#include "reports/record_differences.hpp"
#include "reports/report.hpp"

#include <ostream>
#include <sstream>

namespace probe::cli {
namespace {

ExitCode could_not(Environment& environment, const std::string& why) {
  environment.err << "sstp-probe: " << why << '\n';
  return ExitCode::could_not_run;
}

/// One line a statement, then what they come to. Every text may be hostile.
std::string report_text(const evidence::Report& report) {
  constexpr std::size_t kLongest = 4000;
  std::string text;
  for (const auto& [mark, what] : report.statements()) {
    switch (mark) {
      case evidence::Mark::holds:
        text += "ok       ";
        break;
      case evidence::Mark::fails:
        text += "NOT OK   ";
        break;
      case evidence::Mark::open:
        text += "unknown  ";
        break;
      case evidence::Mark::note:
        text += "-        ";
        break;
    }
    text += printable(what, kLongest) + "\n";
  }
  switch (report.verdict()) {
    case evidence::Verdict::whole:
      return text + "The evidence is whole.\n";
    case evidence::Verdict::unvouched:
      return text + "The evidence is whole; who vouches for it is not known.\n";
    case evidence::Verdict::undecided:
      return text + "The evidence is not shown to be whole: another version of this program made it.\n";
    case evidence::Verdict::broken:
      break;
  }
  return text + "The evidence is not whole.\n";
}

ExitCode exit_code_of(evidence::Verdict verdict) {
  switch (verdict) {
    case evidence::Verdict::whole:
      return ExitCode::complete;
    case evidence::Verdict::unvouched:
    case evidence::Verdict::undecided:
      return ExitCode::inconclusive;
    case evidence::Verdict::broken:
      break;
  }
  return ExitCode::policy_failed;
}

std::optional<std::string> read_record(std::string_view text, ScanRecord& record) {
  const auto error = reports::read_json(text, record);
  return error ? std::optional(error->text) : std::nullopt;
}

Written write_report(const evidence::Report& report, const std::optional<std::string>& json, Environment& environment) {
  if (json) {
    std::ostringstream text;
    reports::write_evidence_json(text, report);
    const auto written = write_text(text.str(), *json, environment);
    if (written == Written::no || *json == "-") return written;
  }
  return print_text(report_text(report), environment);
}

Parsed<ExitCode> verify(const EvidenceArguments& arguments, Environment& environment) {
  if (arguments.seal.sign_key || arguments.seal.timestamp_url)
    return UsageError{"evidence verify: --sign-key and --timestamp-url are for 'evidence seal'"};
  if (arguments.signer && !arguments.ca)
    return UsageError{"evidence verify: --signer needs --ca: anybody can put that name into a certificate"};
  if (arguments.signer && arguments.allow_unsigned)
    return UsageError{"evidence verify: --signer wants a signature, and --allow-unsigned wants none"};
  const auto json = parse_json_output(arguments.outputs);
  if (!json) return json.error();
  auto sources = root_sources(arguments.ca, environment.variables);
  // Whoever names his roots means those alone.
  if (arguments.ca) sources.system = tls::x509::RootSources::System::ignore;
  auto roots = tls::x509::Roots::load(sources);
  if (!roots) return could_not(environment, "--ca: " + printable(roots.error().text));
  std::vector<evidence::File> files;
  const auto unread = read_bundle(arguments.bundle, limits::kRecordOctets, files);
  if (unread && unread->fault == StoreError::Fault::system) return could_not(environment, unread->text);
  const evidence::Means means{
      {*std::move(roots), arguments.ca ? seal::Vouching::for_anything : seal::Vouching::for_email, arguments.signer,
       environment.now(), arguments.allow_unsigned ? evidence::Unsigned::allowed : evidence::Unsigned::leaves_open},
      environment.tool,
      read_record,
      reports::record_differences,
      evidence_again};
  evidence::Report report;
  if (unread)
    report.fails(unread->text);
  else
    report = evidence::verify(files, means);
  if (write_report(report, *json, environment) == Written::no) return ExitCode::could_not_run;
  return exit_code_of(report.verdict());
}

/// Why the bundle cannot take those seals; empty: it can.
std::string obstacle(const std::vector<evidence::File>& files, const SealRequest& request) {
  const auto* const manifest = evidence::find_file(files, evidence::kManifestFile);
  if (manifest == nullptr) return "there is no " + std::string(evidence::kManifestFile) + " in it";
  const auto problems = evidence::manifest_problems(manifest->octets, files);
  if (!problems.empty()) return "it is not whole: " + problems.front();
  if (request.signer && evidence::find_file(files, evidence::kSignatureFile) != nullptr) return "it is signed already";
  if (evidence::find_file(files, evidence::kStampFile) == nullptr) return "";
  if (request.authority) return "it is time-stamped already";
  return request.signer ? "it is time-stamped already, and the stamp would not be about the signature" : "";
}

Parsed<ExitCode> seal_bundle(const EvidenceArguments& arguments, Environment& environment) {
  ScanOptions options;
  if (arguments.signer || arguments.allow_unsigned || !arguments.outputs.empty())
    return UsageError{"evidence seal: --signer, --allow-unsigned and -o are for 'evidence verify'"};
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

  std::vector<evidence::File> files;
  if (const auto error = read_bundle(arguments.bundle, limits::kRecordOctets, files))
    return could_not(environment, error->text);
  if (const auto why = obstacle(files, request); !why.empty())
    return could_not(environment, quote(arguments.bundle) + ": " + printable(why));
  ScanRecord record;
  const auto* const json = evidence::find_file(files, evidence::kRecordFile);
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
  if (arguments.action == "show") return show_cell(arguments, environment);
  if (!arguments.cell.empty() || arguments.target)
    return UsageError{"evidence: a CELL and --target are for 'evidence show'"};
  if (arguments.action == "seal") return seal_bundle(arguments, environment);
  return UsageError{"evidence: " + quote(arguments.action) + " is none of 'verify', 'seal' and 'show'"};
}

}  // namespace probe::cli
