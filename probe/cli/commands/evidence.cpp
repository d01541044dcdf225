// SPDX-License-Identifier: Apache-2.0
#include "probe/capture/pcapng_reader.hpp"
#include "probe/cli/commands/table.hpp"
#include "probe/cli/output/cell_view.hpp"
#include "probe/cli/output/evidence_bundle.hpp"
#include "probe/cli/output/evidence_store.hpp"
#include "probe/cli/output/printable.hpp"
#include "probe/cli/output/report_outputs.hpp"
#include "probe/cli/request/limits.hpp"
#include "probe/cli/request/option_values.hpp"
#include "probe/cli/request/scan_request.hpp"
#include "probe/cli/request/seal_request.hpp"
#include "probe/evidence/manifest.hpp"
#include "probe/evidence/verify.hpp"
#include "reports/evidence_json.hpp"
#include "reports/record_differences.hpp"
#include "reports/report.hpp"

#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace probe::cli {
namespace {

/// Whether kept evidence is whole and true; its seals; and what is behind one cell.
struct Evidence {
  std::string action;  ///< "verify", "seal", "show"
  std::string bundle;
  std::string cell;                   ///< show: "1.2/C02F"
  std::optional<std::string> target;  ///< show: one of the record's
  std::optional<std::string> ca, signer, proxy, timeout;
  bool allow_unsigned = false;
  SealArguments seal;

