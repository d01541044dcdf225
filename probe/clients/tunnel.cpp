// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/tunnel.hpp"

#include "probe/clients/certificate.hpp"
#include "probe/model/family.hpp"

#include <algorithm>
#include <utility>

namespace probe {
namespace {

const VersionResult* find_version(const TargetRecord& target, tls::ProtocolVersion version) {
  const auto found = std::find_if(target.versions.begin(), target.versions.end(),
                                  [version](const VersionResult& row) { return row.version == version; });
  return found == target.versions.end() ? nullptr : &*found;
}

/// The client's suites in one version, by what the record says of them.
struct Sorted {
  std::vector<tls::CipherSuite> common;
  bool all_mixed = true;   ///< of `common`: none that each of the servers takes
  bool any_mixed = false;  ///< of `common`
  bool any_open = false;
  bool groups_clash = false;
  std::optional<std::string> key_clash;  ///< the key of the first certificate that no hello of this client asks for
  bool wants_small_hello = false;
  std::optional<Need> unmet;            ///< of the first that the server takes, and not from this client
  std::optional<Reason> refusal;        ///< of the first that is refused
  std::optional<Message> open_because;  ///< of the first that is open
};
Sorted sort_suites(const TargetRecord& target, const VersionResult& version, const ClientProfile& profile);
Tunnel refused(std::optional<Reason> reason, Message why);
Tunnel unknown(Message why);

/// Why a client with no common suite in a version that the server takes comes to nothing.
Tunnel without_common(const Sorted& sorted, tls::ProtocolVersion version) {
  if (sorted.wants_small_hello) {
    auto tunnel = unknown(message("client.small_hello", version));
    tunnel.wants_small_hello = true;
    return tunnel;
  }
  if (sorted.any_open) return unknown(message("client.none_accepted", version));
  if (sorted.unmet) return refused(std::nullopt, message("client.needs", version, *sorted.unmet));
  if (sorted.key_clash) {
    auto tunnel = refused(std::nullopt, message("client.key", version, *sorted.key_clash));
    tunnel.rests_on_key = true;
    return tunnel;
  }
  if (sorted.groups_clash && !sorted.refusal) return refused(std::nullopt, message("client.no_curves", version));
  return refused(sorted.refusal, message("client.no_suites", version));
}

Message why_refused(const std::vector<tls::ProtocolVersion>& versions) {
  if (versions.size() == 1) return message("client.refused", versions.front());
  std::vector<Message> names;
  for (const auto version : versions) names.push_back(verbatim(to_string(version)));
  return message("client.all_refused", std::move(names));
}

}  // namespace

Tunnel tunnel_of(const TargetRecord& target, const ClientProfile& profile, tls::VersionSet offered) {
  if (!was_reached(target)) return unknown(message("client.unscanned"));
  std::optional<Reason> newest_refusal;
  std::vector<tls::ProtocolVersion> refused_versions;
  bool below_newest = false;
  std::optional<Tunnel> mixed;  // of the newest version, which some of the servers take
  for (auto at = tls::kProtocolVersions.rbegin(); at != tls::kProtocolVersions.rend(); ++at) {
    if (!offered.contains(*at)) continue;
    const auto* const version = find_version(target, *at);
    // What other servers make of an older version is worth a look, but takes nothing back.
    const auto or_mixed = [&mixed](Tunnel other) { return mixed ? *mixed : other; };
    if (version == nullptr) return or_mixed(unknown(message("client.not_asked", *at)));
    const auto sorted = sort_suites(target, *version, profile);
    if (version->outcome != Outcome::accepted) {
      // What was not asked in it may be what this client offers.
      if (version->outcome != Outcome::refused || sorted.any_open)
        return or_mixed(
            unknown(message("client.open", *at, sorted.open_because.value_or(explain(version->reason, std::nullopt)))));
      if (!newest_refusal) newest_refusal = version->reason;
      refused_versions.push_back(*at);
      below_newest = below_newest || *at != tls::ProtocolVersion::TLSv1_3;
      continue;
    }
    if (sorted.common.empty()) return or_mixed(without_common(sorted, *at));
    Tunnel tunnel;
    tunnel.outcome = TunnelOutcome::stands;
    tunnel.version = *at;
    tunnel.common = sorted.common;
    tunnel.below_newest = below_newest && newest_refusal != Reason::negotiated_other_version;
    tunnel.has_open_suites = sorted.any_open;
    tunnel.wants_small_hello = sorted.wants_small_hello;
    tunnel.has_mixed_suites = sorted.any_mixed;
    if (!sorted.all_mixed) {
      if (!mixed) return tunnel;
      // Servers that lack the newer version take this one.
      mixed->is_mixed = false;
      mixed->why = {};
      return *mixed;
    }
    if (mixed) continue;
    tunnel.is_mixed = true;
    tunnel.why = message("client.unlike_servers");
    mixed = std::move(tunnel);
  }
  if (mixed) return *mixed;
  return refused(newest_refusal, why_refused(refused_versions));
}

std::optional<Rung> lowest_rung(const TargetRecord& target, tls::ProtocolVersion version,
                                const std::vector<tls::CipherSuite>& suites) {
  std::optional<Rung> lowest;
  const auto* const found = find_version(target, version);
  if (found == nullptr) return lowest;
  for (const auto code : suites) {
    const auto one = cell(*found, code);
    if (one.accepted != nullptr) lowest = std::min(lowest.value_or(one.accepted->rung), one.accepted->rung);
  }
  return lowest;
}

namespace {

enum class CommonGroup : std::uint8_t { yes, no, unknown };

/// Whether an elliptic-curve key exchange finds a group that both have.
CommonGroup common_group(const TargetRecord& target, const ClientProfile& profile, tls::ProtocolVersion version,
                         const AcceptedSuite& suite) {
  const auto client_has = [&](tls::NamedGroup group) {
    return std::find(profile.groups.begin(), profile.groups.end(), group) != profile.groups.end();
  };
  if (suite.group && client_has(*suite.group)) return CommonGroup::yes;
  bool complete = false;
  for (const auto& family : target.server.groups) {
    const bool is_tls13 = version == tls::ProtocolVersion::TLSv1_3;
    if ((family.version == tls::ProtocolVersion::TLSv1_3) != is_tls13) continue;
    if (family.kind != tls::GroupKind::elliptic_curve) continue;
    for (const auto& accepted : family.accepted)
      if (client_has(accepted.group)) return CommonGroup::yes;
    complete = family.others.support == Support::no || family.others.support == Support::not_applicable;
  }
  return complete ? CommonGroup::no : CommonGroup::unknown;
}

bool needs_group(tls::CipherSuite code) {
  const auto* const info = tls::find_cipher_suite(code);
  return info != nullptr &&
         (info->key_exchange == tls::KeyExchange::ecdhe || info->key_exchange == tls::KeyExchange::tls13);
}

/// What an accepted cell needs, and no hello of this Windows has. None was ever seen to send encrypt_then_mac, and none
/// names a group of RFC 7919 (the captures that client_offer() takes its extensions from).
std::optional<Need> unmet_need(const AcceptedSuite& suite, const ClientProfile& profile) {
  const auto is_ffdhe = [](tls::NamedGroup group) {
    const auto* const info = tls::find_named_group(group);
    return info != nullptr && info->kind == tls::GroupKind::finite_field;
  };
  const auto sends = [&profile](tls::ExtensionType type) {
    const auto& list = profile.shape.extensions;
    return std::find(list.begin(), list.end(), type) != list.end();
  };
  for (const auto need : suite.needs) {
    switch (need) {
      case Need::encrypt_then_mac:
        if (!sends(tls::ExtensionType::encrypt_then_mac)) return need;
        break;
      case Need::ffdhe_group:
        if (std::none_of(profile.groups.begin(), profile.groups.end(), is_ffdhe)) return need;
        break;
      case Need::small_hello:
        break;
    }
  }
  return std::nullopt;
}

struct KeyFit {
  Fit fit = Fit::yes;
  std::string key;
};

/// By the certificate that came with the cell. Where none was seen, that is for whoever weighs certificates to say.
KeyFit fit_of_key(const TargetRecord& target, const ClientProfile& profile, tls::ProtocolVersion version,
                  const AcceptedSuite& suite) {
  const auto* const shown = chain_of(target, suite);
  if (shown == nullptr) return {};
  const auto& leaf = *shown->facts.front();
  const auto fit = key_fit(profile, version, suite.code, leaf);
  if (fit != Fit::no) return {fit, key_words(leaf)};
  // A server with several certificates shows the one that fits.
  const bool has_other = std::any_of(target.certificates.begin(), target.certificates.end(), [&](const auto& chain) {
    return chain.named && !chain.facts.empty() && chain.facts.front() &&
           key_fit(profile, version, suite.code, *chain.facts.front()) == Fit::yes;
  });
  return {has_other ? Fit::unknown : Fit::no, key_words(leaf)};
}

bool wants_small_hello(const AcceptedSuite& suite) {
  return std::find(suite.needs.begin(), suite.needs.end(), Need::small_hello) != suite.needs.end();
}

void add_common(Sorted& sorted, const AcceptedSuite& suite) {
  if (wants_small_hello(suite)) {
    sorted.wants_small_hello = true;
    return;
  }
  sorted.common.push_back(suite.code);
  sorted.any_mixed = sorted.any_mixed || suite.is_mixed();
  sorted.all_mixed = sorted.all_mixed && suite.is_mixed();
}

Sorted sort_suites(const TargetRecord& target, const VersionResult& version, const ClientProfile& profile) {
  Sorted sorted;
  const auto leave_open = [&sorted](const Cell& cell) {
    sorted.any_open = true;
    if (!sorted.open_because) sorted.open_because = explain(cell.reason, cell.alert);
  };
  for (const auto& suite : profile.suites) {
    if (!suite.versions.contains(version.version)) continue;
    const auto one = cell(version, suite.code);
    switch (one.outcome) {
      case Outcome::accepted:
        if (const auto need = unmet_need(*one.accepted, profile)) {
          if (!sorted.unmet) sorted.unmet = need;
          break;
        }
        if (const auto key = fit_of_key(target, profile, version.version, *one.accepted); key.fit != Fit::yes) {
          if (key.fit == Fit::unknown)
            leave_open(one);
          else if (!sorted.key_clash)
            sorted.key_clash = key.key;
          break;
        }
        switch (needs_group(suite.code) ? common_group(target, profile, version.version, *one.accepted)
                                        : CommonGroup::yes) {
          case CommonGroup::yes:
            add_common(sorted, *one.accepted);
            break;
          case CommonGroup::no:
            sorted.groups_clash = true;
            break;
          case CommonGroup::unknown:
            leave_open(one);
            break;
        }
        break;
      case Outcome::refused:
        if (!sorted.refusal) sorted.refusal = one.reason;
        break;
      case Outcome::inconclusive:
      case Outcome::not_tested:
        leave_open(one);
        break;
      case Outcome::not_applicable:
        break;
    }
  }
  return sorted;
}

Tunnel refused(std::optional<Reason> reason, Message why) {
  Tunnel tunnel;
  tunnel.outcome = TunnelOutcome::refused;
  tunnel.reason = reason;
  tunnel.why = std::move(why);
  return tunnel;
}

Tunnel unknown(Message why) {
  Tunnel tunnel;
  tunnel.why = std::move(why);
  return tunnel;
}

}  // namespace
}  // namespace probe
