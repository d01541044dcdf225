// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/gateway_demand.hpp"

#include "probe/clients/registry/version_sets.hpp"

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <utility>

namespace probe::registry {
namespace {

using tls::CipherSuite;
using tls::ProtocolVersion;

/// The versions as the record has them; of those that it does not have nothing is known.
void sum_up(GatewayDemand& demand) {
  for (const auto version : tls::kProtocolVersions)
    if (std::none_of(demand.record.versions.begin(), demand.record.versions.end(),
                     [version](const VersionResult& result) { return result.version == version; }))
      demand.unsure = with(demand.unsure, version);
  for (const auto& version : demand.record.versions) {
    if (version.outcome == Outcome::accepted) demand.versions = with(demand.versions, version.version);
    if (version.outcome == Outcome::inconclusive || version.outcome == Outcome::not_tested ||
        !version.inconclusive.empty())
      demand.unsure = with(demand.unsure, version.version);
  }
}

/// All of a version's suites that the document does not name.
VersionResult documented(ProtocolVersion version, std::initializer_list<CipherSuite> accepted) {
  VersionResult result;
  result.version = version;
  RefusedSuites refused;
  for (const auto& suite : tls::cipher_suites()) {
    if (!suite.versions.contains(version)) continue;
    if (std::find(accepted.begin(), accepted.end(), suite.code) == accepted.end()) {
      refused.codes.push_back(suite.code);
      continue;
    }
    AcceptedSuite cell;
    cell.code = suite.code;
    // Its curves are not documented; that every Windows since 7 connects with these suites is, and all of them have
    // this.
    cell.group = tls::NamedGroup::secp256r1;
    result.accepted.push_back(cell);
  }
  result.outcome = result.accepted.empty() ? Outcome::refused : Outcome::accepted;
  result.reason = result.accepted.empty() ? Reason::closed_while_control_succeeds : Reason::server_selected_it;
  refused.reason = Reason::closed_while_control_succeeds;
  result.refused.push_back(std::move(refused));
  return result;
}

}  // namespace

GatewayDemand azure_demand() {
  GatewayDemand demand;
  demand.name = "Azure VPN gateways";
  demand.source =
      "Microsoft, \"About Point-to-Site VPN\": TLS 1.2 alone since July 2018; four suites in the tables since 2024";
  demand.knowledge = Knowledge::documented;
  demand.record.status = TargetStatus::complete;
  for (const auto version : tls::kProtocolVersions)
    demand.record.versions.push_back(version == ProtocolVersion::TLSv1_2
                                         ? documented(version, {CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
                                                                CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                                                                CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384,
                                                                CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256})
                                         : documented(version, {}));
  sum_up(demand);
  return demand;
}

GatewayDemand demand_of(const ScanRecord& record, const TargetRecord& target) {
  GatewayDemand demand;
  demand.name = to_string(target.target);
  demand.source = "the scan record";
  demand.record = target;
  demand.when = std::chrono::floor<std::chrono::seconds>(record.finished);
  sum_up(demand);
  return demand;
}

}  // namespace probe::registry
