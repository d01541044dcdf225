// SPDX-License-Identifier: Apache-2.0
#include "probe/capture/packets.hpp"
#include "probe/cli/commands/table.hpp"
#include "probe/cli/output/dry_run.hpp"
#include "probe/cli/output/evidence_bundle.hpp"
#include "probe/cli/output/evidence_store.hpp"
#include "probe/cli/output/printable.hpp"
#include "probe/cli/output/progress_line.hpp"
#include "probe/cli/output/report_outputs.hpp"
#include "probe/cli/request/input.hpp"
#include "probe/cli/request/limits.hpp"
#include "probe/cli/request/policy_request.hpp"
#include "probe/cli/request/profile_targets.hpp"
#include "probe/cli/request/scan_request.hpp"
#include "probe/cli/request/seal_request.hpp"
#include "probe/policy/foresight.hpp"
#include "reports/absence.hpp"

#include <iterator>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace probe::cli {
namespace {

struct Scan {
  ScanArguments scan;
  PolicyArguments policy;
  SealArguments seal;
  std::optional<std::string> evidence;
  ViewArguments view;
  bool dry_run = false, no_secrets = false, all_suites = false;

  void declare(Options& options) {
    add_scan_options(options, scan);
    options.flag({"--dry-run",
                  "say what would be sent where, and how many connections that takes at most; send nothing, look up "
                  "nothing",
                  kManners},
                 dry_run);
    add_policy_options(options, policy);
    options.value({"--evidence", "DIR|FILE.zip",
                   "make a folder, or a zip, of all that an auditor keeps: record, reports, certificates, targets, "
                   "policies, a capture of every exchange, and a manifest of their hashes",
                   kOutput},
                  evidence);
    add_seal_options(options, seal);
    options.flag({"--no-secrets",
                  "leave the TLS secrets of the probe's own calls out of captures: nobody can then read what was said "
                  "in them",
                  kOutput},
                 no_secrets);
    add_view_options(options, view);
    add_all_suites_option(options, all_suites);
  }
  Parsed<ExitCode> run(const OutputRequest& output, Environment& environment) const;
};

HelpPage scan_page() {
  HelpPage page;
  page.usage = "sstp-probe scan [OPTIONS] TARGET...";
  page.summary =
      "Asks gateways which TLS versions and cipher suites they accept, carries each that is accepted to a real SSTP "
      "call, and prints the matrix. What could not be told "
      "is "
      "reported as inconclusive, never as refused.\n\n"
      "TARGET is host, host:port, [IPv6]:port or https://host[:port]/; the port is 443 unless it is given.";
  page.examples = {
      {"sstp-probe scan vpn.example.net", "everything that a gateway accepts"},
      {"sstp-probe scan --suites RC4,3DES --versions 1.0-1.2 vpn.example.net", "does anything old still work?"},
      {"sstp-probe scan --connect 192.0.2.7 vpn.example.net", "a gateway that DNS does not point to yet"},
      {"sstp-probe scan --depth hello vpn.example.net", "the matrix alone, without SSTP calls"},
      {"sstp-probe scan --targets sites.txt -o json=before.json -o csv=before.csv", "many gateways, kept for later"},
      {"sstp-probe scan vpn.example.net -o json=- | jq .targets[0].status", "into a pipe instead of the matrix"},
  };
  page.ending = std::string(kScanExitCodes) + " Ctrl-C ends the scan early and still reports what is known.";
  return page;
}

Parsed<std::vector<ListedTarget>> parse_list(const ScanArguments& arguments, const std::string& text) {
  if (!arguments.target_file) return std::vector<ListedTarget>{};
  if (*arguments.target_file != "-") return parse_target_file(text, *arguments.target_file);
  auto parsed = parse_target_file(text, "standard input");
  if (!parsed) return parsed;
  auto listed = *std::move(parsed);
  for (auto& one : listed) one.target.origin.reset();
  return listed;
}

/// "cells 2 of 14, questions 0 of 1"
std::string sums(const Learnt& learnt) {
  std::string text;
  const auto add = [&text](const std::vector<LearntPart>& parts, const char* what) {
    std::size_t known = 0, all = 0;
    for (const auto& part : parts) {
      known += part.known;
      all += part.all;
    }
    if (all == 0) return;
    text += (text.empty() ? "" : ", ") + std::string(what) + " " + std::to_string(known) + " of " + std::to_string(all);
  };
  add(learnt.cells, "cells");
  add(learnt.questions, "questions");
  return text;
}

/// A scan asks for all that a policy needs, unless the user narrowed it: then what comes of that is told before it.
void tell_doubts(const std::vector<Policy>& policies, const ScanOptions& options, std::ostream& err) {
  for (const auto& policy : policies) {
    const auto doubts = foreseen_doubts(policy, options);
    if (doubts.empty()) continue;
    err << "sstp-probe: policy " << printable(policy.name) << ": with these options " << doubts.size() << " of "
        << policy.rules.size() << " rules may stay unknown; the scan will not ask for all that they need:\n";
    for (const auto& doubt : doubts) err << "  " << printable(doubt.rule) << ": " << sums(doubt.learnt) << '\n';
  }
}

/// All that was read before the first connection.
struct Work {
  const Scan& call;
  const OutputRequest& output;
  const ScanRequest& request;
  const PolicyRequest& policies;
  const SealRequest& seal;
  const LocalMeans& means;
  const ProfileTargets& profiles;
  reports::Detail detail;
};

void forget_secrets(ScanRecord& record) {
  for (auto& target : record.targets)
    for (auto& transcript : target.transcripts) transcript.key_log.clear();
}

/// A scan takes minutes that a time-stamping authority must not cost: without its stamp the bundle is written all the
/// same, and neither the exit code nor `evidence verify` takes it for whole.
Written write_evidence(const Work& work, const reports::Subject& subject, Environment& environment) {
  if (!work.call.evidence) return Written::yes;
  const auto& path = *work.call.evidence;
  auto files = evidence_bundle(subject, work.request.targets, work.policies, work.seal, environment);
  auto seals =
      make_seals(files, work.seal, {work.means.way_out, work.means.roots, work.request.options.timeout}, environment);
  files.insert(files.end(), std::make_move_iterator(seals.files.begin()), std::make_move_iterator(seals.files.end()));
  evidence::sort_by_name(files);
  if (const auto error = write_bundle(path, files, subject.record.finished, environment.random)) {
    environment.err << "sstp-probe: --evidence: " << error->text << '\n';
    return Written::no;
  }
  if (seals.problem.empty()) return Written::yes;
  environment.err << "sstp-probe: --timestamp-url: no time stamp: " << seals.problem << "\n"
                  << quote(path)
                  << " is kept without it, and 'sstp-probe evidence verify' will miss it until 'sstp-probe evidence "
                     "seal --timestamp-url URL "
                  << printable(path) << "' has added it.\n";
  return Written::no;
}

/// Draws the progress and writes the lines of targets as they end.
class Observer final : public ScanObserver {
 public:
  Observer(const ScanRecord& frame, const ProfileTargets& profiles, ScanProgress& progress, ReportOutputs& outputs,
           Environment& environment)
      : frame_(frame), profiles_(profiles), progress_(progress), outputs_(outputs), environment_(environment) {}

