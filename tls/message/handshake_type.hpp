// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/wire/bytes.hpp"

#include <cstdint>

namespace tls {

/// HandshakeType of RFC 5246 section 7.4 and RFC 8446 section 4. Open.
enum class HandshakeType : std::uint8_t {
  hello_request = 0,
  client_hello = 1,
  server_hello = 2,
  new_session_ticket = 4,
  encrypted_extensions = 8,
  certificate = 11,
  server_key_exchange = 12,
  certificate_request = 13,
  server_hello_done = 14,
  certificate_verify = 15,
  client_key_exchange = 16,
  finished = 20,
  certificate_status = 22,
  key_update = 24,
};

/// `body` behind the four octets of a handshake header (RFC 5246 section 7.4): type and 24-bit length.
[[nodiscard]] Bytes handshake_message(HandshakeType type, BytesView body);

}  // namespace tls
