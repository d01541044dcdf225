// SPDX-License-Identifier: Apache-2.0
#include "probe/ladder/climber.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace probe {
namespace {

using namespace std::chrono_literals;

/// For the last octets to leave; nothing is waited for.
constexpr auto kFarewell = 1000ms;

/// How long a gateway is left with a handshake and no request. SoftEther closes such a connection after 15 s.
constexpr auto kIdle = 10'000ms;

/// Ends that a gateway may make of a call because its wish to renegotiate was declined.
bool may_follow_a_refusal(CallOutcome halt) {
  constexpr CallOutcome kEnds[] = {CallOutcome::http_timed_out, CallOutcome::http_closed,   CallOutcome::http_reset,
                                   CallOutcome::http_alert,     CallOutcome::sstp_closed,   CallOutcome::sstp_reset,
                                   CallOutcome::sstp_alert,     CallOutcome::sstp_timed_out};
  return std::find(std::begin(kEnds), std::end(kEnds), halt) != std::end(kEnds);
}

/// What the gateway had asked for, beside how it ended.
void tell_requests(ClimbReport& report) {
  const auto add = [&report](std::string_view what) {
    if (!report.detail.empty()) report.detail += "; ";
    report.detail += what;
  };
  if (report.handshake.renegotiation_requested) {
    add("the gateway had asked to renegotiate, which was declined");
    if (may_follow_a_refusal(*report.halt)) report.halt = CallOutcome::renegotiation_demanded;
  }
  if (report.handshake.certificate_requested) add("the gateway had asked for a client certificate");
}

}  // namespace

Climber::Climber(std::unique_ptr<tls::Client> client, std::string host, Rung depth, RandomSource random,
                 std::chrono::milliseconds handshake_timeout, CallTimers timers, RequestKind request)
    : client_(std::move(client)),
      host_(std::move(host)),
      depth_(depth),
      random_(std::move(random)),
      handshake_timeout_(handshake_timeout),
      timers_(timers),
      request_(request) {}

tls::Bytes Climber::output() {
  auto octets = client_->output();
  sent_ += octets.size();
  return octets;
}

void Climber::feed(tls::BytesView octets) {
  if (done_) return;
  nudged_ = false;  // whoever drives is not waiting any more, or never was
  received_ += octets.size();
  client_->feed(octets);
  advance();
}

void Climber::closed(tls::Closure how) {
  if (done_) return;
  if (how == tls::Closure::timed_out && std::exchange(nudged_, false)) return;
  // A call that ends for want of time still has something to say, and the client has to be open to say it.
  if (call_) call_->closed(how);
  if (how != tls::Closure::timed_out || !call_) client_->closed(how);
  advance();
  if (how != tls::Closure::timed_out || !call_ || call_->want() == tls::Want::done) finish();
}

bool Climber::has_left() const {
  return call_ && (call_->state() == CallState::leaving || call_->state() == CallState::done);
}

void Climber::proceed() {
  nudged_ = waits_for_port();
  holds_ = false;
  if (nudged_) advance();
}

void Climber::advance() {
  // It may have failed again within the same octets.
  if (!connected_ && client_->report().reached == tls::HandshakeStep::finished) {
    connected_ = true;
    if (depth_ == Rung::tls) return finish();
  }
  if (connected_ && !call_ && !holds_) call_.emplace(host_, random_, timers_, request_);
  if (call_) {
    client_->send(call_->output());
    call_->feed(client_->received());
    if (client_->state() == tls::ClientState::closed) call_->closed(tls::Closure::end_of_stream);
    if (client_->state() == tls::ClientState::failed && call_->want() != tls::Want::done) {
      tls_failed_ = true;
      call_->closed(tls::Closure::reset);
    }
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
  constexpr std::size_t kFirstOfCall = 2;
  if (done_) return static_cast<std::size_t>(CallState::done) + kFirstOfCall + 1;
  if (call_) return static_cast<std::size_t>(call_->state()) + kFirstOfCall;
  return waits_for_port() ? 1 : 0;
}

std::chrono::milliseconds Climber::patience() const {
  if (done_) return kFarewell;
  if (!call_) return waits_for_port() ? kIdle : handshake_timeout_;
  if (call_->state() == CallState::lingering) return call_->patience();
  return std::max(call_->patience(), std::chrono::milliseconds(kFarewell));
}

void Climber::measured(std::chrono::microseconds round_trip) {
  timers_.round_trip = std::min(timers_.round_trip.value_or(round_trip), round_trip);
  if (call_) call_->measured(round_trip);
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
    // What had come before may be an answer of its own, and then stays one.
    const bool is_cut = report.halt == CallOutcome::http_reset || report.halt == CallOutcome::sstp_reset;
    if (!call_ || (tls_failed_ && is_cut)) report.halt = outcome_of_failure(report.handshake, report.call);
    if (report.detail.empty()) report.detail = to_string(*failure);
  }
  if (!report.halt) {
    report.halt = CallOutcome::unfinished;
    if (report.detail.empty() && connected_)
      report.detail = "the connection ended while it waited for its turn to call";
  }
  if (const auto* head = call_ && call_->report().head ? &*call_->report().head : nullptr;
      head != nullptr && head->status != 0 && head->status != 200)
    report.detail = "HTTP status " + std::to_string(head->status) + (report.detail.empty() ? "" : "; " + report.detail);
  tell_requests(report);
  return report;
}

}  // namespace probe
