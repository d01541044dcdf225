// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/server_session.hpp"
#include "tests/peer/call_behaviour.hpp"
#include "tests/peer/flaw_edit.hpp"
#include "tls/client/crypto/openssl_ptr.hpp"

#include <cstddef>
#include <optional>

namespace peer {

/// One client's conversation with libssl's server, and behind its Finished the script of a behaviour.
class CallSession final : public gateway::ServerSession {
 public:
  /// The context is make_call_context()'s, for the behaviour's flaw; borrowed only for the moment.
  CallSession(const CallBehaviour& behaviour, SSL_CTX& context, const Nonce& nonce);

  [[nodiscard]] tls::Want want() const override;
  [[nodiscard]] tls::Bytes output() override;
  void feed(tls::BytesView octets) override;
  void closed(tls::Closure how) override;
  [[nodiscard]] gateway::Ending ending() const override { return ending_; }

 private:
  void advance();
  void talk();
  [[nodiscard]] bool take_head();
  [[nodiscard]] bool take_message(std::size_t turn);
  void say(const Turn& turn);
  void leave(Bye bye);
  void end(gateway::Ending how);
  void take_output();

  CallScript script_;
  FlawEditor editor_;
  tls::crypto::SslPtr ssl_;
  std::size_t turn_ = 0;  ///< the next to be said
  tls::Bytes plaintext_;  ///< that the script has not yet reacted to
  tls::Bytes output_;
  bool done_ = false;
  gateway::Ending ending_ = gateway::Ending::close;
};

}  // namespace peer
