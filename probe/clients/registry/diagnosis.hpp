// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/registry/gateway_demand.hpp"
#include "probe/clients/registry/registry_change.hpp"
#include "probe/clients/registry/settings.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
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
  Message text;
};
/// One that has words in English alone.
[[nodiscard]] inline Remark remark(Level level, std::string text) { return {level, verbatim(std::move(text))}; }

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

/// Whether the updates are installed without which older Windows does not look at the values. Its registry does not say
/// so in a place that anybody exports.
enum class Updates : std::uint8_t { unknown, installed, missing };

/// What a client with these settings offers, outside and inside, what becomes of it at that gateway by the rule that
/// makes forecasts (outer_of(), inner_of()), and what must change.
[[nodiscard]] Diagnosis diagnose(const ClientSettings& settings, const ClientProfile* windows, Updates updates,
                                 const GatewayDemand& gateway);

}  // namespace probe::registry
