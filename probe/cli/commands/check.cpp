// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/commands/check.hpp"

#include "probe/cli/output/report_outputs.hpp"
#include "probe/cli/output/terminal_view.hpp"
#include "probe/cli/request/output_request.hpp"
#include "probe/cli/request/policy_request.hpp"
#include "probe/cli/request/record_input.hpp"

namespace probe::cli {

Parsed<ExitCode> check_command(const CheckArguments& arguments, Environment& environment) {
  const auto requests = parse_record_outputs(arguments.outputs);
  if (!requests) return requests.error();
  const auto view = view_request(arguments.view);
  if (!view) return view.error();
  if (arguments.policy.policies.empty()) return UsageError{"--policy is missing: 'sstp-probe policies' lists some"};
  PolicyRequest request;
  const auto read = read_policies(arguments.policy, request, environment);
  if (!read) return read.error();
  if (*read == Read::no) return ExitCode::could_not_run;

  ScanRecord record;
  if (read_record(arguments.record, record, environment) == Read::no) return ExitCode::could_not_run;
  ReportOutputs outputs(environment, arguments.browser);
  if (outputs.open(*requests) == Written::no) return ExitCode::could_not_run;
  const auto judgements = judge_all(request, record);
  for (const auto& target : record.targets) outputs.add_target(record, target);
  const reports::Subject subject{record,
                                 judgements,
                                 request.as_of,
                                 view->language,
                                 arguments.record == "-" ? std::string() : arguments.record,
                                 arguments.sarif_all};
  auto written = outputs.finish(subject);
  if (!outputs.use_stdout() && !arguments.quiet && write_policy_view(subject, *view, environment) == Written::no)
    written = Written::no;
  return written == Written::yes ? exit_code(record, judgements) : ExitCode::could_not_run;
}

}  // namespace probe::cli
