// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/client.hpp"
#include "tls/client/crypto/openssl_ptr.hpp"
#include "tls/client/legacy/key_exchange.hpp"
#include "tls/client/legacy/key_schedule.hpp"
#include "tls/client/legacy/problem.hpp"
#include "tls/client/legacy/record_channel.hpp"
#include "tls/message/alert.hpp"
#include "tls/message/client_hello.hpp"
#include "tls/message/server_hello.hpp"
#include "tls/message/server_key_exchange.hpp"
#include "tls/record/handshake_joiner.hpp"

#include <optional>

namespace tls::legacy {

/// SSL 3.0 to TLS 1.2 on libcrypto's primitives, for the suites that libssl no longer has.
class LegacyClient final : public Client {
 public:
  /// A suite or version that carries() does not know, or no random source: std::invalid_argument.
  explicit LegacyClient(ClientConfig config);

  /// Can this client, with this build of OpenSSL, finish a handshake of that suite?
  [[nodiscard]] static bool carries(const CipherSuiteInfo& suite, ProtocolVersion version);

  [[nodiscard]] Want want() const override;
  [[nodiscard]] Bytes output() override;
  void feed(BytesView octets) override;
  void closed(Closure how) override;

  [[nodiscard]] ClientState state() const override { return state_; }
  void send(BytesView plaintext) override;
  [[nodiscard]] Bytes received() override;
  void close() override;
  [[nodiscard]] const HandshakeReport& report() const override { return report_; }

 private:
  using Outcome = std::optional<Problem>;  ///< nothing: all is well

  // legacy_client.cpp: records
  void read_records();
  Outcome on_record(const PlainRecord& record);
  Outcome on_handshake_octets(BytesView content);
  Outcome on_alert_octets(BytesView content);
  Outcome on_change_cipher_spec(BytesView content);
  Outcome on_application_data(const Bytes& content);
  void on_alert(const Alert& alert);
  void queue(ContentType type, BytesView content);
  void fail(const Problem& problem);
  void end(HandshakeFailure failure);

  // legacy_handshake.cpp: messages
  Outcome on_message(const HandshakeMessage& message);
  Outcome on_hello_request();
  Outcome on_server_hello(BytesView body);
  Outcome on_certificate(BytesView body);
  Outcome on_server_key_exchange(BytesView body);
  Outcome on_certificate_request(BytesView body);
  Outcome on_server_hello_done(BytesView body);
  Outcome on_finished(BytesView body, BytesView transcript_before);
  Outcome answer_flight();
  void send_message(HandshakeType type, BytesView body);
  [[nodiscard]] ServerKeys server_keys() const;

  ClientConfig config_;
  const CipherSuiteInfo* suite_;
  ClientState state_ = ClientState::handshaking;
  HandshakeStep awaiting_ = HandshakeStep::server_hello;
  HandshakeReport report_;

  RecordChannel channel_;
  HandshakeJoiner messages_;
  Bytes alert_;  ///< the first half of an alert that was cut in two
  Bytes output_;
  Bytes received_;
  bool leaving_ = false;  ///< close_notify is queued, and nothing may follow it

  Bytes transcript_;
  Random client_random_{};
  std::optional<ServerKeyExchange> server_key_exchange_;
  crypto::PkeyPtr certificate_key_;
  std::optional<KeySchedule> schedule_;
  Bytes master_secret_;
  Random server_random_{};
  std::optional<RecordKeys> server_record_keys_;  ///< until its ChangeCipherSpec
};

}  // namespace tls::legacy
