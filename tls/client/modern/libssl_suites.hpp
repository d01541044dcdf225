// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"

#include <optional>
#include <string>

namespace tls::modern {

/// What the installed libssl, with all its limits lifted, calls that suite; nothing when it does not offer it in that
/// version. Asked once a version, then remembered. Thread-safe.
[[nodiscard]] std::optional<std::string> libssl_suite_name(CipherSuite suite, ProtocolVersion version);

}  // namespace tls::modern
