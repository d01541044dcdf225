// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/commands/table.hpp"
#include "probe/cli/output/report_outputs.hpp"
#include "probe/cli/request/input.hpp"
#include "probe/cli/request/policy_request.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace probe::cli {
namespace {

/// Makes the reports of a saved record again. ExitCode::complete says that they are made, whatever they say.
struct Report {
  std::string record;
  PolicyArguments policy;
  std::vector<std::string> history;
  ViewArguments view;
  bool all_suites = false;

  void declare(Options& options) {
    options.word("RECORD", record);
    options.each(
        {"--history", "RECORD", "an earlier record: since when -o inventory= has seen what it lists; may be repeated"},
        history);
    add_policy_options(options, policy);
    add_view_options(options, view);
    add_all_suites_option(options, all_suites);
  }
  Parsed<ExitCode> run(const OutputRequest& output, Environment& environment) const;
};

HelpPage report_page() {
  HelpPage page;
  page.usage = "sstp-probe report [OPTIONS] RECORD";
  page.summary =
      "Makes reports again from RECORD, a file that 'scan -o json=RECORD' wrote ('-': standard input). Without -o the "
      "matrix is printed. The reports are the same, byte for byte, as those of the scan.";
  page.examples = {
      {"sstp-probe report before.json", "the matrix again"},
      {"sstp-probe report before.json -o csv=before.csv", "a table for a spreadsheet"},
      {"sstp-probe report now.json --history 2025.json --policy nist-ir-8547 -o inventory=inventory.csv",
       "what is in use, since when and how long it may stay"},
  };
  page.ending =
      "Exit codes: 0 the reports are made, 3 the record cannot be read or a report not written, 64 the command "
      "line is wrong.";
  return page;
}

Parsed<ExitCode> Report::run(const OutputRequest& output, Environment& environment) const {
  const auto detail = detail_of(view);
  if (!detail) return detail.error();
  PolicyRequest policies;
  const auto read = read_policies(policy, policies, environment);
  if (!read) return read.error();
  if (*read == Read::no) return ExitCode::could_not_run;

  ScanRecord scanned;
  if (read_record(record, scanned, environment) == Read::no) return ExitCode::could_not_run;
  std::vector<ScanRecord> earlier(history.size());
  for (std::size_t at = 0; at < history.size(); ++at)
    if (read_record(history[at], earlier[at], environment) == Read::no) return ExitCode::could_not_run;
  ReportOutputs outputs(output, environment);
  if (outputs.open() == Written::no) return ExitCode::could_not_run;
  for (const auto& target : scanned.targets) outputs.add_target(scanned, target);
  const auto judgements = judge_all(policies, scanned);
  const reports::Subject subject{scanned,
                                 judgements,
                                 policies.as_of,
                                 output.view.language,
                                 record == "-" ? std::string() : record,
                                 output.every_result,
                                 earlier};
  auto written = outputs.finish(subject);
  // Whoever names files has what he wants.
  if (output.destinations.empty()) {
    written = outputs.show([&](auto& out, auto style) {
      style.all_suites = all_suites;
      style.detail = *detail;
      reports::write_terminal(out, subject, style);
    });
  }
  return written == Written::yes ? ExitCode::complete : ExitCode::could_not_run;
}

}  // namespace

Command report_command() {
  return {"report",
          "make any report again from a saved record, offline",
          Command::Ends::done,
          {formats_of<reports::Subject>},
          report_page,
          prepare<Report>};
}

}  // namespace probe::cli
