// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/hello_reader.hpp"
#include "samples/gateway/server_session.hpp"
#include "tests/peer/misbehaviour.hpp"
#include "tls/message/client_hello.hpp"

#include <cstddef>
#include <memory>
#include <optional>

namespace peer {

/// A gateway's session with misbehaviours on top. It reads the hello along with the gateway, and then answers in its
/// stead, or spoils its answer.
class MisbehavingSession final : public gateway::ServerSession {
 public:
  /// With `only_version`, hellos of other versions are treated well.
  MisbehavingSession(const Misbehaviour& misbehaviour, std::unique_ptr<gateway::ServerSession> inner,
                     std::optional<tls::ProtocolVersion> only_version);

  [[nodiscard]] tls::Want want() const override;
  [[nodiscard]] tls::Bytes output() override;
  void feed(tls::BytesView octets) override;
  void closed(tls::Closure how) override;
  [[nodiscard]] gateway::Ending ending() const override;
  [[nodiscard]] gateway::Pace pace() const override;

 private:
  enum class State {
    awaiting_hello,
    passing,   ///< the gateway talks
    flooding,  ///< octets without end
    done,
  };

  void on_hello(const gateway::ReceivedHello& received);
  [[nodiscard]] bool is_dropped(const tls::ClientHello& hello, std::size_t size) const;
  [[nodiscard]] bool answer_instead(const tls::ClientHello& hello);
  void spoil(const tls::ClientHello& hello);
  void say(tls::Bytes octets, gateway::Ending ending);
  void end(gateway::Ending how);

  Misbehaviour misbehaviour_;
  std::unique_ptr<gateway::ServerSession> inner_;
  std::optional<tls::ProtocolVersion> only_version_;
  State state_ = State::awaiting_hello;
  gateway::Ending ending_ = gateway::Ending::close;
  gateway::HelloReader hello_;
  std::size_t flooded_ = 0;
  tls::Bytes received_;
  tls::Bytes output_;
};

}  // namespace peer
