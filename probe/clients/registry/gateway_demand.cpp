// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/gateway_demand.hpp"

#include "probe/clients/registry/version_sets.hpp"

#include <algorithm>

namespace probe::registry {
namespace {

using tls::CipherSuite;
using tls::ProtocolVersion;

void add(std::vector<ClientSuite>& suites, CipherSuite code, ProtocolVersion version) {
  const auto same = [&](const ClientSuite& one) { return one.code == code; };
  const auto found = std::find_if(suites.begin(), suites.end(), same);
  if (found == suites.end())
    suites.push_back({code, {version}});
  else
    found->versions = with(found->versions, version);
}

}  // namespace

GatewayDemand azure_demand() {
  GatewayDemand demand;
  demand.name = "Azure VPN gateways";
  demand.source =
      "Microsoft, \"About Point-to-Site VPN\": TLS 1.2 alone since July 2018; four suites in the tables since 2024";
  demand.versions = demand.inner = {ProtocolVersion::TLSv1_2};
  for (const auto code :
       {CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384, CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256})
    add(demand.suites, code, ProtocolVersion::TLSv1_2);
  return demand;
}

GatewayDemand demand_of(const TargetRecord& target) {
  GatewayDemand demand;
  demand.name = to_string(target.target);
  demand.source = "the scan record";
  for (const auto& version : target.versions) {
    if (version.outcome == Outcome::accepted) demand.versions = with(demand.versions, version.version);
    if (version.outcome == Outcome::inconclusive || version.outcome == Outcome::not_tested ||
        !version.inconclusive.empty())
      demand.unsure = with(demand.unsure, version.version);
    for (const auto& suite : version.accepted) add(demand.suites, suite.code, version.version);
  }
  // Whoever cut TLS 1.0 off outside did so inside: Azure's announcement did both at once.
  demand.inner_known = Known::by_inference;
  const bool cut_off = !demand.versions.empty() && !demand.versions.contains(ProtocolVersion::TLSv1_0) &&
                       !demand.unsure.contains(ProtocolVersion::TLSv1_0);
  if (cut_off) demand.inner = demand.versions;
  return demand;
}

}  // namespace probe::registry
