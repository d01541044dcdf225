// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/openssl_ptr.hpp"
#include "samples/gateway/secure_server.hpp"
#include "tls/wire/bytes.hpp"

namespace gateway {

/// libssl's TLS 1.3 server between two memory buffers.
class Tls13Server final : public SecureServer {
 public:
  explicit Tls13Server(SSL_CTX* context);

  void feed(tls::BytesView octets) override;
  [[nodiscard]] tls::Bytes output() override;
  [[nodiscard]] tls::Bytes received() override;
  void send(tls::BytesView plaintext) override;
  void close() override;
  [[nodiscard]] bool ended() const override { return ended_; }

 private:
  void advance();

  SslPtr ssl_;
  tls::Bytes received_;
  bool ended_ = false;
};

}  // namespace gateway
