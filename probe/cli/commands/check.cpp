// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/commands/table.hpp"
#include "probe/cli/output/report_outputs.hpp"
#include "probe/cli/request/input.hpp"
#include "probe/cli/request/policy_request.hpp"

#include <string>

namespace probe::cli {
namespace {

/// Judges a saved record, and writes reports of that.
struct Check {
  std::string record;
  PolicyArguments policy;
  ViewArguments view;

  void declare(Options& options) {
    options.word("RECORD", record);
    add_policy_options(options, policy);
    add_view_options(options, view);
  }
  Parsed<ExitCode> run(const OutputRequest& output, Environment& environment) const;
};

HelpPage check_page() {
  HelpPage page;
  page.usage = "sstp-probe check [OPTIONS] --policy NAME|FILE RECORD";
  page.summary =
      "Judges RECORD, a file that 'scan -o json=RECORD' wrote ('-': standard input), by policies, and says by which "
      "rule "
      "a gateway fails and what to do. What could not be told is unknown, and does not pass.";
  page.examples = {
      {"sstp-probe check before.json --policy azure-p2s-2018", "who breaks what the announcement says?"},
      {"sstp-probe check before.json --policy ours.toml --waivers waivers.toml", "rules and exceptions of your own"},
      {"sstp-probe check before.json --policy pci-dss-4 --as-of 2027-03-31", "will it still pass that day?"},
  };
  page.ending =
      "Exit codes: 0 every policy passed, 1 a policy failed, 2 something is unknown (and nothing failed), 3 no target "
      "was reached, or a file cannot be read or written, 64 the command line or a policy file is wrong.";
  return page;
}

Parsed<ExitCode> Check::run(const OutputRequest& output, Environment& environment) const {
  if (policy.policies.empty()) return UsageError{"--policy is missing: 'sstp-probe policies' lists some"};
  const auto detail = detail_of(view);
  if (!detail) return detail.error();
  PolicyRequest request;
  const auto read = read_policies(policy, request, environment);
  if (!read) return read.error();
  if (*read == Read::no) return ExitCode::could_not_run;

  ScanRecord scanned;
  if (read_record(record, scanned, environment) == Read::no) return ExitCode::could_not_run;
  ReportOutputs outputs(output, environment);
  if (outputs.open() == Written::no) return ExitCode::could_not_run;
  const auto judgements = judge_all(request, scanned);
  for (const auto& target : scanned.targets) outputs.add_target(scanned, target);
  const reports::Subject subject{scanned,
                                 judgements,
                                 request.as_of,
                                 output.view.language,
                                 record == "-" ? std::string() : record,
                                 output.every_result};
  auto written = outputs.finish(subject);
  const auto shown = outputs.show([&](auto& out, auto style) {
    style.detail = *detail;
    reports::write_policies(out, subject, style);
  });
  if (shown == Written::no) written = Written::no;
  return written == Written::yes ? exit_code(scanned, judgements) : ExitCode::could_not_run;
}

}  // namespace

Command check_command() {
  return {"check",
          "judge a saved record by policies",
          Command::Ends::with_ruling,
          {formats_of<reports::Subject>},
          check_page,
          prepare<Check>};
}

}  // namespace probe::cli
