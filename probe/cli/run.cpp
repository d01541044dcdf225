// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/run.hpp"

#include "probe/cli/command_line.hpp"
#include "probe/cli/commands/table.hpp"
#include "probe/cli/output/report_outputs.hpp"

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>

namespace probe::cli {
namespace {

ExitCode print_or_fail(std::string_view text, Environment& environment) {
  return print_text(text, environment) == Written::yes ? ExitCode::complete : ExitCode::could_not_run;
}

Parsed<ExitCode> run_job(const CommandLine& line, Environment& environment) {
  const auto result = line.job(line.output, environment);
  if (!result || std::find(line.zeroed.begin(), line.zeroed.end(), *result) == line.zeroed.end()) return result;
  environment.err << "sstp-probe: the exit code would be " << static_cast<int>(*result)
                  << "; it is 0, as --exit-zero-on says\n";
  return ExitCode::complete;
}

Parsed<ExitCode> run_line(const Parsed<CommandLine>& line, Environment& environment) {
  if (!line) return line.error();
  switch (line->asks) {
    case CommandLine::Asks::nothing:
      environment.err << line->page;
      return ExitCode::usage;
    case CommandLine::Asks::help:
      return print_or_fail(line->page, environment);
    case CommandLine::Asks::version:
      return print_or_fail(environment.tool.name + " " + environment.tool.version + "\n" + environment.version_lines,
                           environment);
    case CommandLine::Asks::command:
      return run_job(*line, environment);
  }
  return ExitCode::usage;
}

}  // namespace

int run(int argc, const char* const* argv, Environment& environment) {
  const auto commands = all_commands();
  const auto result = run_line(parse_command_line(argc, argv, commands), environment);
  if (result) return static_cast<int>(*result);
  const auto command = command_of(argc, argv, commands);
  environment.err << "sstp-probe: " << result.error().text << "\nTry 'sstp-probe " << command
                  << (command.empty() ? "" : " ") << "--help'.\n";
  return static_cast<int>(ExitCode::usage);
}

}  // namespace probe::cli