  void on_progress(const Target& target, const Progress& progress) override { progress_.draw(target, progress); }

  void on_target(const TargetRecord& record) override {
    // A line on standard output would otherwise begin behind the progress.
    progress_.end_target();
    auto whole = record;
    add_pin_findings(profiles_, whole);
    // As they will stand in the whole record: targets are told in its order.
    capture::number_frames(whole, frames_);
    outputs_.add_target(frame_, whole);
    // Nobody would ever see what else is found.
    if (outputs_.all_failed() && outputs_.use_stdout()) environment_.interrupted = true;
  }

 private:
  const ScanRecord& frame_;
  const ProfileTargets& profiles_;
  ScanProgress& progress_;
  ReportOutputs& outputs_;
  Environment& environment_;
  std::uint32_t frames_ = 0;
};

/// Says whether SSTP is absent; on standard error where a report has standard output.
Written write_absence(const Work& work, const ScanRecord& record, ReportOutputs& outputs, Environment& environment) {
  if (!outputs.use_stdout())
    return outputs.show([&](auto& out, const auto& style) { reports::write_absence(out, record, style); });
  auto style = style_of_stdout(work.output.view, environment);
  style.color = false;  // what is known of standard output says nothing of the other
  reports::write_absence(environment.err, record, style);
  environment.err << std::flush;
  return Written::yes;
}

ExitCode run_scan(const Work& work, ReportOutputs& outputs, Environment& environment) {
  const auto& request = work.request;
  const auto& policies = work.policies;
  const auto& profiles = work.profiles;
  ScanRecord record;
  record.tool = environment.tool;
  record.options = request.options;
  record.started = environment.now();
  // How many addresses there are is known only once they have been asked for.
  const auto count = request.options.all_addresses ? 1 : request.targets.size();
  ScanProgress progress(work.output.quiet ? ScanProgress::Wish::quiet : ScanProgress::Wish::shown, count, environment);
  Observer observer(record, profiles, progress, outputs, environment);
  environment.watch_interrupts();
  record.targets = environment.scan(request.targets, request.options, work.means, observer, environment.interrupted);
  progress.clear();
  for (auto& target : record.targets) add_pin_findings(profiles, target);
  record.finished = environment.now();
  if (work.call.no_secrets) forget_secrets(record);
  capture::number_frames(record);

  // Files before the screen: a closed pipe there must not cost a record here.
  const auto judgements = judge_all(policies, record);
  const reports::Subject subject{record,
                                 judgements,
                                 policies.as_of,
                                 work.output.view.language,
                                 work.output.record_path(),
                                 work.output.every_result};
  auto written = outputs.finish(subject);
  if (write_evidence(work, subject, environment) == Written::no) written = Written::no;
  const auto shown = outputs.show([&](auto& out, auto style) {
    style.all_suites = work.call.all_suites;
    style.detail = work.detail;
    reports::write_terminal(out, subject, style);
  });
  if (shown == Written::no) written = Written::no;
  auto code = exit_code(record, judgements);
  if (request.options.seeks_absence) {
    const auto absence = absence_exit_code(record);
    if (!work.output.quiet && write_absence(work, record, outputs, environment) == Written::no) written = Written::no;
    code = judgements.empty() ? absence : graver(absence, code);
  }
  return written == Written::yes ? code : ExitCode::could_not_run;
}

Parsed<ExitCode> Scan::run(const OutputRequest& output, Environment& environment) const {
  std::string list;
  if (scan.target_file && read_text(*scan.target_file, limits::kTargetFileOctets, list, environment) == Read::no) {
    return ExitCode::could_not_run;
  }
  const auto parsed = parse_list(scan, list);
  if (!parsed) return parsed.error();
  ProfileTargets profiles;
  if (read_profiles(scan.profiles, profiles, environment) == Read::no) return ExitCode::could_not_run;
  auto listed = *parsed;
  listed.insert(listed.end(), profiles.targets.begin(), profiles.targets.end());
  const auto detail = detail_of(view);
  if (!detail) return detail.error();
  if ((seal.sign_key || seal.timestamp_url) && !evidence)
    return UsageError{"--sign-key and --timestamp-url seal evidence: name its folder or zip by --evidence"};
  const auto request = scan_request(scan, listed, environment.variables);
  if (!request) return request.error();
  PolicyRequest policies;
  const auto read = read_policies(policy, policies, environment);
  if (!read) return read.error();
  if (*read == Read::no) return ExitCode::could_not_run;
  tell_doubts(policies.policies, request->options, environment.err);
  if (dry_run) {
    write_dry_run(environment.out, *request);
    return ExitCode::complete;
  }
  SealRequest sealed_by;
  const auto sealing = read_seal(seal, sealed_by, environment);
  if (!sealing) return sealing.error();
  if (*sealing == Read::no) return ExitCode::could_not_run;
  auto roots = tls::x509::Roots::load(request->roots);
  if (!roots) {
    environment.err << "sstp-probe: --ca: " << printable(roots.error().text) << '\n';
    return ExitCode::could_not_run;
  }
  LocalMeans means{request->way_out, *std::move(roots), environment.random};
  if (output.needs_transcripts() || evidence) means.transcripts = Transcripts::kept;
  ReportOutputs outputs(output, environment, Earlier::kept);
  if (outputs.open() == Written::no) return ExitCode::could_not_run;
  return run_scan({*this, output, *request, policies, sealed_by, means, profiles, *detail}, outputs, environment);
}

}  // namespace

Command scan_command() {
  return {"scan",
          "ask gateways, print the matrix, write reports",
          Command::Ends::with_ruling,
          {formats_of<reports::Subject>, true},
          scan_page,
          prepare<Scan>};
}

}  // namespace probe::cli
