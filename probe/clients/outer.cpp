// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/outer.hpp"

#include "probe/clients/certificate.hpp"
#include "probe/clients/suite_choice.hpp"
#include "probe/clients/windows_error.hpp"
#include "probe/model/absence.hpp"
#include "probe/model/family.hpp"
#include "probe/model/unlike_servers.hpp"

#include <algorithm>
#include <utility>

namespace probe {
namespace {

/// Microsoft, MS15-055 (KB3061518); the registry's ClientMinKeyBitLength has that default.
constexpr std::size_t kLeastDh = 1024;

/// One thing that a client meets behind the ServerHello.
struct Weight {
  Fit fit = Fit::yes;
  Message why;
  std::optional<std::uint32_t> error;
};

void add(std::vector<Inference>& inferences, Inference inference) {
  if (std::find(inferences.begin(), inferences.end(), inference) == inferences.end()) inferences.push_back(inference);
}

const AcceptedSuite* accepted_cell(const TargetRecord& target, tls::ProtocolVersion version, tls::CipherSuite suite) {
  for (const auto& row : target.versions)
    if (row.version == version) return cell(row, suite).accepted;
  return nullptr;
}

Weight weigh_dh(tls::CipherSuite suite, std::optional<std::size_t> key_bits, std::vector<Inference>& inferences) {
  const auto* const info = tls::find_cipher_suite(suite);
  if (info == nullptr || info->key_exchange != tls::KeyExchange::dhe) return {};
  if (!key_bits) return {Fit::unknown, message("client.dh_unseen", suite), {}};
  if (*key_bits >= kLeastDh) return {};
  add(inferences, Inference::dh_minimum);
  return {Fit::no, message("client.short_dh", suite, *key_bits, kLeastDh), std::nullopt};
}

Weight weigh_chain(const CertificateChain* chain, const Gateway& gateway, const ClientProfile& profile,
                   tls::ProtocolVersion version, tls::CipherSuite suite, std::vector<Inference>& inferences) {
  if (chain == nullptr) return {Fit::unknown, message("client.no_certificate", version, suite), {}};
  const auto& leaf = *chain->facts.front();
  if (key_fit(profile, version, suite, leaf) != Fit::yes) {
    add(inferences, Inference::key_by_hello);
    return {Fit::unknown, message("client.key", version, key_words(leaf)), {}};
  }
  if (const auto objection = objection_to(*chain, profile, version, gateway.when))
    return {objection->fit, objection->why, objection->error};
  add(inferences, Inference::roots_as_here);
  add(inferences, Inference::revocation_unchecked);
  if (rests_on_sha1(*chain)) add(inferences, Inference::sha1_taken);
  return {};
}

/// The chains that a client may meet: that of its cell and, where unlike servers answer, all that hellos with the name
/// drew in the version. Which of those has which key is for each server to choose: what no suite of it fits is no other
/// server's.
std::vector<const CertificateChain*> chains_met(const CertificateChain* own, const TargetRecord& target,
                                                const ClientProfile& profile, tls::ProtocolVersion version,
                                                tls::CipherSuite suite) {
  std::vector<const CertificateChain*> chains{own};
  if (own == nullptr || !has_unlike_servers(target)) return chains;
  for (const auto& chain : target.certificates) {
    const auto& versions = chain.versions;
    const bool is_others = &chain != own && chain.named && !chain.facts.empty() && chain.facts.front() &&
                           std::find(versions.begin(), versions.end(), version) != versions.end();
    if (is_others && key_fit(profile, version, suite, *chain.facts.front()) != Fit::no) chains.push_back(&chain);
  }
  return chains;
}

/// Of unlike servers one may show what the other does not: only what is wrong with each of them is sure.
Weight weigh_chains(const std::vector<const CertificateChain*>& chains, const Gateway& gateway,
                    const ClientProfile& profile, tls::ProtocolVersion version, tls::CipherSuite suite,
                    std::vector<Inference>& inferences) {
  std::optional<Weight> worst;
  std::size_t bad = 0;
  for (const auto* chain : chains) {
    auto weight = weigh_chain(chain, gateway, profile, version, suite, inferences);
    if (weight.fit == Fit::yes) continue;
    bad += weight.fit == Fit::no ? 1 : 0;
    if (!worst) worst = std::move(weight);
  }
  if (!worst) return {};
  if (chains.size() == 1 || bad == chains.size()) return *worst;
  add(inferences, Inference::unlike_servers);
  return {Fit::unknown, message("client.one_of_unlike", worst->why), worst->error};
}

/// A handshake is no connection yet.
Weight weigh_call(const AcceptedSuite* cell, const Gateway& gateway, std::vector<Inference>& inferences) {
  if (const auto calls = call_answers(gateway.target.versions); calls.differ()) {
    add(inferences, Inference::unlike_servers);
    return {Fit::unknown, message("client.calls_differ", calls.by_sstp, calls.by_sstp + calls.by_others), {}};
  }
  if (cell != nullptr && cell->rung == Rung::sstp) return {};
  const auto& target = gateway.target;
  if (sstp_presence(target).presence == SstpPresence::absent) return {Fit::no, message("client.no_sstp"), {}};
  if (cell == nullptr || !cell->climb) return {Fit::unknown, message("client.call_not_asked"), {}};
  const auto halt = cell->climb->halt;
  if (halt == CallOutcome::no_client && target.sstp.connected != 0) {
    add(inferences, Inference::calls_as_others);
    return {};
  }
  if (halt == CallOutcome::no_client || halt == CallOutcome::not_called)
    return {Fit::unknown, message("client.call_not_made"), {}};
  return {Fit::unknown, message("client.call_halted", halt.value_or(CallOutcome::unfinished)), {}};
}

/// What the server may choose, each by itself.
void weigh(Outer& outer, const Gateway& gateway, const ClientProfile& profile, const Observed* seen) {
  if (gateway.knowledge == Knowledge::documented) return;
  const auto& target = gateway.target;
  std::size_t bad = 0;
  std::optional<Weight> worst;
  for (const auto suite : outer.suites) {
    const auto* const one = accepted_cell(target, *outer.version, suite);
    const auto* chain = seen != nullptr ? chain_shown(target, seen->exchange) : nullptr;
    if (chain == nullptr && one != nullptr) chain = chain_of(target, *one);
    std::optional<std::size_t> key_bits;
    if (one != nullptr) key_bits = one->key_bits;
    if (seen != nullptr && seen->key_bits) key_bits = *seen->key_bits;
    Weight weights[] = {weigh_dh(suite, key_bits, outer.inferences),
                        weigh_chains(chains_met(chain, target, profile, *outer.version, suite), gateway, profile,
                                     *outer.version, suite, outer.inferences),
                        weigh_call(one, gateway, outer.inferences)};
    const auto sure =
        std::find_if(std::begin(weights), std::end(weights), [](const auto& w) { return w.fit == Fit::no; });
    const auto any = sure != std::end(weights) ? sure
                                               : std::find_if(std::begin(weights), std::end(weights),
                                                              [](const auto& w) { return w.fit == Fit::unknown; });
    if (any == std::end(weights)) continue;
    bad += any->fit == Fit::no ? 1 : 0;
    if (!worst) worst = std::move(*any);
  }
  if (!worst) return;
  outer.verdict = bad == outer.suites.size() ? Verdict::cut_off_outside : Verdict::unknown;
  outer.is_the_servers = true;
  outer.error = worst->error;
  outer.why = std::move(worst->why);
}

}  // namespace

Outer outer_of(const Gateway& gateway, const ClientProfile& profile, tls::VersionSet offered) {
  const auto& target = gateway.target;
  const auto tunnel = tunnel_of(target, profile, offered);
  Outer outer;
  outer.inferences.push_back(Inference::winhttp_versions);
  outer.version = tunnel.version;
  outer.why = tunnel.why;
  outer.expected.outcome = tunnel.outcome;
  outer.expected.version = tunnel.version;
  outer.expected.is_mixed = tunnel.is_mixed;
  outer.expected.may_be_another = tunnel.has_open_suites;
  outer.is_the_servers = tunnel.rests_on_key;
  if (tunnel.rests_on_key) outer.inferences.push_back(Inference::key_by_hello);
  switch (tunnel.outcome) {
    case TunnelOutcome::unknown:
      if (tunnel.wants_small_hello) outer.inferences.push_back(Inference::hello_too_large);
      return outer;
    case TunnelOutcome::refused:
      outer.verdict = Verdict::cut_off_outside;
      outer.reason = tunnel.reason;
      if (outer.reason) outer.error = windows_error_of(*outer.reason);
      if (outer.reason == Reason::closed_while_control_succeeds) outer.inferences.push_back(Inference::close_is_reset);
      if (outer.reason == Reason::silent_while_control_succeeds)
        outer.inferences.push_back(Inference::silence_is_timeout);
      return outer;
    case TunnelOutcome::stands:
      break;
  }
  outer.verdict = tunnel.is_mixed ? Verdict::sometimes : Verdict::connects;
  outer.suites = likely_choices(target, *tunnel.version, tunnel.common);
  outer.expected.suites = outer.suites;
  outer.rung = lowest_rung(target, *tunnel.version, outer.suites);
  if (tunnel.below_newest) outer.inferences.push_back(Inference::negotiates_down);
  if (tunnel.common.size() > 1 && suite_order(target) == SuiteOrder::unknown)
    outer.inferences.push_back(Inference::order_unknown);
  if (tunnel.has_open_suites) outer.inferences.push_back(Inference::open_suites);
  if (tunnel.has_mixed_suites) outer.inferences.push_back(Inference::unlike_servers);
  if (tunnel.wants_small_hello) outer.inferences.push_back(Inference::hello_too_large);
  if (profile.schemes_confidence == Confidence::unconfirmed && *tunnel.version == tls::ProtocolVersion::TLSv1_2)
    outer.inferences.push_back(Inference::schemes_assumed);
  weigh(outer, gateway, profile, nullptr);
  return outer;
}

Outer outranked(Outer outer, const Gateway& gateway, const ClientProfile& profile, const Observed& seen) {
  if (outer.expected.is_mixed) return outer;
  Outer live;
  live.expected = outer.expected;
  live.verdict = Verdict::cut_off_outside;
  switch (seen.kind) {
    case Observed::Kind::not_sent:
    case Observed::Kind::unclear:
      return outer;
    case Observed::Kind::selected:
      if (!seen.version || !seen.suite) return outer;
      live.verdict = Verdict::connects;
      live.version = seen.version;
      live.suites = {*seen.suite};
      live.rung = lowest_rung(gateway.target, *seen.version, live.suites);
      weigh(live, gateway, profile, &seen);
      return live;
    case Observed::Kind::alert:
      live.why = seen.alert ? message("client.named_alert", *seen.alert) : message("client.alert");
      if (seen.alert) live.error = schannel_error_of(*seen.alert);
      break;
    case Observed::Kind::closed:
      live.why = message("client.closes");
      live.error = kConnectionReset;
      live.inferences.push_back(Inference::close_is_reset);
      break;
    case Observed::Kind::silent:
      live.why = message("client.silent");
      live.error = kTimedOut;
      live.inferences.push_back(Inference::silence_is_timeout);
      break;
  }
  // What the cells say of it in more words is kept where it agrees.
  if (outer.verdict == Verdict::cut_off_outside && outer.expected.outcome == TunnelOutcome::refused) {
    if (live.error) outer.error = live.error;
    return outer;
  }
  return live;
}

Inner inner_of(const TargetRecord& target, tls::VersionSet spoken) {
  const auto most = newest(spoken);
  if (!most) return {Verdict::cut_off_inside, message("client.inner_none")};
  bool any_open = false;
  for (const auto version : tls::kProtocolVersions) {
    if (!spoken.contains(version)) continue;
    const auto result = std::find_if(target.versions.begin(), target.versions.end(),
                                     [version](const VersionResult& each) { return each.version == version; });
    const auto outcome = result == target.versions.end() ? Outcome::not_tested : result->outcome;
    if (outcome == Outcome::accepted) return {};
    any_open = any_open || outcome != Outcome::refused;
  }
  if (any_open) return {Verdict::unknown, message("client.inner_open", *most)};
  return {Verdict::cut_off_inside, message("client.inner_refused", *most)};
}

}  // namespace probe
