// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/commands/report.hpp"

#include "probe/cli/output/report_outputs.hpp"
#include "probe/cli/output/terminal_view.hpp"
#include "probe/cli/request/output_request.hpp"
#include "probe/cli/request/policy_request.hpp"
#include "probe/cli/request/record_input.hpp"

namespace probe::cli {

Parsed<ExitCode> report_command(const ReportArguments& arguments, Environment& environment) {
  const auto requests = parse_record_outputs(arguments.outputs);
  if (!requests) return requests.error();
  const auto view = view_request(arguments.view);
  if (!view) return view.error();
  PolicyRequest policies;
  const auto read = read_policies(arguments.policy, policies, environment);
  if (!read) return read.error();
  if (*read == Read::no) return ExitCode::could_not_run;

  ScanRecord record;
  if (read_record(arguments.record, record, environment) == Read::no) return ExitCode::could_not_run;
  ReportOutputs outputs(environment, arguments.browser);
  if (outputs.open(*requests) == Written::no) return ExitCode::could_not_run;
  for (const auto& target : record.targets) outputs.add_target(record, target);
  const auto judgements = judge_all(policies, record);
  const reports::Subject subject{record,
                                 judgements,
                                 policies.as_of,
                                 view->language,
                                 arguments.record == "-" ? std::string() : arguments.record,
                                 arguments.sarif_all};
  auto written = outputs.finish(subject);
  if (requests->empty()) written = write_terminal_view(subject, *view, environment);
  if (requests->empty() && written == Written::yes) written = write_policy_view(subject, *view, environment);
  return written == Written::yes ? ExitCode::complete : ExitCode::could_not_run;
}

}  // namespace probe::cli
