// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/forecast.hpp"

#include "probe/clients/suite_choice.hpp"
#include "probe/clients/tunnel.hpp"
#include "probe/model/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace probe {
namespace {

constexpr Word<Verdict> kVerdicts[]{
    {Verdict::connects, "connects"},
    {Verdict::sometimes, "sometimes"},
    {Verdict::cut_off_outside, "cut-off-outside"},
    {Verdict::cut_off_inside, "cut-off-inside"},
    {Verdict::unknown, "unknown"},
};

constexpr Word<Inference> kInferences[]{
    {Inference::winhttp_versions, "winhttp-versions"},
    {Inference::negotiates_down, "negotiates-down"},
    {Inference::inner_as_outer, "inner-as-outer"},
    {Inference::close_is_reset, "close-is-reset"},
    {Inference::silence_is_timeout, "silence-is-timeout"},
    {Inference::order_unknown, "order-unknown"},
    {Inference::open_suites, "open-suites"},
    {Inference::schemes_assumed, "schemes-assumed"},
    {Inference::unlike_servers, "unlike-servers"},
    {Inference::hello_too_large, "hello-too-large"},
};

Forecast outer_forecast(const TargetRecord& target, const ClientProfile& profile, ClientState state);
void judge_inner(const TargetRecord& target, Forecast& forecast);
void name_fixes(std::vector<Forecast>& of_one_profile);

}  // namespace

std::string_view to_string(Verdict verdict) { return word_of(kVerdicts, verdict); }
std::string_view to_string(Inference inference) { return word_of(kInferences, inference); }

std::string_view explain(Inference inference) {
  switch (inference) {
    case Inference::winhttp_versions:
      return "The SSTP client offers WinHTTP's default versions: Microsoft's fix for it, KB3140245 with "
             "DefaultSecureProtocols, changes those (MicrosoftDocs/win32, WinHttp/option-flags.md; SoftEtherVPN issue "
             "#1423).";
    case Inference::negotiates_down:
      return "The server refuses the client's newest version when it is offered alone, and is taken to answer a hello "
             "that allows older ones with one of them (RFC 5246 E.1).";
    case Inference::inner_as_outer:
      return "EAP-TLS cannot be seen from outside: the server is taken to allow inside the versions that it allows "
             "outside, as Microsoft's announcement changed both (KB2977292). Logins by password are not concerned.";
    case Inference::close_is_reset:
      return "The server closes without an alert; Windows is taken to show that as a connection that was reset.";
    case Inference::silence_is_timeout:
      return "The server stays silent; which time-out Windows shows is not documented.";
    case Inference::order_unknown:
      return "Whose order of suites decides is not known of this server.";
    case Inference::open_suites:
      return "Suites that the client offers as well could not be determined; the server may choose one of them.";
    case Inference::schemes_assumed:
      return "No capture shows this Windows' signature schemes: those of its neighbours are taken.";
    case Inference::unlike_servers:
      return "Unlike servers answer at this address: which of them a client meets decides what it ends up with.";
    case Inference::hello_too_large:
      return "The server takes hellos alone that are smaller than this program's usual one; whether this Windows' own "
             "hello is small enough was not measured.";
  }
  return {};
}

std::optional<std::uint32_t> windows_error_of(Reason reason) {
  using tls::AlertDescription;
  if (reason == Reason::alert_handshake_failure) return schannel_error_of(AlertDescription::handshake_failure);
  if (reason == Reason::alert_protocol_version) return schannel_error_of(AlertDescription::protocol_version);
  if (reason == Reason::alert_insufficient_security) return schannel_error_of(AlertDescription::insufficient_security);
  if (reason == Reason::closed_while_control_succeeds) return kConnectionReset;
  if (reason == Reason::silent_while_control_succeeds) return kTimedOut;
  return std::nullopt;
}

std::vector<Forecast> forecast(const TargetRecord& target) {
  std::vector<Forecast> all;
  for (const auto& profile : client_profiles()) {
    std::vector<Forecast> rows;
    for (const auto state : states_of(profile)) {
      auto row = outer_forecast(target, profile, state);
      if (row.verdict == Verdict::connects || row.verdict == Verdict::sometimes) judge_inner(target, row);
      rows.push_back(std::move(row));
    }
    name_fixes(rows);
    all.insert(all.end(), rows.begin(), rows.end());
  }
  return all;
}

