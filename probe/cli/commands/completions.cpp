// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/completions.hpp"
#include "probe/cli/command_line.hpp"
#include "probe/cli/commands/table.hpp"
#include "probe/cli/output/printable.hpp"
#include "probe/cli/output/report_outputs.hpp"

#include <string>

namespace probe::cli {
namespace {

struct Completions {
  std::string shell;

  void declare(Options& options) { options.word("SHELL", shell); }
  Parsed<ExitCode> run(const OutputRequest&, Environment& environment) const {
    const auto known = shell_from(shell);
    if (!known) return UsageError{"completions: " + quote(shell) + " is none of bash, zsh and fish"};
    const auto text = completions(*known, command_pages(all_commands()));
    return print_text(text, environment) == Written::yes ? ExitCode::complete : ExitCode::could_not_run;
  }
};

HelpPage completions_page() {
  HelpPage page;
  page.usage = "sstp-probe completions bash|zsh|fish";
  page.summary = "Prints the completions for a shell, made of what --help says.";
  page.examples = {
      {"source <(sstp-probe completions bash)", "for this bash"},
      {"sstp-probe completions bash > ~/.local/share/bash-completion/completions/sstp-probe", "for each bash"},
      {"sstp-probe completions zsh > ~/.zfunc/_sstp-probe", "a folder of $fpath"},
      {"sstp-probe completions fish > ~/.config/fish/completions/sstp-probe.fish", "for each fish"},
  };
  return page;
}

}  // namespace

Command completions_command() {
  return {"completions",       "what a shell needs to complete this program's command lines",
          Command::Ends::done, {},
          completions_page,    prepare<Completions>};
}

}  // namespace probe::cli
