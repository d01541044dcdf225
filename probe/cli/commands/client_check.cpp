// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/commands/table.hpp"
#include "probe/cli/output/client_check_view.hpp"
#include "probe/cli/output/printable.hpp"
#include "probe/cli/output/report_outputs.hpp"
#include "probe/cli/request/input.hpp"
#include "probe/cli/request/scan_request.hpp"
#include "probe/clients/registry/registry_file.hpp"
#include "probe/clients/registry/registry_reader.hpp"
#include "probe/clients/registry/windows_build.hpp"
#include "reports/client_advice.hpp"

#include <algorithm>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace probe::cli {
namespace {

/// Diagnoses a Windows client by its registry.
struct ClientCheck {
  std::vector<std::string> reg_files;
  std::optional<std::string> windows, updates, record, ca;

  void declare(Options& options) {
    options.each(
        {"--reg", "FILE",
         "a .reg file of the client, or what 'reg query' printed there ('-': standard input); may be repeated, "
         "later files win; default: this computer's registry, where there is one"},
        reg_files);
    options.value({"--windows", "ID",
                   "the client's Windows: 7, 8.1, 10-1507, 11, server-2022, ...; default: by the build number in the "
                   "registry"},
                  windows);
    options.value({"--updates", "installed|missing",
                   "whether KB3140245 and KB2977292 are installed, without which Windows 7, 8 and 8.1 do not look at "
                   "the values; a registry does not tell"},
                  updates);
    options.value({"--record", "RECORD",
                   "the gateways of a record that 'scan -o json=RECORD' wrote; default: Azure's, which accept TLS 1.2 "
                   "alone"},
                  record);
    add_ca_option(options, kOptions, ca);
  }
  Parsed<ExitCode> run(const OutputRequest& output, Environment& environment) const;
};

HelpPage client_check_page() {
  HelpPage page;
  page.usage = "sstp-probe client-check [OPTIONS]";
  page.summary =
      "Says what a Windows VPN client will offer in both of its TLS handshakes, outside (SSTP) and inside "
      "(EAP-TLS), by its registry; whether that fits the gateway; and what to change if not. It reads, and changes "
      "nothing itself.";
  page.examples = {
      {"sstp-probe client-check", "on the client itself, for Azure's gateways"},
      {"sstp-probe client-check --reg winhttp.reg --reg eap.reg --windows 7", "a client elsewhere, by its exports"},
      {"sstp-probe client-check --record after.json -o reg=fix.reg -o undo=undo.reg",
       "for the gateway that was scanned, with the way back"},
  };
  page.ending =
      "Exit codes: 0 the client fits, 1 something must be changed, 2 what was shown does not tell, 3 a file cannot be "
      "read or written, 64 the command line is wrong.";
  return page;
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

Read read_registry(const std::vector<std::string>& reg_files, registry::Registry& registry, Environment& environment) {
  if (reg_files.empty()) {
    const auto error = registry::read_this_computer(registry);
    return error ? fail(environment, printable(error->text, 1000)) : Read::yes;
  }
  for (const auto& path : reg_files) {
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

ExitCode exit_code_of(registry::Level level) {
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

Parsed<ExitCode> ClientCheck::run(const OutputRequest& output, Environment& environment) const {
  const auto named = parse_windows(windows);
  if (!named) return named.error();
  const auto updated = parse_updates(updates);
  if (!updated) return updated.error();

  registry::Registry registry;
  std::vector<registry::GatewayDemand> demands;
  if (read_registry(reg_files, registry, environment) == Read::no) return ExitCode::could_not_run;
  if (!record) demands.push_back(registry::azure_demand());
  if (record && read_demand(*record, ca, demands, environment) == Read::no) return ExitCode::could_not_run;
  ReportOutputs outputs(output, environment);
  if (outputs.open() == Written::no) return ExitCode::could_not_run;

  const auto settings = registry::decode(registry);
  const auto* client = *named != nullptr ? *named : registry::profile_of(registry);
  std::string text;
  reports::ClientAdvice advice;
  advice.before = registry;
  auto& changes = advice.changes;
  auto worst = registry::Level::fine;
  for (const auto& demand : demands) {
    const auto diagnosis = registry::diagnose(settings, client, *updated, demand);
    text += client_check_view(diagnosis, demand);
    worst = std::max(worst, diagnosis.verdict());
    for (const auto& change : diagnosis.changes)
      if (std::find(changes.begin(), changes.end(), change) == changes.end()) changes.push_back(change);
    advice.gateways.push_back({demand, diagnosis});
  }
  text += client_change_view(changes);
  const auto written = outputs.finish(advice);
  if (outputs.show_text(text) == Written::no || written == Written::no) return ExitCode::could_not_run;
  return exit_code_of(worst);
}

}  // namespace

Command client_check_command() {
  return {"client-check",
          "diagnose a Windows client by its registry, and write what to change",
          Command::Ends::with_ruling,
          {formats_of<reports::ClientAdvice>},
          client_check_page,
          prepare<ClientCheck>};
}

}  // namespace probe::cli
