// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/registry/registry.hpp"

#include <optional>

namespace probe::registry {

/// Reads what decides a VPN client's TLS from this computer's registry; the error says what to do instead where there
/// is none. Reads only, and needs no rights that a user lacks.
[[nodiscard]] std::optional<Error> read_this_computer(Registry& registry);

}  // namespace probe::registry
