// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/message/alert.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/named_group.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/registry/signature_scheme.hpp"
#include "tls/wire/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tls {

/// The steps of a handshake, each named after the message that makes it. Not every handshake has every step, and
/// TLS 1.3 has them in another order.
enum class HandshakeStep : std::uint8_t {
  client_hello,
  server_hello,
  encrypted_extensions,
  certificate,
  server_key_exchange,
  certificate_request,
  certificate_verify,
  server_hello_done,
  client_key_exchange,
  change_cipher_spec,
  finished,
  application_data,
};

enum class HandshakeFault : std::uint8_t {
  alert,        ///< the peer sent an alert that ends the connection
  closed,       ///< the peer closed its side in order
  reset,        ///< the transport reported an error
  timed_out,    ///< whoever drives the client would not wait any longer
  bad_message,  ///< the peer's octets break the standard, or do not answer what was asked
  unverified,   ///< a signature, a MAC, padding or Finished is wrong: the peer did not prove that it holds the keys
  unsupported,  ///< this program, or the OpenSSL that it runs with, cannot do what the peer may well be right to ask
  own_limit,    ///< nor does it take as much, or as large a key: never told as the peer's breach of the standard
};

struct HandshakeFailure {
  HandshakeStep step{};  ///< the step that was waited for, or checked
  HandshakeFault fault{};
  std::optional<Alert> alert;  ///< the peer's; with HandshakeFault::alert only
  /// What went wrong, for a human: no full stop, and never octets of the peer as they are.
  std::string sentence;
};

/// What a handshake revealed, as far as it came. Facts only.
struct HandshakeReport {
  static constexpr std::size_t kMaxWarnings = 16;  ///< warning alerts that are kept

  HandshakeStep reached = HandshakeStep::client_hello;  ///< the last step that was passed; `finished`: both verified
  std::optional<HandshakeFailure> failure;              ///< also when it broke after the handshake
  std::vector<Alert> warnings;                          ///< the peer's, close_notify apart
  bool close_notify = false;                            ///< the peer took its leave

  std::optional<ProtocolVersion> version;
  std::optional<CipherSuite> suite;
  std::optional<NamedGroup> group;        ///< of (EC)DHE, where the group has a name
  std::optional<std::size_t> key_bits;    ///< of the key that made the premaster secret: (EC)DH group or RSA modulus
  std::optional<SignatureScheme> scheme;  ///< what the server signed the handshake with; none before TLS 1.2
  std::vector<Bytes> certificates;        ///< as sent, leaf first, DER
  bool certificate_requested = false;
  /// The peer showed that it took our Finished: by its own, or in TLS 1.3, where ours comes last and can be refused
  /// long after we think ourselves connected (RFC 8446 4.4.2.4), by a ticket or by data.
  bool acknowledged = false;
  bool renegotiation_requested = false;  ///< a HelloRequest came behind Finished; it was declined

  bool extended_master_secret = false;  ///< RFC 7627; in TLS 1.3 not negotiated, but inherent
  bool secure_renegotiation = false;    ///< RFC 5746; the same holds
  bool encrypt_then_mac = false;        ///< RFC 7366
  std::uint8_t compression_method = 0;  ///< 0: none

  /// NSS key log lines ("CLIENT_RANDOM ...", in TLS 1.3 one a secret), without line ends. Secrets: only for evidence
  /// that the user asked for.
  std::vector<std::string> key_log;
};

[[nodiscard]] std::string_view name(HandshakeStep step);
[[nodiscard]] std::string_view name(HandshakeFault fault);
/// "certificate: closed: the peer closed the connection".
[[nodiscard]] std::string to_string(const HandshakeFailure& failure);

}  // namespace tls
