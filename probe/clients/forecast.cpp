// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/forecast.hpp"

#include <algorithm>
#include <chrono>

namespace probe {
namespace {

Forecast row_of(const Gateway& gateway, const LiveAnswers& live, const ClientProfile& profile, ClientState state);
void name_fixes(std::vector<Forecast>& of_one_profile);

}  // namespace

std::vector<Forecast> forecast(const ScanRecord& record, const TargetRecord& target) {
  const Gateway gateway{target, std::chrono::floor<std::chrono::seconds>(record.finished)};
  const LiveAnswers live(target, record.options);
  std::vector<Forecast> all;
  for (const auto& profile : client_profiles()) {
    std::vector<Forecast> rows;
    for (const auto state : states_of(profile)) rows.push_back(row_of(gateway, live, profile, state));
    name_fixes(rows);
    all.insert(all.end(), rows.begin(), rows.end());
  }
  return all;
}

namespace {

Forecast row_of(const Gateway& gateway, const LiveAnswers& live, const ClientProfile& profile, ClientState state) {
  Forecast row;
  row.profile = &profile;
  row.state = state;
  row.seen = live.to(profile, state);
  auto outer = outranked(outer_of(gateway, profile, outer_versions(profile, state)), gateway, profile, row.seen);
  row.agreement = compare(outer.expected, row.seen);
  row.expected = std::move(outer.expected);
  row.verdict = outer.verdict;
  row.version = outer.version;
  row.suites = std::move(outer.suites);
  row.rung = outer.rung;
  row.reason = outer.reason;
  row.error = outer.error;
  row.is_the_servers = outer.is_the_servers;
  row.why = std::move(outer.why);
  row.inferences = std::move(outer.inferences);
  // A handshake that stands, whatever is in doubt behind it.
  if (row.verdict == Verdict::cut_off_outside || row.suites.empty()) return row;
  auto inner = inner_of(gateway.target, inner_versions(profile, state));
  const bool stays_open = row.verdict == Verdict::unknown && inner.verdict != Verdict::cut_off_inside;
  if (stays_open) return row;
  row.inferences.push_back(Inference::inner_as_outer);
  if (inner.verdict == Verdict::connects) return row;
  row.verdict = inner.verdict;
  row.why = std::move(inner.why);
  if (row.verdict == Verdict::cut_off_inside) row.error = kServerPolicy;
  return row;
}

bool is_cut_off(const Forecast& row) {
  return row.verdict == Verdict::cut_off_outside || row.verdict == Verdict::cut_off_inside;
}

Message client_side_fix(const ClientProfile& profile, ClientState state) {
  if (state == ClientState::as_shipped && !profile.updates.empty())
    return message("fix.install_and_set", profile.updates, profile.registry);
  return message("fix.set", profile.registry);
}

/// With the suite that this Windows would like best, so that the gateway's administrator knows what is missing.
Message server_side_fix(const Forecast& last) {
  const auto most = newest(outer_versions(*last.profile, last.state));
  const auto fits = [&](const ClientSuite& suite) {
    const auto* const info = tls::find_cipher_suite(suite.code);
    return most && suite.versions.contains(*most) && info != nullptr &&
           info->authentication == tls::Authentication::rsa;
  };
  const auto& suites = last.profile->suites;
  const auto first = std::find_if(suites.begin(), suites.end(), fits);
  return first == suites.end() ? message("fix.newer_windows")
                               : message("fix.newer_windows_or_suite", first->code, *most);
}

void name_fixes(std::vector<Forecast>& rows) {
  const auto& last = rows.back();
  const bool registry_helps = last.state == ClientState::registry_set && last.verdict == Verdict::connects;
  const bool registry_may_help = last.state == ClientState::registry_set && last.verdict == Verdict::unknown;
  for (auto& row : rows) {
    if (row.verdict == Verdict::sometimes) row.fix = message("fix.same_settings");
    if (!is_cut_off(row)) continue;
    if (row.is_the_servers && row.verdict == Verdict::cut_off_outside) {
      row.fix = message("fix.at_gateway");
      continue;
    }
    if (registry_helps)
      row.fix = client_side_fix(*row.profile, row.state);
    else if (registry_may_help)
      row.fix = message("fix.perhaps", client_side_fix(*row.profile, row.state));
    else
      row.fix = server_side_fix(last);
  }
}

}  // namespace
}  // namespace probe
