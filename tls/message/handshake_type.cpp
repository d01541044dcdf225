// SPDX-License-Identifier: Apache-2.0
#include "tls/message/handshake_type.hpp"

#include "tls/wire/writer.hpp"

namespace tls {

Bytes handshake_message(HandshakeType type, BytesView body) {
  Writer out;
  out.u8(static_cast<std::uint8_t>(type));
  out.vec24(body);
  return out.take();
}

}  // namespace tls
