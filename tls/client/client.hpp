// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/handshake_report.hpp"
#include "tls/client/random_source.hpp"
#include "tls/machine.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/named_group.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/registry/signature_scheme.hpp"
#include "tls/wire/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tls {

/// One cell of the matrix: exactly one version and one suite.
struct ClientConfig {
  ProtocolVersion version = ProtocolVersion::TLSv1_2;
  CipherSuite suite{};                   ///< TLS_EMPTY_RENEGOTIATION_INFO_SCSV is sent beside it
  std::string server_name;               ///< SNI; empty: none is sent. SSL 3.0 never has it
  std::vector<NamedGroup> groups;        ///< in order of preference; empty: all that the machine can do
  std::vector<SignatureScheme> schemes;  ///< the same
  RandomSource random;                   ///< must be set; libssl, where it carries the suite, has its own
};

enum class ClientState : std::uint8_t {
  handshaking,
  connected,  ///< both Finished were verified
  closed,     ///< connected once, and ended in order: by close_notify, or by the end of the octets without it
  failed,     ///< report().failure says where and why
};

/// A TLS client that finishes its handshake and then carries plaintext. want() is `read` until it is closed or failed.
///
/// It believes no certificate and checks none: that is for whoever reads the report. It does check all that proves
/// that the peer takes part in this handshake: signatures, MACs and Finished.
class Client : public Machine {
 public:
  /// Plaintext that may wait in received(); the connection fails when the peer sends more.
  static constexpr std::size_t kMaxReceived = std::size_t{1} << 20;
  static constexpr std::string_view kTooMuchData = "more than 1 MiB of data came, which is all that this program keeps";

  [[nodiscard]] virtual ClientState state() const = 0;
  /// Queues plaintext. Dropped unless `connected`, and after close().
  virtual void send(BytesView plaintext) = 0;
  /// Takes the plaintext that has come so far; often empty.
  [[nodiscard]] virtual Bytes received() = 0;
  /// Queues close_notify and sends nothing more; what the peer still sends is received. Once is enough.
  virtual void close() = 0;
  [[nodiscard]] virtual const HandshakeReport& report() const = 0;
};

/// The machine that carries the cell (tls/client/carrier.hpp). None, or no random source: std::invalid_argument.
[[nodiscard]] std::unique_ptr<Client> make_client(ClientConfig config);

}  // namespace tls
