// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/openssl_ptr.hpp"
#include "tls/wire/bytes.hpp"

namespace gateway {

/// libssl's TLS 1.3 server between two memory buffers.
class Tls13Server {
 public:
  explicit Tls13Server(SSL_CTX* context);

  void feed(tls::BytesView octets);
  /// Takes what is to be sent.
  [[nodiscard]] tls::Bytes output();
  /// Either side has ended the conversation.
  [[nodiscard]] bool ended() const { return ended_; }

 private:
  void advance();

  SslPtr ssl_;
  bool ended_ = false;
};

}  // namespace gateway