  void declare(Options& options) {
    options.word("ACTION", action);
    options.word("BUNDLE", bundle);
    options.optional_word("CELL", cell);
    options.value({"--target", "HOST[:PORT]", "show: which target of the record, when there are several"}, target);
    options.value({"--ca", "FILE",
                   "verify: who signed and who stamped the time have to be vouched for by the certificates in FILE "
                   "(PEM); default: the system's roots"},
                  ca);
    options.value({"--signer", "NAME",
                   "verify: a certificate for NAME (its subject, common name or e-mail address) that --ca vouches for "
                   "has to have signed"},
                  signer);
    options.flag({"--allow-unsigned",
                  "verify: end with 0 when all else holds though nobody known signed: you know by other means where it "
                  "comes from"},
                 allow_unsigned);
    add_seal_options(options, seal);
    add_proxy_option(options, kSealing, proxy);
    add_timeout_option(options, kSealing, timeout);
  }
  Parsed<ExitCode> run(const OutputRequest& output, Environment& environment) const;
};

HelpPage evidence_page() {
  HelpPage page;
  page.usage = "sstp-probe evidence verify|seal|show [OPTIONS] BUNDLE [CELL]";
  page.summary =
      "verify: checks BUNDLE, a folder or zip that 'scan --evidence BUNDLE' made: every file against the manifest, the "
      "signature and the time stamp, every packet against its exchange, and the record, the reports and whatever else "
      "follows from the packets against what is made of them again. What packets cannot show is told at the end.\n\n"
      "seal: adds a signature, a time stamp or both to a BUNDLE that has none, where the key is elsewhere than the "
      "scan was or the time-stamping authority could not be reached.\n\n"
      "show: the exchanges behind one CELL, a version and a suite such as 1.2/C02F: their octets in words, by the "
      "numbers that Wireshark gives the packets, and the rule that made them a refusal or not.";
  page.examples = {
      {"sstp-probe evidence verify 2026-03-31", "is it whole, and does it show what it says?"},
      {"sstp-probe evidence verify --ca auditors.pem 2026-03-31.zip", "and does it come from one of ours?"},
      {"sstp-probe evidence verify --ca auditors.pem --signer audit@example.com 2026-03-31", "from this one?"},
      {"sstp-probe evidence show 2026-03-31 1.2/C02F", "why does it say so?"},
      {"sstp-probe evidence seal --sign-key me.p12 --timestamp-url http://timestamp.example.com 2026-03-31",
       "seal what was scanned elsewhere"},
      {"(cd 2026-03-31 && sha256sum -c MANIFEST.sha256)", "the files, without this program"},
  };
  page.ending =
      "Exit codes: 0 whole, or sealed; 1 something is missing, added, changed or contradicts the octets; 2 whole, but "
      "nobody whom the system's roots know vouches for who signed it; 3 the bundle cannot be read or sealed; 64 the "
      "command line is wrong.";
  return page;
}

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

Parsed<ExitCode> verify(const Evidence& call, const OutputRequest& output, Environment& environment) {
  if (call.seal.sign_key || call.seal.timestamp_url)
    return UsageError{"evidence verify: --sign-key and --timestamp-url are for 'evidence seal'"};
  if (call.signer && !call.ca)
    return UsageError{"evidence verify: --signer needs --ca: anybody can put that name into a certificate"};
  if (call.signer && call.allow_unsigned)
    return UsageError{"evidence verify: --signer wants a signature, and --allow-unsigned wants none"};
  auto sources = root_sources(call.ca, environment.variables);
  // Whoever names his roots means those alone.
  if (call.ca) sources.system = tls::x509::RootSources::System::ignore;
  auto roots = tls::x509::Roots::load(sources);
  if (!roots) return could_not(environment, "--ca: " + printable(roots.error().text));
  ReportOutputs outputs(output, environment);
  if (outputs.open() == Written::no) return ExitCode::could_not_run;
  std::vector<evidence::File> files;
  const auto unread = read_bundle(call.bundle, limits::kRecordOctets, files);
  if (unread && unread->fault == StoreError::Fault::system) return could_not(environment, unread->text);
  const evidence::Means means{
      {*std::move(roots), call.ca ? seal::Vouching::for_anything : seal::Vouching::for_email, call.signer,
       environment.now(), call.allow_unsigned ? evidence::Unsigned::allowed : evidence::Unsigned::leaves_open},
      environment.tool,
      read_record,
      reports::record_differences,
      evidence_again};
  evidence::Report report;
  if (unread)
    report.fails(unread->text);
  else
    report = evidence::verify(files, means);
  const auto written = outputs.finish(report);
  if (outputs.show_text(report_text(report)) == Written::no || written == Written::no) return ExitCode::could_not_run;
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

Parsed<ExitCode> seal_bundle(const Evidence& call, const OutputRequest& output, Environment& environment) {
  ScanOptions options;
  if (call.signer || call.allow_unsigned || !output.destinations.empty())
    return UsageError{"evidence seal: --signer, --allow-unsigned and -o are for 'evidence verify'"};
  if (call.timeout) {
    const auto timeout = parse_duration(*call.timeout, limits::kTimeout);
    if (!timeout) return UsageError{"--timeout: " + timeout.error().text};
    options.timeout = *timeout;
  }
  const auto way = way_out(call.proxy, environment.variables);
  if (!way) return way.error();
  SealRequest request;
  const auto read = read_seal(call.seal, request, environment);
  if (!read) return read.error();
  if (*read == Read::no) return ExitCode::could_not_run;
  if (!request.wants_any()) return UsageError{"evidence seal: name a --sign-key, a --timestamp-url or both"};
  const auto roots = tls::x509::Roots::load(root_sources(call.ca, environment.variables));
  if (!roots) return could_not(environment, "--ca: " + printable(roots.error().text));

  std::vector<evidence::File> files;
  if (const auto error = read_bundle(call.bundle, limits::kRecordOctets, files))
    return could_not(environment, error->text);
  if (const auto why = obstacle(files, request); !why.empty())
    return could_not(environment, quote(call.bundle) + ": " + printable(why));
  ScanRecord record;
  const auto* const json = evidence::find_file(files, evidence::kRecordFile);
  if (json == nullptr || reports::read_json(json->octets, record))
    return could_not(environment, quote(call.bundle) + ": its record cannot be read");
  const auto seals = make_seals(files, request, {*way, *roots, options.timeout}, environment);
  if (!seals.problem.empty())
    return could_not(environment, "--timestamp-url: no time stamp: " + seals.problem + "\nNothing was added.");
  if (const auto error = add_to_bundle(call.bundle, files, seals.files, record.finished, environment.random))
    return could_not(environment, error->text);
  std::string added;
  for (const auto& file : seals.files) added += "added    " + file.name + "\n";
  return ReportOutputs(output, environment).show_text(added) == Written::yes ? ExitCode::complete
                                                                             : ExitCode::could_not_run;
}

/// The target that was named, or the only one.
Parsed<const TargetRecord*> chosen_target(const ScanRecord& record, const std::optional<std::string>& name) {
  std::string names;
  const TargetRecord* found = nullptr;
  std::size_t count = 0;
  for (const auto& target : record.targets) {
    const auto text = to_string(target.target);
    names += (names.empty() ? "" : ", ") + quote(text);
    if (name && text != *name && target.target.host != *name) continue;
    found = &target;
    ++count;
  }
  if (count == 1) return found;
  constexpr std::size_t kLongest = 1000;
  return UsageError{"evidence show: name one of its targets by --target: " + printable(names, kLongest)};
}

Parsed<ExitCode> show_cell(const Evidence& call, const OutputRequest& output, Environment& environment) {
  if (!output.destinations.empty()) return UsageError{"evidence show: -o is for 'evidence verify'"};
  if (call.cell.empty()) return UsageError{"evidence show: name a cell behind the bundle, as 1.2/C02F"};
  const auto cell = parse_cell(call.cell);
  if (!cell) return UsageError{"evidence show: " + cell.error().text};
  std::vector<evidence::File> files;
  if (const auto error = read_bundle(call.bundle, limits::kRecordOctets, files))
    return could_not(environment, error->text);
  const auto* const json = evidence::find_file(files, evidence::kRecordFile);
  const auto* const capture = evidence::find_file(files, evidence::kCaptureFile);
  ScanRecord record;
  if (json == nullptr || capture == nullptr)
    return could_not(environment, quote(call.bundle) + ": its record or its capture is missing");
  if (const auto error = reports::read_json(json->octets, record))
    return could_not(environment, quote(call.bundle) + ": its record cannot be read: " + error->text);
  capture::Blocks blocks;
  if (const auto error = capture::read_pcapng(capture->octets, blocks))
    return could_not(environment, quote(call.bundle) + ": its capture cannot be read: " + error->text);
  const auto target = chosen_target(record, call.target);
  if (!target) return target.error();
  const auto proof = evidence::prove_cell(**target, cell->first, cell->second, blocks.packets);
  if (!proof)
    return could_not(environment, quote(call.bundle) + ": " + to_string(cell->first) + " " + to_string(cell->second) +
                                      " is no cell that was asked for");
  const auto text = cell_view(**target, cell->first, cell->second, *proof);
  return ReportOutputs(output, environment).show_text(text) == Written::yes ? ExitCode::complete
                                                                            : ExitCode::could_not_run;
}

Parsed<ExitCode> Evidence::run(const OutputRequest& output, Environment& environment) const {
  if (action == "verify") return verify(*this, output, environment);
  if (action == "show") return show_cell(*this, output, environment);
  if (!cell.empty() || target) return UsageError{"evidence: a CELL and --target are for 'evidence show'"};
  if (action == "seal") return seal_bundle(*this, output, environment);
  return UsageError{"evidence: " + quote(action) + " is none of 'verify', 'seal' and 'show'"};
}

}  // namespace

Command evidence_command() {
  return {"evidence",
          "check that kept evidence is whole and shows what its record says, or seal it",
          Command::Ends::with_ruling,
          {formats_of<evidence::Report>},
          evidence_page,
          prepare<Evidence>};
}

}  // namespace probe::cli
