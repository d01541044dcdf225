// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/agenda/agenda.hpp"
#include "probe/agenda/ask.hpp"
#include "probe/agenda/trials.hpp"
#include "probe/ladder/climb_report.hpp"
#include "probe/model/climb.hpp"
#include "probe/model/record.hpp"
#include "probe/model/scan_options.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace probe::agenda {

/// Decides which accepted cell is carried further next. Whatever it learns changes no outcome: a cell that the server
/// accepted stays accepted, at the rung that it reached.
///
/// A climb that a busy gateway may have cut short is asked again, later, `options.retries` times. When the first calls
/// all end in the same way behind a finished handshake (a web server's 404, a close behind the 200, silence), the
/// remaining cells are carried to `tls` only: the gateway has answered, and every further call would only fill its log.
/// Where absence is sought, trials follow.
class Calls {
 public:
  /// `seed`: of the order of trials.
  Calls(const ScanOptions& options, WhyNot why_not, std::uint64_t seed = 0)
      : options_(options), why_not_(std::move(why_not)), trials_(seed) {}

  /// A cell that is to be carried further; the same one again does nothing. `needs`: without which the server does not
  /// take it.
  void add(tls::ProtocolVersion version, tls::CipherSuite suite, const std::vector<Need>& needs = {});
  [[nodiscard]] bool has(tls::ProtocolVersion version, tls::CipherSuite suite) const;

  /// The next call, if there may be one more.
  [[nodiscard]] std::optional<AskCall> next();
  void asked(ExchangeId id);
  /// Whether the target seems to be in trouble: the same call may well end otherwise.
  bool on(ExchangeId id, const ClimbReport& report, const RungTimes& times);

  [[nodiscard]] bool is_out() const { return !out_.empty(); }
  [[nodiscard]] std::size_t out() const { return out_.size(); }
  [[nodiscard]] bool has_waiting() const;
  /// Cells to carry, and how many of them are done.
  [[nodiscard]] std::size_t total() const { return cells_.size(); }
  [[nodiscard]] std::size_t done() const;

  /// Writes rungs and climbs into the accepted cells. Those whose turn never came say so.
  void apply(std::vector<VersionResult>& versions) const;

 private:
  struct Cell {
    tls::ProtocolVersion version{};
    tls::CipherSuite suite{};
    Rung rung = Rung::hello;
    Climb climb;
    std::size_t attempts = 0;
    enum class State { waiting, open, done } state = State::waiting;
  };
  struct Out {
    std::size_t cell = 0;
    Rung depth = Rung::sstp;
  };

  [[nodiscard]] Cell* next_cell();
  [[nodiscard]] bool has_waiting_cell() const;
  /// Once all calls are made: the newest cell with one that something answered that is no SSTP server. Nothing where
  /// any call went through.
  [[nodiscard]] std::optional<Trials::Cell> answered_otherwise() const;
  [[nodiscard]] bool is_steady() const { return steady_count_ >= steady_after_; }
  void watch_steady_answer(const Cell& cell, const ClimbReport& report);

  ScanOptions options_;
  WhyNot why_not_;
  Trials trials_;
  std::vector<Cell> cells_;
  std::optional<Out> handed_out_;
  std::map<ExchangeId, Out> out_;
  std::optional<CallOutcome> steady_;  ///< how the calls so far ended, all of them
  std::size_t steady_count_ = 0;
  std::size_t steady_after_ = 1;  ///< how many such calls are believed
  bool any_call_went_through_ = false;
};

}  // namespace probe::agenda
