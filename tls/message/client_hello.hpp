// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/message/extension.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/wire/bytes.hpp"
#include "tls/wire/decode_error.hpp"

#include <array>
#include <optional>
#include <vector>

namespace tls {

using Random = std::array<std::uint8_t, 32>;

/// ClientHello of SSL 3.0 (RFC 6101 section 5.6.1.2) to TLS 1.3 (RFC 8446 section 4.1.2).
struct ClientHello {
  ProtocolVersion legacy_version = ProtocolVersion::TLSv1_2;
  Random random{};
  Bytes session_id;                        ///< at most 32 octets
  std::vector<CipherSuite> cipher_suites;  ///< 16-bit codes, signalling values among them
  Bytes compression_methods{0};
  std::optional<std::vector<Extension>> extensions;  ///< nothing: the block is left out, as before RFC 3546

  friend bool operator==(const ClientHello&, const ClientHello&) = default;
};

/// The handshake message, header included. An SSL 2.0 kind among the suites is a bug: std::invalid_argument.
[[nodiscard]] Bytes encode(const ClientHello& hello);

/// Reads the body of a client_hello (behind the handshake header).
[[nodiscard]] Decoded<ClientHello> decode_client_hello(BytesView body);

}  // namespace tls
