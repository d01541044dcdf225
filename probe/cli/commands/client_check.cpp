// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/commands/client_check.hpp"

#include "probe/cli/output/client_check_view.hpp"
#include "probe/cli/output/printable.hpp"
#include "probe/cli/output/report_outputs.hpp"
#include "probe/cli/request/input.hpp"
#include "probe/cli/request/record_input.hpp"
#include "probe/clients/registry/registry_file.hpp"
#include "probe/clients/registry/registry_reader.hpp"
#include "probe/clients/registry/registry_text.hpp"
#include "probe/clients/registry/windows_build.hpp"

#include <algorithm>
#include <memory>
#include <ostream>
#include <vector>

namespace probe::cli {
namespace {

enum class ChangeFormat : std::uint8_t { reg, commands };

struct ChangeOutput {
  ChangeFormat format{};
  std::string path;
  std::unique_ptr<OutputFile> file;
};

Parsed<std::vector<ChangeOutput>> parse_change_outputs(const std::vector<std::string>& texts);
Parsed<const ClientProfile*> parse_windows(const std::optional<std::string>& text);
Parsed<registry::Updates> parse_updates(const std::optional<std::string>& text);
Read read_registry(const ClientCheckArguments& arguments, registry::Registry& registry, Environment& environment);
Read read_demand(const std::string& path, const std::optional<std::string>& ca,
                 std::vector<registry::GatewayDemand>& demands, Environment& environment);
Written open(std::vector<ChangeOutput>& outputs, Environment& environment);
Written write(std::vector<ChangeOutput>& outputs, const std::vector<registry::Change>& changes,
              Environment& environment);
ExitCode exit_code(registry::Level level);

}  // namespace

Parsed<ExitCode> client_check_command(const ClientCheckArguments& arguments, Environment& environment) {
  auto parsed = parse_change_outputs(arguments.outputs);
  if (!parsed) return parsed.error();
  auto outputs = *std::move(parsed);
  const auto named = parse_windows(arguments.windows);
  if (!named) return named.error();
  const auto updates = parse_updates(arguments.updates);
  if (!updates) return updates.error();

  registry::Registry registry;
  std::vector<registry::GatewayDemand> demands;
  if (read_registry(arguments, registry, environment) == Read::no) return ExitCode::could_not_run;
  if (!arguments.record) demands.push_back(registry::azure_demand());
  if (arguments.record && read_demand(*arguments.record, arguments.ca, demands, environment) == Read::no)
    return ExitCode::could_not_run;
  if (open(outputs, environment) == Written::no) return ExitCode::could_not_run;

  const auto settings = registry::decode(registry);
  const auto* windows = *named != nullptr ? *named : registry::profile_of(registry);
  std::string text;
  std::vector<registry::Change> changes;
  auto worst = registry::Level::fine;
  for (const auto& demand : demands) {
    const auto diagnosis = registry::diagnose(settings, windows, *updates, demand);
    text += client_check_view(diagnosis, demand);
    worst = std::max(worst, diagnosis.verdict());
    for (const auto& change : diagnosis.changes)
      if (std::find(changes.begin(), changes.end(), change) == changes.end()) changes.push_back(change);
  }
  text += client_change_view(changes);

  auto written = write(outputs, changes, environment);
  const bool uses_stdout =
      std::any_of(outputs.begin(), outputs.end(), [](const ChangeOutput& output) { return output.path == "-"; });
  if (!uses_stdout) {
    if (const auto error = stdout_file(environment.out)->write(text)) {
      tell_write_error(environment.err, "standard output", error);
      written = Written::no;
    }
  }
  return written == Written::yes ? exit_code(worst) : ExitCode::could_not_run;
}

namespace {

Parsed<std::vector<ChangeOutput>> parse_change_outputs(const std::vector<std::string>& texts) {
  std::vector<ChangeOutput> outputs;
  for (const auto& text : texts) {
    const auto equals = text.find('=');
    const auto word = text.substr(0, equals);
    if (word != "reg" && word != "commands")
      return UsageError{"-o: " + quote(word) + " is not a format: reg, commands"};
    if (equals == std::string::npos || equals + 1 == text.size())
      return UsageError{"-o: say where to, as " + word + "=FILE, or " + word + "=- for standard output"};
    auto path = text.substr(equals + 1);
    if (std::any_of(outputs.begin(), outputs.end(), [&](const ChangeOutput& other) { return other.path == path; }))
      return UsageError{"-o: two files cannot both go to " + (path == "-" ? "standard output" : quote(path))};
    outputs.push_back({word == "reg" ? ChangeFormat::reg : ChangeFormat::commands, std::move(path), nullptr});
  }
  return outputs;
}

Parsed<const ClientProfile*> parse_windows(const std::optional<std::string>& text) {
  if (!text) return static_cast<const ClientProfile*>(nullptr);
  if (const auto* profile = registry::profile_named(*text)) return profile;
  std::string ids;
  for (const auto& profile : client_profiles()) ids += (ids.empty() ? "" : ", ") + std::string(profile.id);
  return UsageError{"--windows: " + quote(*text) + " is none of " + ids};
}

Parsed<registry::Updates> parse_updates(const std::optional<std::string>& text) {
  if (!text) return registry::Updates::unknown;
  if (*text == "installed") return registry::Updates::installed;
  if (*text == "missing") return registry::Updates::missing;
  return UsageError{"--updates: " + quote(*text) + " is neither 'installed' nor 'missing'"};
}

Read fail(Environment& environment, const std::string& text) {
  environment.err << "sstp-probe: " << text << '\n';
  return Read::no;
}

Read read_registry(const ClientCheckArguments& arguments, registry::Registry& registry, Environment& environment) {
  if (arguments.reg_files.empty()) {
    const auto error = registry::read_this_computer(registry);
    return error ? fail(environment, printable(error->text, 1000)) : Read::yes;
  }
  for (const auto& path : arguments.reg_files) {
    std::string octets;
    if (read_input(path, registry::kMostFileOctets, octets, environment) == Read::no) return Read::no;
    const auto name = path == "-" ? std::string("standard input") : printable(path);
    if (const auto error = registry::read_registry_file(octets, name, registry))
      return fail(environment, printable(error->text, 1000));
  }
  return Read::yes;
}

Read read_demand(const std::string& path, const std::optional<std::string>& ca,
                 std::vector<registry::GatewayDemand>& demands, Environment& environment) {
  ScanRecord record;
  if (read_record(path, record, environment) == Read::no || trust_as_well(ca, record, environment) == Read::no)
    return Read::no;
  for (const auto& target : record.targets) demands.push_back(registry::demand_of(record, target));
  return demands.empty() ? fail(environment, quote(path) + " holds no target") : Read::yes;
}

Written open(std::vector<ChangeOutput>& outputs, Environment& environment) {
  for (auto& output : outputs) {
    if (output.path == "-") {
      output.file = stdout_file(environment.out);
      continue;
    }
    std::error_code error;
    output.file = environment.files.open(output.path, WriteMode::replace, error);
    if (output.file != nullptr) continue;
    tell_write_error(environment.err, quote(output.path), error);
    return Written::no;
  }
  return Written::yes;
}

/// cmd.exe takes LF as well, Notepad of old did not.
std::string with_crlf(const std::string& text) {
  std::string result;
  for (const char letter : text) result += letter == '\n' ? std::string("\r\n") : std::string(1, letter);
  return result;
}

Written write(std::vector<ChangeOutput>& outputs, const std::vector<registry::Change>& changes,
              Environment& environment) {
  auto written = Written::yes;
  for (auto& output : outputs) {
    const auto text = output.format == ChangeFormat::reg ? registry::regedit_text(registry::reg_file_of(changes))
                                                         : with_crlf(registry::commands_of(changes));
    auto error = output.file->write(text);
    if (!error) error = output.file->commit();
    if (!error) continue;
    tell_write_error(environment.err, output.path == "-" ? "standard output" : quote(output.path), error);
    written = Written::no;
  }
  return written;
}

ExitCode exit_code(registry::Level level) {
  switch (level) {
    case registry::Level::fine:
    case registry::Level::note:
      return ExitCode::complete;
    case registry::Level::unknown:
      return ExitCode::inconclusive;
    case registry::Level::change:
      return ExitCode::policy_failed;
  }
  return ExitCode::inconclusive;
}

}  // namespace
}  // namespace probe::cli
