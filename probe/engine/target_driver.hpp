// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/agenda/agenda.hpp"
#include "probe/engine/alarm.hpp"
#include "probe/engine/connections_ahead.hpp"
#include "probe/engine/route.hpp"
#include "probe/engine/target_scan.hpp"
#include "probe/ladder/climber.hpp"
#include "probe/model/target.hpp"
#include "probe/record/record_builder.hpp"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace probe {

/// Runs the agenda of one target to its end: opens the connections that it asks for, several at once, tells it what
/// came back, and wakes it when one has answered, when a time has come, and ten times a second for an interrupt.
class TargetDriver {
 public:
  using Elapsed = agenda::Elapsed;

  TargetDriver(const ScanContext& context, const Target& target, const Route& route,
               const asio::any_io_executor& executor);
  TargetDriver(const TargetDriver&) = delete;
  TargetDriver& operator=(const TargetDriver&) = delete;

  /// Until the agenda has finished and no connection is open. Calls that are under way then still take their leave, for
  /// a second.
  [[nodiscard]] Awaitable<void> run();
  /// Once.
  [[nodiscard]] TargetRecord take_record();

 private:
  /// A call between its handshake and its end holds an SSTP port of the gateway.
  struct CallSeat {
    Climber* climber = nullptr;
    std::shared_ptr<Alarm> alarm;
    bool holds_port = false;
  };

  [[nodiscard]] Elapsed elapsed() const;
  /// What the agenda wants now. How long to wait; nothing when it has finished.
  [[nodiscard]] std::optional<Elapsed> turn();
  void open_ahead();
  template <class Talk>
  void open(ExchangeId id, Talk talk);
  [[nodiscard]] Awaitable<void> put_hello(agenda::AskHello ask, std::shared_ptr<Alarm> alarm);
  [[nodiscard]] Awaitable<void> make_call(agenda::AskCall ask, std::shared_ptr<Alarm> alarm);
  void watch_call(CallSeat& seat, const Recorder& recorder, agenda::RungTimes& times, std::size_t& stage,
                  Elapsed& stage_began);
  void give_port_back(CallSeat& seat);
  void seat_next_call();
  [[nodiscard]] std::optional<tls::NamedGroup> group_of(const agenda::AskCall& ask) const;
  [[nodiscard]] Climber climber_for(const agenda::AskCall& ask) const;
  /// A connection to put a hello on: one that was opened ahead or, where there is none, a new one.
  struct Line {
    std::shared_ptr<ConnectionsAhead::Connection> ahead;
    std::unique_ptr<Recorder> own;
    Dialed dialed;
    Elapsed connected{};
    bool is_cut = false;    ///< what it heard is no answer: the alarm ended it
    bool is_asked = false;  ///< some of the hello went out
    [[nodiscard]] Recorder& recorder() { return ahead ? ahead->recorder : *own; }
  };
  [[nodiscard]] Awaitable<Line> line_ahead(Alarm& alarm);
  [[nodiscard]] Awaitable<Line> new_line(Alarm& alarm);
  [[nodiscard]] Awaitable<Observation> talk(const agenda::AskHello& ask, Line& line, Alarm& alarm);
  /// From when it was dialled until it ended, with now at the latest: what the packets say too.
  struct Span {
    Elapsed began{}, ended{};
  };
  [[nodiscard]] Span span_of(Recorder& recorder) const;
  void keep(ExchangeId exchange, Recorder& recorder, std::vector<std::string> key_log);
  void record_called_off(const agenda::AskHello& ask, Observation observation, Span span);
  [[nodiscard]] Awaitable<void> sleep_until(Elapsed when);
  [[nodiscard]] Awaitable<void> end_all();
  void tell_progress();

  ScanContext context_;
  Target target_;
  Route route_;
  RecordBuilder builder_;
  agenda::Agenda agenda_;
  asio::any_io_executor executor_;
  ConnectionsAhead ahead_;
  asio::steady_timer wake_;
  WallTime start_;
  std::map<ExchangeId, std::shared_ptr<Alarm>> open_;
  std::map<ExchangeId, bool> is_call_;
  std::deque<CallSeat*> queue_;  ///< calls that wait for a port
  std::size_t ports_taken_ = 0;
  bool has_answers_ = false;
  bool is_ending_ = false;
  bool has_dialled_ = false;
  Elapsed last_progress_{0};
};

}  // namespace probe
