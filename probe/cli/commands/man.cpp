// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/command_line.hpp"
#include "probe/cli/commands/table.hpp"
#include "probe/cli/output/man_page.hpp"
#include "probe/cli/output/report_outputs.hpp"

namespace probe::cli {
namespace {

struct Man {
  void declare(Options&) {}
  Parsed<ExitCode> run(const OutputRequest&, Environment& environment) const {
    const auto text = man_page(command_pages(all_commands()), environment.tool.version);
    return print_text(text, environment) == Written::yes ? ExitCode::complete : ExitCode::could_not_run;
  }
};

HelpPage man_help() {
  HelpPage page;
  page.usage = "sstp-probe man";
  page.summary = "Prints the manual page, made of what --help says.";
  page.examples = {{"sstp-probe man | man -l -", "to read it where none is installed"}};
  return page;
}

}  // namespace

Command man_command() {
  return {"man", "the manual page, for man(1)", Command::Ends::done, {}, man_help, prepare<Man>};
}

}  // namespace probe::cli
