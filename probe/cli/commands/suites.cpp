// SPDX-License-Identifier: Apache-2.0
#include "reports/suites.hpp"
#include "probe/cli/commands/table.hpp"
#include "probe/cli/output/report_outputs.hpp"
#include "probe/cli/request/suite_list.hpp"

#include <optional>
#include <string>

namespace probe::cli {
namespace {

struct Suites {
  std::optional<std::string> family;

  void declare(Options& options) {
    std::string known;
    for (const auto one : families()) known += (known.empty() ? "" : ", ") + std::string(to_string(one));
    options.value({"--family", "NAME", "only this family: " + known}, family);
  }
  Parsed<ExitCode> run(const OutputRequest& output, Environment& environment) const;
};

HelpPage suites_page() {
  HelpPage page;
  page.usage = "sstp-probe suites [OPTIONS]";
  page.summary = "Lists the registry: every suite that a scan can ask for, one a line.";
  page.examples = {
      {"sstp-probe suites --family 3des", "what 3DES means in numbers"},
      {"sstp-probe suites | grep TLSv1.3", "the suites of one version"},
  };
  return page;
}

Parsed<ExitCode> Suites::run(const OutputRequest& output, Environment& environment) const {
  reports::SuiteList list;
  if (family) {
    const auto parsed = parse_family(*family);
    if (!parsed) return UsageError{"--family: " + parsed.error().text};
    list.family = *parsed;
  }
  ReportOutputs outputs(output, environment);
  if (outputs.open() == Written::no) return ExitCode::could_not_run;
  auto written = outputs.finish(list);
  const auto columns = environment.out_is_terminal ? environment.columns() : 0;
  if (outputs.show_text(reports::suites_table(list.family, columns)) == Written::no) written = Written::no;
  return written == Written::yes ? ExitCode::complete : ExitCode::could_not_run;
}

}  // namespace

Command suites_command() {
  return {"suites",
          "list the cipher suites that can be asked for",
          Command::Ends::done,
          {formats_of<reports::SuiteList>},
          suites_page,
          prepare<Suites>};
}

}  // namespace probe::cli
