// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/call.hpp"

#include "probe/sstp/foreign_body.hpp"
#include "probe/sstp/request.hpp"

#include <algorithm>
#include <utility>

namespace probe {
namespace {

using sstp::MessageType;
using namespace std::chrono_literals;

/// A server has little to say before PPP is up; one that never ends is left there.
constexpr std::size_t kMostOctets = 256 * 1024;

constexpr unsigned kOk = 200;

}  // namespace

SstpCall::SstpCall(const std::string& host, const RandomSource& random, CallTimers timers, RequestKind request)
    : timers_(timers) {
  report_.correlation_id = make_correlation_id(random);
  output_ = duplex_post(host, report_.correlation_id, request);
}

tls::Want SstpCall::want() const { return state_ == CallState::done ? tls::Want::done : tls::Want::read; }

tls::Bytes SstpCall::output() { return std::exchange(output_, {}); }

std::chrono::milliseconds SstpCall::patience() const {
  switch (state_) {
    case CallState::awaiting_head:
      return timers_.http;
    case CallState::reading_answer:
      return timers_.answer;
    case CallState::awaiting_ack:
      return timers_.negotiation;
    case CallState::lingering: {
      const auto by_network = std::min<std::chrono::microseconds>(timers_.round_trip.value_or(0us), timers_.linger);
      return std::chrono::ceil<std::chrono::milliseconds>(timers_.linger - by_network);
    }
    case CallState::leaving:
      return timers_.leaving;
    case CallState::done:
      break;
  }
  return {};
}

void SstpCall::measured(std::chrono::microseconds round_trip) {
  timers_.round_trip = std::min(timers_.round_trip.value_or(round_trip), round_trip);
}

void SstpCall::feed(tls::BytesView octets) {
  if (octets.empty()) return;
  switch (state_) {
    case CallState::awaiting_head:
      return read_head(octets);
    case CallState::reading_answer:
      return read_answer(octets);
    case CallState::awaiting_ack:
    case CallState::lingering:
    case CallState::leaving:
      return read_packets(octets);
    case CallState::done:
      break;
  }
}

void SstpCall::read_head(tls::BytesView octets) {
  head_.feed(octets);
  switch (head_.state()) {
    case HeadState::reading:
      return;
    case HeadState::complete:
      return on_head();
    case HeadState::not_http:
      return show_answer(CallOutcome::not_http, head_.start());
    case HeadState::other_version:
      return show_answer(CallOutcome::http_other_version, head_.start());
    case HeadState::bad_status:
      return show_answer(CallOutcome::http_bad_status, head_.start());
    case HeadState::too_long:
      show_answer(CallOutcome::http_head_too_long, head_.start());
      if (head_.head().status != 0) report_.head = head_.head();
      return;
  }
}

void SstpCall::on_head() {
  report_.head = head_.head();
  const auto rest = head_.take_rest();
  if (report_.head->status != kOk) return show_answer(outcome_of_head(*report_.head), rest);
  if (!report_.head->content_length) {
    note(*report_.head, HeadDeviation::content_length_missing);
  } else if (*report_.head->content_length != kDuplexContentLength) {
    note(*report_.head, HeadDeviation::content_length_other);
  }
  report_.rung = Rung::http;
  enter(CallState::awaiting_ack);
  // [MS-SSTP] 2.2.9: the first message behind the 200, and never sooner: a server may drop what comes with the request.
  // A page that is here already needs none.
  if (rest.empty() || rest.front() == sstp::kVersion) send(sstp::call_connect_request());
  feed(rest);
}

void SstpCall::show_answer(CallOutcome outcome, tls::BytesView start) {
  report_.outcome = outcome;
  body_size_ = CallReport::kMaxBody;
  if (report_.head) body_size_ = std::min(body_size_, announced_body_size(*report_.head));
  enter(CallState::reading_answer);
  read_answer(start);
}

void SstpCall::read_answer(tls::BytesView octets) {
  const auto kept = octets.first(std::min(octets.size(), body_size_ - report_.body.size()));
  report_.body.insert(report_.body.end(), kept.begin(), kept.end());
  if (report_.body.size() >= body_size_) finish(report_.outcome);
}

void SstpCall::read_packets(tls::BytesView octets) {
  if (received_ == 0 && octets.front() != sstp::kVersion)
    return show_answer(outcome_of_body(*report_.head, octets.front()), octets);
  received_ += octets.size();
  if (received_ > kMostOctets) return unreadable(CallOutcome::sstp_flooded, "more than 256 KiB came");
  packets_.feed(octets);
  while (state_ != CallState::done) {
    const auto packet = packets_.next();
    if (!packet) return unreadable(CallOutcome::sstp_malformed, to_string(packet.error()));
    if (!*packet) return;
    take_packet(**packet);
  }
}

void SstpCall::take_packet(const sstp::Packet& packet) {
  // [MS-SSTP] 3.3.5.2.2: the server starts PPP as soon as it has sent its Ack, so its LCP may come at any time.
  if (packet.kind == sstp::PacketKind::data) return;
  for (const auto deviation : packet.deviations)
    if (std::find(report_.deviations.begin(), report_.deviations.end(), deviation) == report_.deviations.end())
      report_.deviations.push_back(deviation);
  if (state_ == CallState::awaiting_ack) return await_ack(packet);
  await_leave(packet);
}

void SstpCall::await_ack(const sstp::Packet& packet) {
  switch (packet.type) {
    case MessageType::call_connect_ack:
      return take_ack(packet);
    case MessageType::call_connect_nak:
      // 3.2.5.3.3 lets a client ask again. A probe has its answer.
      decide(CallOutcome::nak, packet);
      return leave_with(sstp::call_disconnect());
    case MessageType::call_abort:
      decide(CallOutcome::abort, packet);
      send(sstp::bare_message(MessageType::call_abort));
      return end_call(CallLeave::peer_aborted);
    case MessageType::call_disconnect:
      decide(CallOutcome::disconnect, packet);
      send(sstp::bare_message(MessageType::call_disconnect_ack));
      return end_call(CallLeave::peer_disconnected);
    case MessageType::echo_request:
      return send(sstp::bare_message(MessageType::echo_response));
    case MessageType::echo_response:
      return;
    case MessageType::call_connect_request:
    case MessageType::call_connected:
    case MessageType::call_disconnect_ack:
      break;
  }
  decide(CallOutcome::unexpected_message, packet);
  leave_with(sstp::call_abort({sstp::AttributeId::no_error, sstp::Status::unaccepted_frame_received}));
}

void SstpCall::take_ack(const sstp::Packet& packet) {
  report_.binding = sstp::crypto_binding_request(packet);
  if (!report_.binding) {
    decide(CallOutcome::incomplete_ack, packet);
    return linger(
        sstp::call_abort({sstp::AttributeId::crypto_binding_request, sstp::Status::required_attribute_missing}));
  }
  report_.rung = Rung::sstp;
  decide(CallOutcome::connected, packet);
  // 3.2.4.2: allowed "irrespective of the current state", and the peer MUST answer it.
  linger(sstp::call_disconnect());
}

void SstpCall::await_leave(const sstp::Packet& packet) {
  switch (packet.type) {
    case MessageType::call_disconnect_ack:
      if (state_ == CallState::leaving) return end_call(CallLeave::acknowledged);
      break;
    case MessageType::call_abort:
      return end_call(CallLeave::peer_aborted);
    case MessageType::call_disconnect:
      send(sstp::bare_message(MessageType::call_disconnect_ack));
      return end_call(CallLeave::peer_disconnected);
    case MessageType::call_connect_request:
    case MessageType::call_connect_ack:
    case MessageType::call_connect_nak:
    case MessageType::call_connected:
    case MessageType::echo_response:
      break;
    case MessageType::echo_request:
      if (state_ == CallState::lingering) send(sstp::bare_message(MessageType::echo_response));
      break;
  }
  // Whatever else comes was sent before the peer read that we leave, or answers nothing.
}

void SstpCall::closed(tls::Closure how) {
  const bool timed_out = how == tls::Closure::timed_out;
  const bool reset = how == tls::Closure::reset;
  switch (state_) {
    case CallState::awaiting_head:
      return on_no_head(how);
    case CallState::reading_answer:
      return finish(report_.outcome);
    case CallState::awaiting_ack:
      if (timed_out) {
        send(sstp::call_disconnect());
        report_.leave = CallLeave::unanswered;
        return finish(CallOutcome::sstp_timed_out);
      }
      report_.leave = reset ? CallLeave::reset : CallLeave::closed;
      return finish(reset ? CallOutcome::sstp_reset : CallOutcome::sstp_closed);
    case CallState::lingering:
      if (timed_out) return leave_with(*std::exchange(farewell_, std::nullopt));
      [[fallthrough]];
    case CallState::leaving:
      return end_call(timed_out ? CallLeave::unanswered : reset ? CallLeave::reset : CallLeave::closed);
    case CallState::done:
      break;
  }
}

void SstpCall::on_no_head(tls::Closure how) {
  const auto start = head_.start();
  report_.body.assign(start.begin(), start.end());
  head_.finish();
  if (head_.state() == HeadState::complete) {
    // A status line is an answer, however the rest ended.
    report_.head = head_.head();
    return finish(report_.head->status == kOk ? CallOutcome::http_cut_short : outcome_of_head(*report_.head));
  }
  if (!start.empty()) return finish(CallOutcome::http_cut_short);
  switch (how) {
    case tls::Closure::end_of_stream:
      return finish(CallOutcome::http_closed);
    case tls::Closure::reset:
      return finish(CallOutcome::http_reset);
    case tls::Closure::timed_out:
      return finish(CallOutcome::http_timed_out);
  }
}

/// [MS-SSTP] 3.1.5.1: behind octets that cannot be decoded the connection is cut, and nothing more is said.
void SstpCall::unreadable(CallOutcome outcome, std::string why) {
  report_.detail = std::move(why);
  report_.leave = CallLeave::unreadable;
  finish(state_ == CallState::awaiting_ack ? outcome : report_.outcome);
}

void SstpCall::decide(CallOutcome outcome, const sstp::Packet& packet) {
  report_.outcome = outcome;
  report_.message = packet.type;
  report_.status = sstp::status_info(packet);
}

void SstpCall::linger(sstp::Packet farewell) {
  farewell_ = std::move(farewell);
  enter(CallState::lingering);
}

void SstpCall::leave_with(const sstp::Packet& packet) {
  send(packet);
  enter(CallState::leaving);
}

void SstpCall::end_call(CallLeave leave) {
  report_.leave = leave;
  finish(report_.outcome);
}

void SstpCall::enter(CallState state) {
  state_ = state;
  report_.reached = state;
}

void SstpCall::finish(CallOutcome outcome) {
  report_.outcome = outcome;
  state_ = CallState::done;
}

void SstpCall::send(const sstp::Packet& packet) {
  const auto octets = sstp::encode(packet);
  output_.insert(output_.end(), octets.begin(), octets.end());
}

}  // namespace probe
