// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/gateway.hpp"
#include "samples/gateway/hello_reader.hpp"
#include "samples/gateway/secure_server.hpp"
#include "samples/gateway/server_session.hpp"
#include "samples/gateway/sstp_server.hpp"
#include "tls/client/random_source.hpp"
#include "tls/message/alert.hpp"

#include <cstdint>
#include <memory>

namespace gateway {

using tls::RandomSource;

/// One client's conversation with a sample gateway: a handshake of SSL 3.0 to TLS 1.3 and an SSTP call inside, up to
/// its Ack. SSL 2.0 goes as far as the SERVER-HELLO: whoever goes on from there gets internal_error (80).
class GatewaySession final : public ServerSession {
 public:
  GatewaySession(std::shared_ptr<const Gateway> gateway, RandomSource random);

  [[nodiscard]] tls::Want want() const override;
  [[nodiscard]] tls::Bytes output() override;
  void feed(tls::BytesView octets) override;
  void closed(tls::Closure how) override;
  [[nodiscard]] Ending ending() const override { return ending_; }

 private:
  enum class State : std::uint8_t {
    awaiting_hello,
    answered_ssl2,
    secured,  ///< an answer has gone out; from the Finished on there is plaintext
    done,
  };

  void on_hello(const ReceivedHello& received);
  void answer(const tls::ClientHello& hello, tls::BytesView octets);
  void answer_ssl2(const tls::ssl2::ClientHello& hello, tls::BytesView octets);
  void start_tls13();
  void converse();
  void refuse(tls::AlertDescription description);
  void fail(tls::AlertDescription description);
  void end(Ending how);

  std::shared_ptr<const Gateway> gateway_;
  RandomSource random_;
  State state_ = State::awaiting_hello;
  Ending ending_ = Ending::close;
  HelloReader hello_;
  tls::ProtocolVersion record_version_ = tls::ProtocolVersion::TLSv1_0;
  tls::Bytes received_;  ///< until the hello is answered: libssl wants to see it too
  tls::Bytes output_;
  std::unique_ptr<SecureServer> secure_;
  SstpServer sstp_;
};

}  // namespace gateway
