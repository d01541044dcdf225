// SPDX-License-Identifier: Apache-2.0
#include "reports/diff.hpp"
#include "probe/cli/commands/table.hpp"
#include "probe/cli/output/printable.hpp"
#include "probe/cli/output/report_outputs.hpp"
#include "probe/cli/request/input.hpp"
#include "probe/cli/request/option_values.hpp"
#include "probe/model/difference.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace probe::cli {
namespace {

std::string words_of_changes() {
  std::string words;
  for (const auto known : changes()) words += (words.empty() ? "" : ", ") + std::string(to_string(known));
  return words;
}

/// What changed between two records.
struct Diff {
  std::string before, after;
  std::vector<std::string> fail_on;
  bool details = false;

  void declare(Options& options) {
    options.word("BEFORE", before);
    options.word("AFTER", after);
    options.each({"--fail-on", "LIST", "end with exit code 1 when one of these happened: " + words_of_changes()},
                 fail_on);
    options.flag({"--details", "all suites of each change, however many", kOutput}, details);
  }
  Parsed<ExitCode> run(const OutputRequest& output, Environment& environment) const;
};

HelpPage diff_page() {
  HelpPage page;
  page.usage = "sstp-probe diff [OPTIONS] BEFORE AFTER";
  page.summary =
      "Compares two files that 'scan -o json=FILE' wrote ('-': standard input), cell by cell. Targets are matched by "
      "host, port and server_name, several addresses of one name by address. What only one of the scans asked is not "
      "comparable, and never called opened or closed.";
  page.examples = {
      {"sstp-probe diff before.json after.json", "what the change on the gateway did"},
      {"sstp-probe diff --fail-on opened,fell,unknown,missing baseline.json now.json", "a gate for a nightly job"},
  };
  page.ending =
      "Exit codes: 0 compared, 1 something happened that --fail-on names, 3 a file cannot be read or written, 64 the "
      "command line is wrong.";
  return page;
}

Parsed<std::vector<Change>> parse_changes(const std::vector<std::string>& texts) {
  std::vector<Change> chosen;
  for (const auto& text : texts) {
    for (const auto word : split_list(text)) {
      const auto change = change_from(word);
      if (!change) {
        return UsageError{"--fail-on: " + quote(word) + " is none of " + words_of_changes()};
      }
      chosen.push_back(*change);
    }
  }
  return chosen;
}

Parsed<ExitCode> Diff::run(const OutputRequest& output, Environment& environment) const {
  const auto gate = parse_changes(fail_on);
  if (!gate) return gate.error();
  if (before == "-" && after == "-") return UsageError{"standard input holds one record: give the other as a file"};

  ScanRecord older, newer;
  if (read_record(before, older, environment) == Read::no || read_record(after, newer, environment) == Read::no)
    return ExitCode::could_not_run;
  ReportOutputs outputs(output, environment);
  if (outputs.open() == Written::no) return ExitCode::could_not_run;

  auto changed = difference(older, newer);
  for (const auto change : *gate)
    if (count(changed, change) != 0 &&
        std::find(changed.failed_on.begin(), changed.failed_on.end(), change) == changed.failed_on.end())
      changed.failed_on.push_back(change);
  const auto written = outputs.finish(changed);
  const auto shown = outputs.show([&](auto& out, auto style) {
    if (details) style.detail = reports::Detail::all;
    reports::write_diff(out, changed, style);
  });
  if (shown == Written::no || written == Written::no) return ExitCode::could_not_run;
  return changed.failed_on.empty() ? ExitCode::complete : ExitCode::policy_failed;
}

}  // namespace

Command diff_command() {
  return {"diff",
          "tell what changed between two saved records, and fail on what you name",
          Command::Ends::with_ruling,
          {formats_of<Difference>},
          diff_page,
          prepare<Diff>};
}

}  // namespace probe::cli
