// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/handshake_report.hpp"
#include "tls/message/alert.hpp"
#include "tls/message/handshake_type.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/wire/bytes.hpp"

#include <openssl/ssl.h>

#include <optional>

namespace tls::modern {

/// Looks over libssl's shoulder: every message that it reads or writes goes into the report.
class HandshakeWatch {
 public:
  HandshakeWatch(CipherSuite suite, ProtocolVersion version);
  HandshakeWatch(const HandshakeWatch&) = delete;
  HandshakeWatch& operator=(const HandshakeWatch&) = delete;

  /// From here on `ssl` tells its messages and secrets. The watch must outlive it.
  void attach(SSL& ssl);

  /// libssl has dealt with what it read last, and was content.
  void pass();
  /// Both Finished are through.
  void finish();
  /// The chain as libssl keeps it.
  void take_certificates(const SSL& ssl);

  /// The step that is being dealt with, or waited for.
  [[nodiscard]] HandshakeStep pending() const;
  /// The alert that libssl sent last, and the fatal one that the peer sent.
  [[nodiscard]] const std::optional<Alert>& own_alert() const { return own_alert_; }
  [[nodiscard]] const std::optional<Alert>& peer_alert() const { return peer_alert_; }

  [[nodiscard]] const HandshakeReport& report() const { return report_; }
  [[nodiscard]] HandshakeReport& report() { return report_; }

 private:
  static void on_octets(int written, int version, int content_type, const void* data, std::size_t size, SSL* ssl,
                        void* watch);
  static void on_secret(const SSL* ssl, const char* line);
  void on_message(HandshakeType type, BytesView body);
  void on_alert(BytesView octets);
  void begin(HandshakeStep step);

  const CipherSuiteInfo* suite_;
  ProtocolVersion version_;
  HandshakeReport report_;
  std::optional<HandshakeStep> dealing_with_;
  std::optional<Alert> own_alert_, peer_alert_;
  bool finished_ = false;
};

}  // namespace tls::modern
