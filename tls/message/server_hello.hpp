// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/message/client_hello.hpp"
#include "tls/message/extension.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/wire/bytes.hpp"
#include "tls/wire/decode_error.hpp"

#include <vector>

namespace tls {

/// ServerHello of SSL 3.0 to TLS 1.3; a HelloRetryRequest is one with a fixed random (RFC 8446 section 4.1.3).
struct ServerHello {
  ProtocolVersion legacy_version = ProtocolVersion::TLSv1_2;
  Random random{};
  Bytes session_id;
  CipherSuite cipher_suite{};
  std::uint8_t compression_method = 0;
  std::vector<Extension> extensions;

  friend bool operator==(const ServerHello&, const ServerHello&) = default;
};

[[nodiscard]] Bytes encode(const ServerHello& hello);
[[nodiscard]] Decoded<ServerHello> decode_server_hello(BytesView body);

/// RFC 8446 section 4.1.3: the SHA-256 of "HelloRetryRequest" in place of a random.
extern const Random kHelloRetryRequestRandom;
[[nodiscard]] bool is_hello_retry_request(const ServerHello& hello);

/// supported_versions where the server sent it, legacy_version otherwise (RFC 8446 section 4.2.1).
/// A malformed extension is an error.
[[nodiscard]] Decoded<ProtocolVersion> negotiated_version(const ServerHello& hello);

}  // namespace tls
