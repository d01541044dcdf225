// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/commands/explain.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/output/report_outputs.hpp"
#include "probe/cli/output/terminal_view.hpp"
#include "probe/cli/request/view_request.hpp"
#include "probe/clients/error_code.hpp"
#include "reports/explanation.hpp"

#include <sstream>

namespace probe::cli {

Parsed<ExitCode> explain_command(const ExplainArguments& arguments, Environment& environment) {
  const auto view = view_request(arguments.view);
  if (!view) return view.error();
  const auto readings = read_error_code(arguments.code);
  if (readings.empty()) {
    return UsageError{quote(arguments.code) +
                      " is not an error code: write a number (812, 0x80072746, -2147014842, 2147014842) or a name "
                      "(WSAECONNRESET, SEC_E_ILLEGAL_MESSAGE)"};
  }
  std::ostringstream text;
  reports::write_explanation(text, arguments.code, readings, terminal_style(*view, view_place(environment)));
  const auto error = stdout_file(environment.out)->write(text.str());
  if (!error) return ExitCode::complete;
  tell_write_error(environment.err, "standard output", error);
  return ExitCode::could_not_run;
}

}  // namespace probe::cli
