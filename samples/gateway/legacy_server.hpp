// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/gateway.hpp"
#include "samples/gateway/secure_server.hpp"
#include "samples/gateway/selection.hpp"
#include "tls/client/legacy/key_schedule.hpp"
#include "tls/client/legacy/record_channel.hpp"
#include "tls/client/random_source.hpp"
#include "tls/message/alert.hpp"
#include "tls/message/client_hello.hpp"
#include "tls/record/handshake_joiner.hpp"

#include <cstdint>
#include <optional>

namespace gateway {

/// SSL 3.0 to TLS 1.2: the server's half of the handshake on the record layer and the key schedule that our own client
/// has. A suite whose cipher the installed OpenSSL lacks goes as far as the ServerHelloDone; then comes internal_error.
class LegacyServer final : public SecureServer {
 public:
  /// Borrows the gateway. `hello_octets` is the hello as the transcript has it.
  LegacyServer(const Gateway& gateway, const Selection& selection, const tls::ClientHello& hello,
               tls::BytesView hello_octets, tls::RandomSource random);

  void feed(tls::BytesView octets) override;
  [[nodiscard]] tls::Bytes output() override;
  [[nodiscard]] tls::Bytes received() override;
  void send(tls::BytesView plaintext) override;
  void close() override;
  [[nodiscard]] bool ended() const override { return state_ == State::ended; }

 private:
  enum class State : std::uint8_t {
    awaiting_client_key_exchange,
    awaiting_change_cipher_spec,
    awaiting_finished,
    connected,
    ended,
  };
  using Outcome = std::optional<tls::AlertDescription>;  ///< nothing: all is well

  void read_records();
  Outcome on_record(const tls::legacy::PlainRecord& record);
  Outcome on_handshake_octets(tls::BytesView content);
  Outcome on_alert_octets(tls::BytesView content);
  Outcome on_change_cipher_spec(tls::BytesView content);
  Outcome on_message(const tls::HandshakeMessage& message);
  Outcome on_client_key_exchange(const tls::HandshakeMessage& message);
  Outcome on_finished(const tls::HandshakeMessage& message);
  Outcome on_renegotiation();
  void queue(tls::ContentType type, tls::BytesView content);
  void queue_alert(tls::AlertLevel level, tls::AlertDescription description);
  void fail(tls::AlertDescription description);

  const Gateway& gateway_;
  Selection selection_;
  tls::ProtocolVersion offered_;
  tls::RandomSource random_;
  State state_ = State::awaiting_client_key_exchange;

  tls::legacy::RecordChannel channel_;
  tls::HandshakeJoiner messages_;
  tls::Bytes alert_;  ///< the first half of an alert that was cut in two
  tls::Bytes output_;
  tls::Bytes received_;
  bool leaving_ = false;  ///< close_notify is queued, and nothing may follow it

  tls::Bytes transcript_;
  bool extended_master_secret_ = false;
  std::optional<tls::legacy::KeySchedule> schedule_;
  tls::Bytes master_secret_;
  tls::legacy::TrafficKeys keys_;
};

}  // namespace gateway
