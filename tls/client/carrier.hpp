// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/named_group.hpp"
#include "tls/registry/protocol_version.hpp"

#include <cstdint>
#include <string>

namespace tls {

enum class CarrierKind : std::uint8_t {
  modern,  ///< libssl
  legacy,  ///< our own client, on libcrypto's primitives
  none,
};

struct Carrier {
  CarrierKind kind{};
  std::string reason;  ///< why none, for a human; empty otherwise

  friend bool operator==(const Carrier&, const Carrier&) = default;
};

/// Which machine finishes a handshake of that suite in that version. The suite's properties and what the installed
/// OpenSSL says about itself decide; libssl comes first.
[[nodiscard]] Carrier carrier(CipherSuite suite, ProtocolVersion version);

/// Whether the installed OpenSSL has the group: where it is the only one that a server takes, nobody here finishes.
[[nodiscard]] bool has_group(NamedGroup group);

}  // namespace tls
