// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/outer.hpp"
#include "probe/model/record.hpp"
#include "tls/registry/protocol_version.hpp"

#include <string>

namespace probe::registry {

/// What a gateway wants of its clients.
struct GatewayDemand {
  std::string name;     ///< "Azure VPN gateways"; may be the user's word: hostile
  std::string source;   ///< who says so
  TargetRecord record;  ///< what is known of it
  tls::x509::Seconds when{};
  Knowledge knowledge = Knowledge::scanned;
  tls::VersionSet versions;  ///< that it accepts outside, in the SSTP connection
  tls::VersionSet unsure;    ///< of which nobody could tell

  [[nodiscard]] Gateway gateway() const { return {record, when, knowledge}; }
};

/// Azure's gateways as Microsoft documents them.
[[nodiscard]] GatewayDemand azure_demand();
/// A gateway as it was scanned. What it wants inside is concluded from what it wants outside.
[[nodiscard]] GatewayDemand demand_of(const ScanRecord& record, const TargetRecord& target);

}  // namespace probe::registry
