// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/random.hpp"
#include "probe/sstp/call_report.hpp"
#include "probe/sstp/http_head.hpp"
#include "probe/sstp/packet_reader.hpp"
#include "tls/machine.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace probe {

/// How long a client waits. [MS-SSTP] 3.2.2.1 and 4.1 grant a server 60 s for the HTTP answer and 60 s for the
/// negotiation; a probe need not.
struct CallTimers {
  std::chrono::milliseconds http{10'000};
  std::chrono::milliseconds negotiation{10'000};
  std::chrono::milliseconds leaving{5'000};  ///< the disconnect timer of 3.1.2
  std::chrono::milliseconds answer{1'000};   ///< for more of an answer that is no SSTP anyway
  /// As the server sees it, between its Ack and our leave, at least. sorz/sstp-server starts pppd upon its Ack, and
  /// loses track of it (and of the address that it leased) when a Call Disconnect comes before that is done.
  std::chrono::milliseconds linger{100};
  /// The shortest round trip that is known: that much of it is the network's. It may be too small, never too large.
  std::optional<std::chrono::microseconds> round_trip = std::nullopt;
  friend bool operator==(const CallTimers&, const CallTimers&) = default;
};

/// One SSTP call over the plaintext of a TLS connection: asks, waits for the Call Connect Ack, and leaves. It never
/// logs in. Its driver keeps an eye on state(): each state has patience() from when it began, and when that is over
/// closed(timed_out) ends it; a call that lingers only goes on to leave. Then send output() once more, and close_notify
/// behind it.
class SstpCall final : public tls::Machine {
 public:
  /// `host` is the name or address for the Host header, without a port.
  SstpCall(const std::string& host, const RandomSource& random, CallTimers timers = {},
           RequestKind request = RequestKind::sstp);

  [[nodiscard]] tls::Want want() const override;
  [[nodiscard]] tls::Bytes output() override;
  void feed(tls::BytesView octets) override;
  void closed(tls::Closure how) override;

  [[nodiscard]] CallState state() const { return state_; }
  /// How long the driver should wait in this state, counted from when it began; zero once it is `done`.
  [[nodiscard]] std::chrono::milliseconds patience() const;
  /// A round trip that the driver measured, be it with the gateway's thinking in it: the shortest counts.
  void measured(std::chrono::microseconds round_trip);
  /// Final once want() is `done`. The rung can be read at any time, for its timing.
  [[nodiscard]] const CallReport& report() const { return report_; }

 private:
  void read_head(tls::BytesView octets);
  void on_head();
  void on_no_head(tls::Closure how);
  void show_answer(CallOutcome outcome, tls::BytesView start);
  void read_answer(tls::BytesView octets);
  void read_packets(tls::BytesView octets);
  void take_packet(const sstp::Packet& packet);
  void await_ack(const sstp::Packet& packet);
  void take_ack(const sstp::Packet& packet);
  void await_leave(const sstp::Packet& packet);
  void unreadable(CallOutcome outcome, std::string why);
  void decide(CallOutcome outcome, const sstp::Packet& packet);
  void linger(sstp::Packet farewell);
  void leave_with(const sstp::Packet& packet);
  void end_call(CallLeave leave);
  void enter(CallState state);
  void finish(CallOutcome outcome);
  void send(const sstp::Packet& packet);

  CallTimers timers_;
  CallState state_ = CallState::awaiting_head;
  CallReport report_;
  tls::Bytes output_;
  HttpHeadReader head_;
  sstp::PacketReader packets_;
  std::optional<sstp::Packet> farewell_;  ///< while it lingers
  std::size_t received_ = 0;              ///< octets of SSTP so far
  std::size_t body_size_ = 0;             ///< how much of the answer is worth waiting for
};

}  // namespace probe
