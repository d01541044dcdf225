// SPDX-License-Identifier: Apache-2.0
#include "tests/peer/peer_receptionist.hpp"

#include "samples/gateway/gateway_session.hpp"
#include "samples/gateway/random_octets.hpp"
#include "tests/peer/call_context.hpp"
#include "tests/peer/call_session.hpp"
#include "tests/peer/misbehaving_session.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace peer {
namespace {

using gateway::Door;
using gateway::Ending;
using gateway::ServerSession;
using std::chrono::steady_clock;

/// A session that tells when it is over.
class AdmittedSession final : public ServerSession {
 public:
  AdmittedSession(std::unique_ptr<ServerSession> inner, std::function<void()> on_end)
      : inner_(std::move(inner)), on_end_(std::move(on_end)) {}
  ~AdmittedSession() override { on_end_(); }
  AdmittedSession(const AdmittedSession&) = delete;
  AdmittedSession& operator=(const AdmittedSession&) = delete;

  [[nodiscard]] tls::Want want() const override { return inner_->want(); }
  [[nodiscard]] tls::Bytes output() override { return inner_->output(); }
  void feed(tls::BytesView octets) override { inner_->feed(octets); }
  void closed(tls::Closure how) override { inner_->closed(how); }
  [[nodiscard]] Ending ending() const override { return inner_->ending(); }
  [[nodiscard]] gateway::Pace pace() const override { return inner_->pace(); }

 private:
  std::unique_ptr<ServerSession> inner_;
  std::function<void()> on_end_;
};

gateway::Profile reversed(gateway::Profile profile) {
  for (auto& [version, suites] : profile.suites) std::reverse(suites.begin(), suites.end());
  return profile;
}

Misbehaviour away(TurnAway how) {
  Misbehaviour misbehaviour;
  switch (how) {
    case TurnAway::reset:
      misbehaviour.at_accept = Ending::reset;
      break;
    case TurnAway::close:
      misbehaviour.at_accept = Ending::close;
      break;
    case TurnAway::silence:
      misbehaviour.at_accept = Ending::hold;
      break;
    case TurnAway::refuse:
    case TurnAway::drop:
      // It came in just before the door shut. What stands in a listener's queue then is reset by the system.
      misbehaviour.at_accept = Ending::reset;
      break;
    case TurnAway::alert40:
      misbehaviour.alert_always = tls::AlertDescription::handshake_failure;
      break;
  }
  return misbehaviour;
}

}  // namespace

PeerReceptionist::PeerReceptionist(gateway::Profile profile, const PeerOptions& options)
    : options_(options),
      gateway_(std::make_shared<const gateway::Gateway>(std::move(profile))),
      reversed_(std::make_shared<const gateway::Gateway>(reversed(gateway_->profile), *gateway_)),
      turnstile_(options.limits, steady_clock::now()) {
  if (const auto* const call = options_.misbehaviour.call) call_context_ = make_call_context(*gateway_, call->flaw);
}

std::unique_ptr<ServerSession> PeerReceptionist::receive() {
  ++counts_.connections;
  return turnstile_.is_open(steady_clock::now()) ? admit() : turn_away();
}

std::unique_ptr<ServerSession> PeerReceptionist::admit() {
  turnstile_.enter(steady_clock::now());
  ++counts_.admitted;
  counts_.peak = std::max(counts_.peak, turnstile_.inside());
  const bool badly = counts_.admitted % options_.every == 0;
  const auto misbehaviour = badly ? options_.misbehaviour : Misbehaviour{};
  auto session = std::make_unique<MisbehavingSession>(misbehaviour, inner_session(misbehaviour), options_.only_version);
  mind_the_door();
  return std::make_unique<AdmittedSession>(std::move(session), [this] { leave(); });
}

std::unique_ptr<ServerSession> PeerReceptionist::inner_session(const Misbehaviour& misbehaviour) {
  if (misbehaviour.call != nullptr) {
    Nonce nonce{};
    gateway::random_octets(nonce);
    return std::make_unique<CallSession>(*misbehaviour.call, *call_context_, nonce);
  }
  const bool is_even = counts_.admitted % 2 == 0;
  const auto& which = misbehaviour.fickle && is_even ? reversed_ : gateway_;
  return std::make_unique<gateway::GatewaySession>(which, gateway::random_octets);
}

std::unique_ptr<ServerSession> PeerReceptionist::turn_away() {
  ++counts_.turned_away;
  return std::make_unique<MisbehavingSession>(
      away(options_.limits.then), std::make_unique<gateway::GatewaySession>(gateway_, gateway::random_octets),
      std::nullopt);
}

void PeerReceptionist::leave() {
  turnstile_.leave();
  if (server_ != nullptr) mind_the_door();
}

void PeerReceptionist::mind_the_door() {
  const auto then = options_.limits.then;
  if (then != TurnAway::refuse && then != TurnAway::drop) return;
  const auto now = steady_clock::now();
  if (turnstile_.is_open(now)) return server_->set_door(Door::open);
  server_->set_door(then == TurnAway::refuse ? Door::shut : Door::dropping);
  const auto opening = turnstile_.next_opening();
  if (!opening) return;
  const auto delay = std::chrono::ceil<std::chrono::milliseconds>(*opening - now);
  server_->call_later(std::max(delay, std::chrono::milliseconds(1)), [this] { mind_the_door(); });
}

std::string PeerReceptionist::counts_line() const {
  const auto field = [](const char* name, std::size_t value) {
    return "\"" + std::string(name) + "\":" + std::to_string(value);
  };
  return "{" + field("connections", counts_.connections) + "," + field("admitted", counts_.admitted) + "," +
         field("turned_away", counts_.turned_away) + "," + field("open", turnstile_.inside()) + "," +
         field("peak", counts_.peak) + "}";
}

}  // namespace peer
