// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/gateway.hpp"
#include "samples/gateway/server.hpp"
#include "tests/peer/misbehaviour.hpp"
#include "tests/peer/turnstile.hpp"
#include "tls/client/crypto/openssl_ptr.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace peer {

/// All that a peer is told on its command line.
struct PeerOptions {
  Misbehaviour misbehaviour;
  Limits limits;
  std::size_t every = 1;                             ///< only every so-manieth connection is treated badly
  std::optional<tls::ProtocolVersion> only_version;  ///< only hellos of this version are
};

/// Connections so far. Those that were refused or dropped by the system are nowhere to be seen.
struct Counts {
  std::size_t connections = 0;  ///< admitted and turned away
  std::size_t admitted = 0;
  std::size_t turned_away = 0;
  std::size_t peak = 0;  ///< admitted at once, at most
};

/// Gives admitted connections a misbehaving session, and turns the rest away. For a server with one thread.
class PeerReceptionist final : public gateway::Receptionist {
 public:
  /// Throws std::runtime_error when OpenSSL cannot make what the profile or the behaviour needs.
  PeerReceptionist(gateway::Profile profile, const PeerOptions& options);

  /// The server whose door it opens and shuts. It must be told before the first connection comes ...
  void attend(gateway::Server& server) { server_ = &server; }
  /// ... and again before that server goes.
  void retire() { server_ = nullptr; }

  [[nodiscard]] std::unique_ptr<gateway::ServerSession> receive() override;

  /// One line of JSON: {"connections":3,"admitted":2,"turned_away":1,"open":0,"peak":2}.
  [[nodiscard]] std::string counts_line() const;

 private:
  [[nodiscard]] std::unique_ptr<gateway::ServerSession> admit();
  [[nodiscard]] std::unique_ptr<gateway::ServerSession> turn_away();
  [[nodiscard]] std::unique_ptr<gateway::ServerSession> inner_session(const Misbehaviour& misbehaviour);
  void leave();
  void mind_the_door();

  PeerOptions options_;
  std::shared_ptr<const gateway::Gateway> gateway_;
  std::shared_ptr<const gateway::Gateway> reversed_;  ///< for Misbehaviour::fickle
  tls::crypto::SslCtxPtr call_context_;               ///< for Misbehaviour::call
  Turnstile turnstile_;
  Counts counts_;
  gateway::Server* server_ = nullptr;
};

}  // namespace peer
