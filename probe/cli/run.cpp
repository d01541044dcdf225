// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/run.hpp"

#include "probe/cli/command_line.hpp"
#include "probe/cli/commands/check.hpp"
#include "probe/cli/commands/client_check.hpp"
#include "probe/cli/commands/clients.hpp"
#include "probe/cli/commands/diff.hpp"
#include "probe/cli/commands/evidence.hpp"
#include "probe/cli/commands/explain.hpp"
#include "probe/cli/commands/policies.hpp"
#include "probe/cli/commands/report.hpp"
#include "probe/cli/commands/scan.hpp"
#include "probe/cli/commands/suites.hpp"
#include "probe/cli/exit_code.hpp"
#include "probe/cli/output/completions.hpp"
#include "probe/cli/output/man_page.hpp"
#include "probe/cli/output/printable.hpp"
#include "probe/cli/output/report_outputs.hpp"

#include <algorithm>
#include <optional>
#include <ostream>
#include <string>
#include <variant>

namespace probe::cli {
namespace {

/// One overload a command.
struct Commands {
  Environment& environment;

  Parsed<ExitCode> operator()(const ScanArguments& arguments) const { return scan_command(arguments, environment); }
  Parsed<ExitCode> operator()(const ReportArguments& arguments) const { return report_command(arguments, environment); }
  Parsed<ExitCode> operator()(const DiffArguments& arguments) const { return diff_command(arguments, environment); }
  Parsed<ExitCode> operator()(const SuitesArguments& arguments) const { return suites_command(arguments, environment); }

  Parsed<ExitCode> operator()(const CheckArguments& arguments) const { return check_command(arguments, environment); }

  Parsed<ExitCode> operator()(const PoliciesArguments& arguments) const {
    return policies_command(arguments, environment);
  }

  Parsed<ExitCode> operator()(const ExplainArguments& arguments) const {
    return explain_command(arguments, environment);
  }

  Parsed<ExitCode> operator()(const ClientCheckArguments& arguments) const {
    return client_check_command(arguments, environment);
  }

  Parsed<ExitCode> operator()(const ClientsArguments& arguments) const {
    return clients_command(arguments, environment);
  }

  Parsed<ExitCode> operator()(const EvidenceArguments& arguments) const {
    return evidence_command(arguments, environment);
  }

  Parsed<ExitCode> operator()(const CompletionsArguments& arguments) const {
    const auto shell = shell_from(arguments.shell);
    if (!shell) return UsageError{"completions: " + quote(arguments.shell) + " is none of bash, zsh and fish"};
    return print(completions(*shell, command_pages()));
  }

  Parsed<ExitCode> operator()(const ManArguments&) const {
    return print(man_page(command_pages(), environment.tool.version));
  }

  Parsed<ExitCode> operator()(const HelpArguments& arguments) const {
    if (arguments.was_asked_for) return print(arguments.page);
    environment.err << arguments.page;
    return ExitCode::usage;
  }

  Parsed<ExitCode> operator()(const VersionArguments&) const {
    return print(environment.tool.name + " " + environment.tool.version + "\n" + environment.version_lines);
  }

  [[nodiscard]] ExitCode print(const std::string& text) const {
    const auto error = stdout_file(environment.out)->write(text);
    if (!error) return ExitCode::complete;
    tell_write_error(environment.err, "standard output", error);
    return ExitCode::could_not_run;
  }
};

/// What `--exit-zero-on` says, of a command that has it.
struct ExitZeroOn {
  template <class Command>
  std::optional<std::string> operator()([[maybe_unused]] const Command& arguments) const {
    if constexpr (requires { arguments.exit_zero_on; }) return arguments.exit_zero_on;
    return std::nullopt;
  }
  std::optional<std::string> operator()(const ClientsArguments& arguments) const { return arguments.scan.exit_zero_on; }
};

Parsed<ExitCode> run_command(int argc, const char* const* argv, Environment& environment) {
  const auto arguments = parse_command_line(argc, argv);
  if (!arguments) return arguments.error();
  // Before anything is done: a mistake here would be seen hours later.
  const auto zeroed = parse_exit_codes(std::visit(ExitZeroOn{}, *arguments).value_or(""));
  if (!zeroed) return zeroed.error();
  const auto result = std::visit(Commands{environment}, *arguments);
  if (!result || std::find(zeroed->begin(), zeroed->end(), *result) == zeroed->end()) return result;
  environment.err << "sstp-probe: the exit code would be " << static_cast<int>(*result)
                  << "; it is 0, as --exit-zero-on says\n";
  return ExitCode::complete;
}

}  // namespace

int run(int argc, const char* const* argv, Environment& environment) {
  const auto result = run_command(argc, argv, environment);
  if (result) return static_cast<int>(*result);
  const auto command = command_of(argc, argv);
  environment.err << "sstp-probe: " << result.error().text << "\nTry 'sstp-probe " << command
                  << (command.empty() ? "" : " ") << "--help'.\n";
  return static_cast<int>(ExitCode::usage);
}

}  // namespace probe::cli
