// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/protocol_version.hpp"

#include <string>

namespace probe::registry {

[[nodiscard]] tls::VersionSet with(tls::VersionSet set, tls::ProtocolVersion version);
[[nodiscard]] tls::VersionSet without(tls::VersionSet set, tls::ProtocolVersion version);
[[nodiscard]] tls::VersionSet common(tls::VersionSet one, tls::VersionSet other);

/// "TLS 1.2 and TLS 1.3", newest last; "no version" for the empty set.
[[nodiscard]] std::string sentence(tls::VersionSet set);

}  // namespace probe::registry
