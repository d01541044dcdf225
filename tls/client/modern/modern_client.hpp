// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/client.hpp"
#include "tls/client/crypto/openssl_ptr.hpp"
#include "tls/client/modern/handshake_watch.hpp"

#include <string>

namespace tls::modern {

/// libssl between two buffers, for every suite and version that it still carries. Its randomness is its own.
class ModernClient final : public Client {
 public:
  /// When libssl cannot even begin, it is `failed` from the start, and its report says why.
  explicit ModernClient(const ClientConfig& config);
  ModernClient(const ModernClient&) = delete;
  ModernClient& operator=(const ModernClient&) = delete;

  [[nodiscard]] Want want() const override;
  [[nodiscard]] Bytes output() override;
  void feed(BytesView octets) override;
  void closed(Closure how) override;

  [[nodiscard]] ClientState state() const override { return state_; }
  void send(BytesView plaintext) override;
  [[nodiscard]] Bytes received() override;
  void close() override;
  [[nodiscard]] const HandshakeReport& report() const override { return watch_.report(); }

 private:
  void start(const ClientConfig& config, SSL_CTX& context);
  void advance();
  void handshake();
  void read();
  void fail_by_libssl();
  void end(HandshakeFailure failure);

  ClientState state_ = ClientState::handshaking;
  HandshakeWatch watch_;
  crypto::SslPtr ssl_;
  BIO* incoming_ = nullptr;  ///< both belong to ssl_
  BIO* outgoing_ = nullptr;
  Bytes received_;
  bool leaving_ = false;
};

}  // namespace tls::modern
