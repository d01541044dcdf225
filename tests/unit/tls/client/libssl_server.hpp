// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/client.hpp"
#include "tls/client/crypto/openssl_ptr.hpp"
#include "tls/machine.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/wire/bytes.hpp"

#include <cstddef>
#include <string>

namespace tls::test {

/// OpenSSL's server between two buffers, all limits lifted: somebody else's idea of the protocol. It has an RSA, an
/// ECDSA and a DSA certificate, made once a process.
class LibsslServer {
 public:
  struct Options {
    ProtocolVersion version = ProtocolVersion::TLSv1_2;
    bool asks_for_certificate = false;
    bool extended_master_secret = true;
    std::string schemes = {};  ///< libssl's names; empty: its own choice
    std::string groups = {};
    std::size_t chain_padding = 0;  ///< octets of further certificates in its chain
  };
  explicit LibsslServer(const Options& options);

  /// Octets from the client in, octets for it out; the handshake goes as far as it can.
  [[nodiscard]] Bytes exchange(BytesView octets);
  /// Everything that the client has sent it as application data.
  [[nodiscard]] const Bytes& received() const { return received_; }
  [[nodiscard]] bool connected() const { return connected_; }
  [[nodiscard]] bool saw_close_notify() const;
  /// Takes no_renegotiation in answer to a HelloRequest for what it is.
  [[nodiscard]] bool was_refused_renegotiation() const { return refused_renegotiation_; }

  // What the server does of itself; the octets come with the next exchange().
  void write(BytesView plaintext);
  void close();
  void ask_to_renegotiate();

  [[nodiscard]] SSL* ssl() { return ssl_.get(); }

 private:
  static void on_octets(int written, int version, int content_type, const void* data, std::size_t size, SSL* ssl,
                        void* server);
  crypto::SslCtxPtr context_;
  crypto::SslPtr ssl_;
  BIO* incoming_ = nullptr;
  BIO* outgoing_ = nullptr;
  Bytes received_;
  bool connected_ = false;
  bool refused_renegotiation_ = false;
};

/// How the transport cuts what goes to the client.
enum class Cut : std::uint8_t { whole, octets };

/// Lets both talk until neither has anything to say.
void converse(Client& client, LibsslServer& server, Cut cut = Cut::whole);

}  // namespace tls::test
