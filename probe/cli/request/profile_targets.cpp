// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/profile_targets.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/request/target_text.hpp"
#include "probe/profile/pins.hpp"
#include "tls/client/x509/path.hpp"

#include <ostream>

namespace probe::cli {
namespace {

constexpr std::size_t kLongestSentence = 600;

Read fail_profile(Environment& environment, const std::string& text) {
  environment.err << "sstp-probe: --profile: " << printable(text, kLongestSentence) << '\n';
  return Read::no;
}

}  // namespace

Read read_profiles(const std::vector<std::string>& paths, ProfileTargets& found, Environment& environment) {
  for (const auto& path : paths) {
    std::string octets;
    if (read_input(path, profile::kMostFileOctets, octets, environment) == Read::no) return Read::no;
    const auto name = path == "-" ? std::string("standard input") : path;
    const auto read = profile::read_profile(octets, name);
    if (const auto* error = std::get_if<profile::Error>(&read)) return fail_profile(environment, error->text);
    const auto& file = *std::get_if<profile::Profile>(&read);
    environment.err << "sstp-probe: " << quote(name) << " is " << profile::to_string(file.kind) << '\n';
    for (const auto& note : file.notes)
      environment.err << "sstp-probe: " << quote(name) << ": " << printable(note, kLongestSentence) << '\n';
    for (const auto& gateway : file.gateways) {
      const auto parsed = parse_target(gateway.host);
      if (!parsed) return fail_profile(environment, name + ": " + parsed.error().text);
      auto target = *parsed;
      target.label = gateway.label;
      found.targets.push_back({std::move(target)});
      found.gateways.push_back(gateway);
    }
  }
  return Read::yes;
}

void add_pin_findings(const ProfileTargets& profiles, TargetRecord& target) {
  for (std::size_t at = 0; at < profiles.targets.size(); ++at) {
    const auto& listed = profiles.targets[at].target;
    if (listed.host != target.target.host || listed.port != target.target.port || listed.label != target.target.label)
      continue;
    if (auto finding = profile::compare_pins(profiles.gateways[at], target, tls::x509::path_end))
      target.findings.push_back(*std::move(finding));
    return;
  }
}

}  // namespace probe::cli
