// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/commands/scan.hpp"

#include "probe/capture/packets.hpp"
#include "probe/cli/output/dry_run.hpp"
#include "probe/cli/output/evidence_bundle.hpp"
#include "probe/cli/output/evidence_seal.hpp"
#include "probe/cli/output/evidence_store.hpp"
#include "probe/cli/output/printable.hpp"
#include "probe/cli/output/progress_line.hpp"
#include "probe/cli/output/report_outputs.hpp"
#include "probe/cli/output/terminal_view.hpp"
#include "probe/cli/request/input.hpp"
#include "probe/cli/request/limits.hpp"
#include "probe/cli/request/policy_request.hpp"
#include "probe/cli/request/profile_targets.hpp"
#include "probe/cli/request/scan_request.hpp"
#include "probe/policy/foresight.hpp"

#include <algorithm>
#include <iterator>
#include <ostream>

namespace probe::cli {
namespace {

Parsed<std::vector<ListedTarget>> parse_list(const ScanArguments& arguments, const std::string& text);
Transcripts transcripts_for(const ScanRequest& request);
void tell_doubts(const std::vector<Policy>& policies, const ScanOptions& options, std::ostream& err);

/// All that was read before the first connection.
struct Work {
  const ScanRequest& request;
  const PolicyRequest& policies;
  const SealRequest& seal;
  const LocalMeans& means;
  const ProfileTargets& profiles;
  bool every_result;
};
ExitCode run_scan(const Work& work, ReportOutputs& outputs, Environment& environment);

}  // namespace

Parsed<ExitCode> scan_command(const ScanArguments& arguments, Environment& environment) {
  std::string list;
  if (arguments.target_file &&
      read_text(*arguments.target_file, limits::kTargetFileOctets, list, environment) == Read::no) {
    return ExitCode::could_not_run;
  }
  const auto parsed = parse_list(arguments, list);
  if (!parsed) return parsed.error();
  ProfileTargets profiles;
  if (read_profiles(arguments.profiles, profiles, environment) == Read::no) return ExitCode::could_not_run;
  auto listed = *parsed;
  listed.insert(listed.end(), profiles.targets.begin(), profiles.targets.end());
  const auto request = scan_request(arguments, listed, environment.variables);
  if (!request) return request.error();
  PolicyRequest policies;
  const auto read = read_policies(arguments.policy, policies, environment);
  if (!read) return read.error();
  if (*read == Read::no) return ExitCode::could_not_run;
  tell_doubts(policies.policies, request->options, environment.err);
  if (arguments.dry_run) {
    write_dry_run(environment.out, *request);
    return ExitCode::complete;
  }
  SealRequest seal;
  const auto sealing = read_seal(arguments.seal, seal, environment);
  if (!sealing) return sealing.error();
  if (*sealing == Read::no) return ExitCode::could_not_run;
  auto roots = tls::x509::Roots::load(request->roots);
  if (!roots) {
    environment.err << "sstp-probe: --ca: " << printable(roots.error().text) << '\n';
    return ExitCode::could_not_run;
  }
  LocalMeans means{request->way_out, *std::move(roots), environment.random};
  means.transcripts = transcripts_for(*request);
  ReportOutputs outputs(environment, arguments.browser, Earlier::kept);
  if (outputs.open(request->outputs) == Written::no) return ExitCode::could_not_run;
  return run_scan({*request, policies, seal, means, profiles, arguments.sarif_all}, outputs, environment);
}

namespace {

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

Transcripts transcripts_for(const ScanRequest& request) {
  const bool needed = std::any_of(request.outputs.begin(), request.outputs.end(), [](const OutputRequest& output) {
    return output.format->needs == reports::Format::Needs::transcripts;
  });
  return needed || !request.evidence.empty() ? Transcripts::kept : Transcripts::dropped;
}

void forget_secrets(ScanRecord& record) {
  for (auto& target : record.targets)
    for (auto& transcript : target.transcripts) transcript.key_log.clear();
}

/// Where a report's reader finds the record.
std::string record_path(const std::vector<OutputRequest>& outputs) {
  for (const auto* word : {"json", "ndjson", "sarif"})
    for (const auto& output : outputs)
      if (output.format->word == word && !output.to_stdout()) return output.path;
  return {};
}

/// A scan takes minutes that a time-stamping authority must not cost: without its stamp the bundle is written all the
/// same, and neither the exit code nor `evidence verify` takes it for whole.
Written write_evidence(const Work& work, const reports::Subject& subject, Environment& environment) {
  const auto& path = work.request.evidence;
  if (path.empty()) return Written::yes;
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
  Observer(const ScanRequest& request, const ScanRecord& frame, const ProfileTargets& profiles, ReportOutputs& outputs,
           Environment& environment)
      : frame_(frame),
        profiles_(profiles),
        outputs_(outputs),
        environment_(environment),
        shows_progress_(environment.err_is_terminal && !request.quiet && !view_place(environment).is_dumb),
        display_(environment.err, environment.columns) {
    // How many addresses there are is known only once they have been asked for.
    view_.targets = request.options.all_addresses ? 1 : request.targets.size();
  }

  void on_progress(const Target& target, const Progress& progress) override {
    view_.target = to_string(target);
    view_.progress = progress;
    view_.stopping = environment_.interrupted;
    if (shows_progress_) display_.draw(view_);
  }

  void on_target(const TargetRecord& record) override {
    ++view_.done;
    // A line on standard output would otherwise begin behind the progress.
    display_.clear();
    auto whole = record;
    add_pin_findings(profiles_, whole);
    // As they will stand in the whole record: targets are told in its order.
    capture::number_frames(whole, frames_);
    outputs_.add_target(frame_, whole);
    // Nobody would ever see what else is found.
    if (outputs_.all_failed() && outputs_.use_stdout()) environment_.interrupted = true;
  }

  void finish() { display_.clear(); }

 private:
  const ScanRecord& frame_;
  const ProfileTargets& profiles_;
  ReportOutputs& outputs_;
  Environment& environment_;
  bool shows_progress_;
  ProgressDisplay display_;
  ProgressView view_;
  std::uint32_t frames_ = 0;
};

ExitCode run_scan(const Work& work, ReportOutputs& outputs, Environment& environment) {
  const auto& request = work.request;
  const auto& policies = work.policies;
  const auto& profiles = work.profiles;
  ScanRecord record;
  record.tool = environment.tool;
  record.options = request.options;
  record.started = environment.now();
  Observer observer(request, record, profiles, outputs, environment);
  environment.watch_interrupts();
  record.targets = environment.scan(request.targets, request.options, work.means, observer, environment.interrupted);
  observer.finish();
  for (auto& target : record.targets) add_pin_findings(profiles, target);
  record.finished = environment.now();
  if (request.no_secrets) forget_secrets(record);
  capture::number_frames(record);

  // Files before the screen: a closed pipe there must not cost a record here.
  const auto judgements = judge_all(policies, record);
  const reports::Subject subject{
      record, judgements, policies.as_of, request.view.language, record_path(request.outputs), work.every_result};
  auto written = outputs.finish(subject);
  if (write_evidence(work, subject, environment) == Written::no) written = Written::no;
  if (!outputs.use_stdout() && !request.quiet &&
      (write_terminal_view(subject, request.view, environment) == Written::no ||
       write_policy_view(subject, request.view, environment) == Written::no)) {
    written = Written::no;
  }
  auto code = exit_code(record, judgements);
  if (request.options.seeks_absence) {
    const auto absence = absence_exit_code(record);
    if (!request.quiet && write_absence_view(record, request.view, outputs.use_stdout(), environment) == Written::no)
      written = Written::no;
    code = judgements.empty() ? absence : graver(absence, code);
  }
  return written == Written::yes ? code : ExitCode::could_not_run;
}

}  // namespace
}  // namespace probe::cli
