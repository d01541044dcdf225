// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/report_command.hpp"

#include "probe/cli/input.hpp"
#include "probe/cli/limits.hpp"
#include "probe/cli/output_request.hpp"
#include "probe/cli/printable.hpp"
#include "probe/cli/report_outputs.hpp"
#include "probe/cli/terminal_view.hpp"

#include <ostream>

namespace probe {
namespace {

Read read_record(const std::string& path, ScanRecord& record, Environment& environment) {
  std::string text;
  if (read_input(path, limits::kRecordOctets, text, environment) == Read::no) return Read::no;
  const auto error = reports::read_json(text, record);
  if (!error) return Read::yes;
  constexpr std::size_t kLongestMessage = 500;
  environment.err << "sstp-probe: " << (path == "-" ? std::string("standard input") : quote(path))
                  << " is not a scan record: " << printable(error->text, kLongestMessage) << '\n';
  return Read::no;
}

}  // namespace

Parsed<ExitCode> report_command(const ReportArguments& arguments, Environment& environment) {
  const auto requests = parse_outputs(arguments.outputs);
  if (!requests) return requests.error();
  const auto view = view_request(arguments.view);
  if (!view) return view.error();

  ScanRecord record;
  if (read_record(arguments.record, record, environment) == Read::no) return ExitCode::could_not_run;
  ReportOutputs outputs(environment);
  if (outputs.open(*requests) == Written::no) return ExitCode::could_not_run;
  for (const auto& target : record.targets) outputs.add_target(record, target);
  auto written = outputs.finish({record});
  if (requests->empty()) written = write_terminal_view(record, *view, environment);
  return written == Written::yes ? ExitCode::complete : ExitCode::could_not_run;
}

}  // namespace probe
