// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/client_profile.hpp"
#include "probe/model/record.hpp"
#include "tls/registry/protocol_version.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace probe::registry {

enum class Known : std::uint8_t { from_source, by_inference };

/// What a gateway wants of its clients.
struct GatewayDemand {
  std::string name;                 ///< "Azure VPN gateways"; may be the user's word: hostile
  std::string source;               ///< who says so
  tls::VersionSet versions;         ///< that it accepts outside, in the SSTP connection
  tls::VersionSet unsure;           ///< of which nobody could tell
  std::vector<ClientSuite> suites;  ///< that it accepts, and in which versions
  tls::VersionSet inner;            ///< that it takes inside, in EAP-TLS; empty: nothing is known
  Known inner_known = Known::from_source;
};

/// Azure's gateways as Microsoft documents them.
[[nodiscard]] GatewayDemand azure_demand();
/// A gateway as it was scanned. What it wants inside is concluded from what it wants outside.
[[nodiscard]] GatewayDemand demand_of(const TargetRecord& target);

}  // namespace probe::registry
