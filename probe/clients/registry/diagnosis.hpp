// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/registry/gateway_demand.hpp"
#include "probe/clients/registry/registry_change.hpp"
#include "probe/clients/registry/settings.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace probe::registry {

/// The graver comes later.
enum class Level : std::uint8_t {
  fine,
  note,     ///< works, and is worth knowing
  unknown,  ///< nobody can tell from what was shown
  change,   ///< this client cannot connect as it is
};

/// A sentence or two about one setting; may hold words of the registry: hostile.
struct Remark {
  Level level{};
  std::string text;
};

/// One of the two TLS handshakes.
struct HandshakeDiagnosis {
  std::optional<tls::VersionSet> offers;  ///< nothing: it cannot be told
  std::vector<Remark> remarks;
};

struct Diagnosis {
  const ClientProfile* windows = nullptr;  ///< null: unknown
  HandshakeDiagnosis outer, suites, inner;
  std::vector<tls::CipherSuite> common_suites;  ///< with the gateway, in the client's order
  std::vector<Change> changes;                  ///< that make the client fit
  [[nodiscard]] Level verdict() const;
};

/// What a client with these settings offers, outside and inside, and what must change for that gateway.
[[nodiscard]] Diagnosis diagnose(const ClientSettings& settings, const ClientProfile* windows,
                                 const GatewayDemand& gateway);

}  // namespace probe::registry
