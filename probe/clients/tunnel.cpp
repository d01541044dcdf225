// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/tunnel.hpp"

#include "probe/model/family.hpp"

#include <fmt/format.h>

#include <algorithm>

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
  bool any_open = false;
  bool groups_clash = false;
  std::optional<Reason> refusal;       ///< of the first that is refused
  std::optional<Reason> open_because;  ///< of the first that is open
};
Sorted sort_suites(const TargetRecord& target, const VersionResult& version, const ClientProfile& profile);
Tunnel refused(std::optional<Reason> reason, std::string why);
Tunnel unknown(std::string why);

}  // namespace

Tunnel tunnel_of(const TargetRecord& target, const ClientProfile& profile, tls::VersionSet offered) {
  if (target.status == TargetStatus::unreachable) return unknown("the gateway could not be scanned");
  std::optional<Reason> newest_refusal;
  std::string refused_versions;
  bool below_newest = false;
  for (auto at = tls::kProtocolVersions.rbegin(); at != tls::kProtocolVersions.rend(); ++at) {
    if (!offered.contains(*at)) continue;
    const auto* const version = find_version(target, *at);
    if (version == nullptr) return unknown(fmt::format("{} was not asked", to_string(*at)));
    const auto sorted = sort_suites(target, *version, profile);
    if (version->outcome != Outcome::accepted) {
      // What was not asked in it may be what this client offers.
      if (version->outcome != Outcome::refused || sorted.any_open)
        return unknown(fmt::format("{} could not be determined ({})", to_string(*at),
                                   explain(sorted.open_because.value_or(version->reason))));
      if (!newest_refusal) newest_refusal = version->reason;
      refused_versions += (refused_versions.empty() ? "" : ", ") + to_string(*at);
      below_newest = below_newest || *at != tls::ProtocolVersion::TLSv1_3;
      continue;
    }
    if (sorted.common.empty()) {
      const auto name = to_string(*at);
      if (sorted.any_open)
        return unknown(
            fmt::format("none of its suites of {} was seen to be accepted, and not all could be determined", name));
      if (sorted.groups_clash && !sorted.refusal)
        return refused(std::nullopt, fmt::format("in {} the server has none of its elliptic curves", name));
      return refused(sorted.refusal, fmt::format("the server takes {}, and has none of its suites there", name));
    }
    Tunnel tunnel;
    tunnel.outcome = TunnelOutcome::stands;
    tunnel.version = *at;
    tunnel.common = sorted.common;
    tunnel.below_newest =
        below_newest && version->outcome == Outcome::accepted && newest_refusal != Reason::negotiated_other_version;
    tunnel.has_open_suites = sorted.any_open;
    return tunnel;
  }
  return refused(newest_refusal, fmt::format("it offers {} and the server refuses {}", refused_versions,
                                             refused_versions.find(',') == std::string::npos ? "it" : "all of them"));
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

Sorted sort_suites(const TargetRecord& target, const VersionResult& version, const ClientProfile& profile) {
  Sorted sorted;
  const auto leave_open = [&sorted](Reason reason) {
    sorted.any_open = true;
    if (!sorted.open_because) sorted.open_because = reason;
  };
  for (const auto& suite : profile.suites) {
    if (!suite.versions.contains(version.version)) continue;
    const auto one = cell(version, suite.code);
    switch (one.outcome) {
      case Outcome::accepted:
        switch (needs_group(suite.code) ? common_group(target, profile, version.version, *one.accepted)
                                        : CommonGroup::yes) {
          case CommonGroup::yes:
            sorted.common.push_back(suite.code);
            break;
          case CommonGroup::no:
            sorted.groups_clash = true;
            break;
          case CommonGroup::unknown:
            leave_open(one.reason);
            break;
        }
        break;
      case Outcome::refused:
        if (!sorted.refusal) sorted.refusal = one.reason;
        break;
      case Outcome::inconclusive:
      case Outcome::not_tested:
        leave_open(one.reason);
        break;
      case Outcome::not_applicable:
        break;
    }
  }
  return sorted;
}

Tunnel refused(std::optional<Reason> reason, std::string why) {
  Tunnel tunnel;
  tunnel.outcome = TunnelOutcome::refused;
  tunnel.reason = reason;
  tunnel.why = std::move(why);
  return tunnel;
}

Tunnel unknown(std::string why) {
  Tunnel tunnel;
  tunnel.why = std::move(why);
  return tunnel;
}

}  // namespace
}  // namespace probe