namespace {

Forecast outer_forecast(const TargetRecord& target, const ClientProfile& profile, ClientState state) {
  Forecast row;
  row.profile = &profile;
  row.state = state;
  row.inferences.push_back(Inference::winhttp_versions);
  const auto tunnel = tunnel_of(target, profile, outer_versions(profile, state));
  row.version = tunnel.version;
  row.why = tunnel.why;
  switch (tunnel.outcome) {
    case TunnelOutcome::unknown:
      if (tunnel.wants_small_hello) row.inferences.push_back(Inference::hello_too_large);
      return row;
    case TunnelOutcome::refused:
      row.verdict = Verdict::cut_off_outside;
      row.reason = tunnel.reason;
      if (row.reason) row.error = windows_error_of(*row.reason);
      if (row.reason == Reason::closed_while_control_succeeds) row.inferences.push_back(Inference::close_is_reset);
      if (row.reason == Reason::silent_while_control_succeeds) row.inferences.push_back(Inference::silence_is_timeout);
      return row;
    case TunnelOutcome::stands:
      break;
  }
  row.verdict = tunnel.is_mixed ? Verdict::sometimes : Verdict::connects;
  row.suites = likely_choices(target, *tunnel.version, tunnel.common);
  row.rung = lowest_rung(target, *tunnel.version, row.suites);
  if (tunnel.below_newest) row.inferences.push_back(Inference::negotiates_down);
  if (tunnel.common.size() > 1 && suite_order(target) == SuiteOrder::unknown)
    row.inferences.push_back(Inference::order_unknown);
  if (tunnel.has_open_suites) row.inferences.push_back(Inference::open_suites);
  if (tunnel.has_mixed_suites) row.inferences.push_back(Inference::unlike_servers);
  if (tunnel.wants_small_hello) row.inferences.push_back(Inference::hello_too_large);
  if (profile.schemes_confidence == Confidence::unconfirmed && *tunnel.version == tls::ProtocolVersion::TLSv1_2)
    row.inferences.push_back(Inference::schemes_assumed);
  return row;
}

/// The client answers in EAP-TLS with its newest inner version or an older one. It is cut off when the server has
/// newer ones alone.
void judge_inner(const TargetRecord& target, Forecast& row) {
  row.inferences.push_back(Inference::inner_as_outer);
  const auto most = newest(inner_versions(*row.profile, row.state));
  bool any_open = false;
  for (const auto& version : target.versions) {
    if (!most || version.version > *most || version.version < tls::ProtocolVersion::TLSv1_0) continue;
    if (version.outcome == Outcome::accepted) return;
    any_open = any_open || version.outcome != Outcome::refused;
  }
  if (!most) return;
  const auto name = to_string(*most);
  if (any_open) {
    row.verdict = Verdict::unknown;
    row.why = fmt::format(
        "the tunnel comes up, but EAP-TLS inside speaks nothing above {}, and whether the server has that could not be "
        "told",
        name);
    return;
  }
  row.verdict = Verdict::cut_off_inside;
  row.error = kServerPolicy;
  row.why =
      fmt::format("the tunnel comes up, but EAP-TLS inside speaks nothing above {}, which the server refuses", name);
}

bool is_cut_off(const Forecast& row) {
  return row.verdict == Verdict::cut_off_outside || row.verdict == Verdict::cut_off_inside;
}

std::string client_side_fix(const ClientProfile& profile, ClientState state) {
  std::string fix;
  if (state == ClientState::as_shipped && !profile.updates.empty())
    fix = fmt::format("install {}, then ", profile.updates);
  return fix + fmt::format("set {}; restart", profile.registry);
}

/// With the suite that this Windows would like best, so that the gateway's administrator knows what is missing.
std::string server_side_fix(const Forecast& last) {
  const auto most = newest(outer_versions(*last.profile, last.state));
  const auto fits = [&](const ClientSuite& suite) {
    const auto* const info = tls::find_cipher_suite(suite.code);
    return most && suite.versions.contains(*most) && info != nullptr &&
           info->authentication == tls::Authentication::rsa;
  };
  const auto& suites = last.profile->suites;
  const auto first = std::find_if(suites.begin(), suites.end(), fits);
  std::string fix = "no update and no setting makes it connect to this gateway: it takes a newer Windows";
  if (first != suites.end())
    fix += fmt::format(", or a gateway with suites of its own, such as {} in {}", to_string(first->code),
                       to_string(*most));
  return fix;
}

void name_fixes(std::vector<Forecast>& rows) {
  const auto& last = rows.back();
  const bool registry_helps = last.state == ClientState::registry_set && last.verdict == Verdict::connects;
  const bool registry_may_help = last.state == ClientState::registry_set && last.verdict == Verdict::unknown;
  for (auto& row : rows) {
    if (row.verdict == Verdict::sometimes)
      row.fix =
          "scan each of the servers for itself (--connect ADDRESS, --all-addresses), and give all of them the same "
          "settings";
    if (!is_cut_off(row)) continue;
    if (registry_helps)
      row.fix = client_side_fix(*row.profile, row.state);
    else if (registry_may_help)
      row.fix = client_side_fix(*row.profile, row.state) + " (whether that is enough here could not be told)";
    else
      row.fix = server_side_fix(last);
  }
}

}  // namespace
}  // namespace probe
