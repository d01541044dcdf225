// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/commands/diff.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/output/report_outputs.hpp"
#include "probe/cli/output/terminal_view.hpp"
#include "probe/cli/request/option_values.hpp"
#include "probe/cli/request/record_input.hpp"
#include "probe/cli/request/view_request.hpp"
#include "probe/model/difference.hpp"
#include "reports/diff.hpp"

#include <algorithm>
#include <memory>
#include <sstream>
#include <utility>

namespace probe::cli {
namespace {

struct DiffOutput {
  const reports::DiffFormat* format = nullptr;
  std::string path;
  std::unique_ptr<OutputFile> file;
};

Parsed<std::vector<Change>> parse_changes(const std::vector<std::string>& texts);
Parsed<std::vector<DiffOutput>> parse_diff_outputs(const std::vector<std::string>& texts);
Written open(std::vector<DiffOutput>& outputs, Environment& environment);
Written write(const Difference& difference, std::vector<DiffOutput>& outputs, Environment& environment);
Written print(const Difference& difference, const ViewRequest& view, Environment& environment);

}  // namespace

Parsed<ExitCode> diff_command(const DiffArguments& arguments, Environment& environment) {
  const auto view = view_request(arguments.view);
  if (!view) return view.error();
  const auto gate = parse_changes(arguments.fail_on);
  if (!gate) return gate.error();
  auto parsed = parse_diff_outputs(arguments.outputs);
  if (!parsed) return parsed.error();
  auto outputs = *std::move(parsed);
  if (arguments.before == "-" && arguments.after == "-")
    return UsageError{"standard input holds one record: give the other as a file"};

  ScanRecord before, after;
  if (read_record(arguments.before, before, environment) == Read::no ||
      read_record(arguments.after, after, environment) == Read::no)
    return ExitCode::could_not_run;
  if (open(outputs, environment) == Written::no) return ExitCode::could_not_run;

  auto changed = difference(before, after);
  for (const auto change : *gate)
    if (count(changed, change) != 0 &&
        std::find(changed.failed_on.begin(), changed.failed_on.end(), change) == changed.failed_on.end())
      changed.failed_on.push_back(change);
  auto written = write(changed, outputs, environment);
  const bool uses_stdout =
      std::any_of(outputs.begin(), outputs.end(), [](const DiffOutput& output) { return output.path == "-"; });
  if (!uses_stdout && print(changed, *view, environment) == Written::no) written = Written::no;
  if (written == Written::no) return ExitCode::could_not_run;
  return changed.failed_on.empty() ? ExitCode::complete : ExitCode::policy_failed;
}

namespace {

Parsed<std::vector<Change>> parse_changes(const std::vector<std::string>& texts) {
  std::vector<Change> chosen;
  for (const auto& text : texts) {
    for (const auto part : split_list(text)) {
      const auto word = trimmed(part);
      const auto change = change_from(word);
      if (!change) {
        std::string words;
        for (const auto known : changes()) words += (words.empty() ? "" : ", ") + std::string(to_string(known));
        return UsageError{"--fail-on: " + quote(word) + " is none of " + words};
      }
      chosen.push_back(*change);
    }
  }
  return chosen;
}

Parsed<std::vector<DiffOutput>> parse_diff_outputs(const std::vector<std::string>& texts) {
  std::vector<DiffOutput> outputs;
  for (const auto& text : texts) {
    const auto equals = text.find('=');
    const auto word = text.substr(0, equals);
    const auto formats = reports::diff_formats();
    const auto format =
        std::find_if(formats.begin(), formats.end(), [&](const reports::DiffFormat& one) { return one.word == word; });
    if (format == formats.end()) return UsageError{"-o: " + quote(word) + " is not a format: json, markdown"};
    if (equals == std::string::npos || equals + 1 == text.size())
      return UsageError{"-o: say where to, as " + word + "=FILE, or " + word + "=- for standard output"};
    auto path = text.substr(equals + 1);
    if (std::any_of(outputs.begin(), outputs.end(), [&](const DiffOutput& other) { return other.path == path; }))
      return UsageError{"-o: two files cannot both go to " + (path == "-" ? "standard output" : quote(path))};
    outputs.push_back({&*format, std::move(path), nullptr});
  }
  return outputs;
}

Written open(std::vector<DiffOutput>& outputs, Environment& environment) {
  for (auto& output : outputs) {
    std::error_code error;
    output.file = output.path == "-" ? stdout_file(environment.out)
                                     : environment.files.open(output.path, WriteMode::replace, error);
    if (output.file != nullptr) continue;
    tell_write_error(environment.err, quote(output.path), error);
    return Written::no;
  }
  return Written::yes;
}

Written write(const Difference& difference, std::vector<DiffOutput>& outputs, Environment& environment) {
  auto written = Written::yes;
  for (auto& output : outputs) {
    std::ostringstream text;
    output.format->write(text, difference);
    auto error = output.file->write(text.str());
    if (!error) error = output.file->commit();
    if (!error) continue;
    tell_write_error(environment.err, output.path == "-" ? "standard output" : quote(output.path), error);
    written = Written::no;
  }
  return written;
}

Written print(const Difference& difference, const ViewRequest& view, Environment& environment) {
  std::ostringstream text;
  reports::write_diff(text, difference, terminal_style(view, view_place(environment)));
  return print_text(text.str(), environment);
}

}  // namespace
}  // namespace probe::cli
