// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/registry/diagnosis.hpp"

#include <string>
#include <vector>

namespace probe::cli {

/// What a client offers and what of it does not fit the gateway, for a terminal.
[[nodiscard]] std::string client_check_view(const registry::Diagnosis& diagnosis,
                                            const registry::GatewayDemand& gateway);
/// The values to set, as a .reg file holds them and as commands.
[[nodiscard]] std::string client_change_view(const std::vector<registry::Change>& changes);

}  // namespace probe::cli
