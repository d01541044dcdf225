// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/wire/bytes.hpp"

namespace gateway {

/// The server's end of a secured connection, from the answer to the ClientHello on: octets on one side, plaintext on
/// the other. Whatever a peer sends, nothing here throws.
class SecureServer {
 public:
  virtual ~SecureServer() = default;

  virtual void feed(tls::BytesView octets) = 0;
  /// Takes what is to be sent.
  [[nodiscard]] virtual tls::Bytes output() = 0;
  /// Takes the plaintext that the octets of the last feed() held.
  [[nodiscard]] virtual tls::Bytes received() = 0;
  /// Dropped unless both Finished were exchanged.
  virtual void send(tls::BytesView plaintext) = 0;
  /// Queues close_notify.
  virtual void close() = 0;
  /// Either side has ended the conversation.
  [[nodiscard]] virtual bool ended() const = 0;
};

}  // namespace gateway
