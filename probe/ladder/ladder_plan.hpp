// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/ladder/climb_report.hpp"
#include "probe/model/climb.hpp"
#include "probe/model/record.hpp"
#include "probe/model/scan_options.hpp"
#include "probe/plan/pacer.hpp"
#include "probe/plan/scan_plan.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace probe {

/// Open a connection and carry this cell so far.
struct ClimbAsk {
  ExchangeId id = 0;
  tls::ProtocolVersion version{};
  tls::CipherSuite suite{};
  Rung depth = Rung::sstp;
};
using LadderStep = std::variant<ClimbAsk, WaitUntil, AwaitAnswer, Finished>;

/// When each rung was reached, since the connection was begun.
struct RungTimes {
  std::optional<Elapsed> tls, http, sstp;
};

/// Why nobody here carries a cell; empty when somebody does.
using WhyNot = std::function<std::string(tls::CipherSuite, tls::ProtocolVersion)>;

/// Decides which accepted cell is carried further next. Pure, as ScanPlan. Whatever it learns, it changes no outcome:
/// a cell that the server accepted stays accepted, at the rung that it reached.
///
/// A climb that a busy gateway may have cut short is asked again, later, `options.retries` times. When the first calls
/// all end in the same way behind a finished handshake (a web server's 404, say), the remaining cells are carried to
/// `tls` only: the gateway has answered, and every further call would only fill its log.
class LadderPlan {
 public:
  /// `first`: the id of the first exchange.
  LadderPlan(const std::vector<VersionResult>& versions, const ScanOptions& options, const WhyNot& why_not,
             ExchangeId first);

  /// Call again after every ClimbAsk, after on(), and when a WaitUntil has passed.
  [[nodiscard]] LadderStep next(Elapsed now);
  void on(ExchangeId id, const ClimbReport& report, const RungTimes& times, Elapsed now);

  /// Cells to carry, and how many of them are done.
  [[nodiscard]] std::size_t total() const { return cells_.size(); }
  [[nodiscard]] std::size_t done() const;
  [[nodiscard]] std::size_t slowdowns() const { return pacer_.slowdowns(); }

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

  void watch_steady_answer(const Cell& cell);

  std::size_t max_attempts_;
  Elapsed deadline_;
  Rung depth_;
  Pacer pacer_;
  std::vector<Cell> cells_;
  std::map<ExchangeId, std::size_t> open_;  ///< index into cells_
  std::map<ExchangeId, Rung> open_depth_;
  ExchangeId next_id_;
  std::optional<CallOutcome> steady_;  ///< how the calls so far ended, all of them
  std::size_t steady_count_ = 0;
  bool any_call_went_through_ = false;
};

}  // namespace probe
