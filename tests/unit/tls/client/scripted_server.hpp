// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/legacy/key_schedule.hpp"
#include "tls/client/legacy/record_protection.hpp"
#include "tls/message/handshake_type.hpp"
#include "tls/message/server_hello.hpp"
#include "tls/record/record.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/wire/bytes.hpp"

#include <optional>
#include <vector>

namespace tls::test {

/// The server half of an anonymous Diffie-Hellman handshake, step by step, so that a test can misbehave between any two
/// steps. It checks the client's Finished as a server must.
class ScriptedServer {
 public:
  explicit ScriptedServer(ProtocolVersion version, CipherSuite suite);

  /// Takes the client's ClientHello.
  void read_hello(BytesView client_octets);

  // The messages of the first flight, each as a record; in the order of the calls they go into the transcript.
  [[nodiscard]] ServerHello hello() const;
  [[nodiscard]] Bytes send(const ServerHello& hello);
  [[nodiscard]] Bytes send_key_exchange();
  [[nodiscard]] Bytes send_done();
  /// Any message.
  [[nodiscard]] Bytes send(HandshakeType type, BytesView body);

  /// Takes ClientKeyExchange, ChangeCipherSpec and Finished; false: the client's Finished is wrong.
  [[nodiscard]] bool read_flight(BytesView client_octets);

  [[nodiscard]] Bytes change_cipher_spec() const;
  [[nodiscard]] Bytes finished() const;  ///< the whole message
  [[nodiscard]] Bytes seal(ContentType type, BytesView content);
  /// What the client sent under protection since; types and contents.
  [[nodiscard]] std::vector<Record> open(BytesView client_octets);

  /// The first flight as it should be.
  [[nodiscard]] Bytes first_flight();

 private:
  [[nodiscard]] Bytes record(BytesView message) const;

  ProtocolVersion version_;
  const CipherSuiteInfo* suite_;
  Bytes transcript_;
  Random client_random_{};
  Random server_random_{};
  std::optional<legacy::KeySchedule> schedule_;
  Bytes master_;
  std::optional<legacy::RecordSealer> sealer_;
  std::optional<legacy::RecordOpener> opener_;
};

}  // namespace tls::test
