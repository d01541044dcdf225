// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/ladder/climb_report.hpp"
#include "probe/model/random.hpp"
#include "probe/sstp/call.hpp"
#include "tls/client/client.hpp"
#include "tls/machine.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace probe {

/// Carries one cell from the hello up to a Call Connect Ack, and leaves: an SSTP call inside of a TLS client, as one
/// machine over the raw stream. Its driver watches stage(): each stage has patience() from when it began, and when
/// that is over closed(timed_out) ends it, or in two stages goes on: one that lingers leaves, and one that was told to
/// proceed() calls. When want() is `done`, output() still holds what a gateway must hear before the connection is
/// closed.
class Climber final : public tls::Machine {
 public:
  /// `depth`: `tls` or `sstp`. `host` is the name or address for the Host header.
  Climber(std::unique_ptr<tls::Client> client, std::string host, Rung depth, RandomSource random,
          std::chrono::milliseconds handshake_timeout, CallTimers timers = {}, RequestKind request = RequestKind::sstp);

  [[nodiscard]] tls::Want want() const override { return done_ ? tls::Want::done : tls::Want::read; }
  [[nodiscard]] tls::Bytes output() override;
  void feed(tls::BytesView octets) override;
  void closed(tls::Closure how) override;

  /// Before anything is fed: once the handshake is finished, wait for proceed(). TCP and TLS of a call can then run
  /// ahead of the SSTP port that it needs, which a gateway counts from the request on.
  void hold() { holds_ = true; }
  /// The handshake is finished, and nothing is sent until proceed(). Whoever waits longer than patience() is out: the
  /// report's halt is `unfinished`, and may_pass().
  [[nodiscard]] bool waits_for_port() const { return connected_ && holds_ && !call_ && !done_; }
  /// A Call Disconnect or Abort stands in output(), or was sent.
  [[nodiscard]] bool has_left() const;
  /// Calls now, or as soon as the handshake is finished. output() has the request, but whoever drives may be waiting
  /// for octets: end that wait, and the closed(timed_out) that comes of it ends nothing.
  void proceed();

  /// A round trip of this connection: how long it took to come up, or how long a stage took in which an answer came.
  /// The shortest counts. Call it when stage() has changed, before patience() is asked for: the part of the gateway's
  /// wait for a Call Disconnect that the network takes is not waited for here.
  void measured(std::chrono::microseconds round_trip);

  /// Another number whenever the climber waits for something else.
  [[nodiscard]] std::size_t stage() const;
  /// How long the driver should wait in this stage, counted from when it began.
  [[nodiscard]] std::chrono::milliseconds patience() const;
  /// Can be read at any time, for its timing.
  [[nodiscard]] Rung rung() const;
  /// Final once want() is `done`.
  [[nodiscard]] ClimbReport report() const;

 private:
  void advance();
  void finish();

  std::unique_ptr<tls::Client> client_;
  std::string host_;
  Rung depth_;
  RandomSource random_;
  std::chrono::milliseconds handshake_timeout_;
  CallTimers timers_;
  RequestKind request_;
  std::optional<SstpCall> call_;
  bool connected_ = false;
  bool holds_ = false;
  bool nudged_ = false;      ///< the next time-out is that of a wait that proceed() ended
  bool tls_failed_ = false;  ///< under the call, which knows only that nothing more will come
  bool done_ = false;
  std::size_t sent_ = 0, received_ = 0;
};

}  // namespace probe
