// SPDX-License-Identifier: Apache-2.0
#include "probe/ladder/climber.hpp"

#include <algorithm>
#include <utility>

namespace probe {
namespace {

using namespace std::chrono_literals;

/// For the last octets to leave; nothing is waited for.
constexpr auto kFarewell = 1000ms;

}  // namespace

Climber::Climber(std::unique_ptr<tls::Client> client, std::string host, Rung depth, RandomSource random,
                 std::chrono::milliseconds handshake_timeout, CallTimers timers)
    : client_(std::move(client)),
      host_(std::move(host)),
      depth_(depth),
      random_(std::move(random)),
      handshake_timeout_(handshake_timeout),
      timers_(timers) {}

tls::Bytes Climber::output() {
  auto octets = client_->output();
  sent_ += octets.size();
  return octets;
}

void Climber::feed(tls::BytesView octets) {
  if (done_) return;
  received_ += octets.size();
  client_->feed(octets);
  advance();
}

void Climber::closed(tls::Closure how) {
  if (done_) return;
  // A call that ends for want of time still has something to say, and the client has to be open to say it.
  if (call_) call_->closed(how);
  if (how != tls::Closure::timed_out || !call_) client_->closed(how);
  advance();
  finish();
}

void Climber::advance() {
  if (!connected_ && client_->state() == tls::ClientState::connected) {
    connected_ = true;
    if (depth_ == Rung::tls) return finish();
    call_.emplace(host_, random_, timers_);
  }
  if (call_) {
    client_->send(call_->output());
    call_->feed(client_->received());
    if (client_->state() == tls::ClientState::closed) call_->closed(tls::Closure::end_of_stream);
    if (client_->state() == tls::ClientState::failed) call_->closed(tls::Closure::reset);
    client_->send(call_->output());
  }
  const bool over = client_->want() == tls::Want::done || (call_ && call_->want() == tls::Want::done);
  if (over) finish();
}

void Climber::finish() {
  if (done_) return;
  done_ = true;
  if (call_) client_->send(call_->output());
  client_->close();
}

std::size_t Climber::stage() const {
  if (done_) return static_cast<std::size_t>(CallState::done) + 2;
  return call_ ? static_cast<std::size_t>(call_->state()) + 1 : 0;
}

std::chrono::milliseconds Climber::patience() const {
  if (done_) return kFarewell;
  return call_ ? std::max(call_->patience(), std::chrono::milliseconds(kFarewell)) : handshake_timeout_;
}

Rung Climber::rung() const {
  if (call_) return call_->report().rung;
  return connected_ ? Rung::tls : Rung::hello;
}

ClimbReport Climber::report() const {
  ClimbReport report;
  report.rung = rung();
  report.handshake = client_->report();
  report.sent = sent_;
  report.received = received_;
  if (call_) report.call = call_->report();
  if (report.rung >= depth_) return report;
  if (call_) {
    report.halt = call_->report().outcome;
    report.detail = call_->report().detail;
  }
  if (const auto& failure = report.handshake.failure) {
    // RFC 8446 4.4.2.4: in TLS 1.3 a client has long finished when the server refuses it.
    const bool refused_late = report.halt == CallOutcome::http_reset && failure->fault == tls::HandshakeFault::alert;
    if (!call_ || refused_late) report.halt = outcome_of(failure->fault);
    if (report.detail.empty()) report.detail = to_string(*failure);
  }
  if (!report.halt) report.halt = CallOutcome::unfinished;
  return report;
}

}  // namespace probe
