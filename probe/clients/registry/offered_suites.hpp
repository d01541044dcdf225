// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/client_profile.hpp"
#include "probe/clients/registry/diagnosis.hpp"
#include "probe/clients/registry/settings.hpp"

#include <vector>

namespace probe::registry {

/// What a computer's settings leave of its Windows' suites and curves.
struct OfferedSuites {
  std::vector<ClientSuite> suites;
  std::vector<tls::NamedGroup> groups;
  std::vector<Remark> remarks;
  bool by_policy_alone = false;  ///< a policy took suites away, and nothing else did
  bool narrowed_otherwise = false;
  bool no_ecdh = false;  ///< what that makes of TLS 1.3, which has no other key exchange, is not documented
};
[[nodiscard]] OfferedSuites offered_suites(const ClientProfile& windows, const ClientSettings& settings);

/// What decides suites and versions, and was not shown.
[[nodiscard]] std::vector<Remark> unseen_settings(const ClientSettings& settings);

}  // namespace probe::registry
