// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/agenda/ask.hpp"
#include "probe/ladder/climb_report.hpp"

#include <cstdint>
#include <optional>
#include <random>
#include <utility>
#include <vector>

namespace probe::agenda {

/// The requests whose answers prove that SSTP is absent, or don't: as many as the proof takes (sstp_presence()), in a
/// cell that was answered by something else before. They go one by one: a balancer that takes its servers in turn then
/// leads them to each; and in an order by lot, so that no kind of request always meets the same server. The first
/// answer that leaves a doubt ends them: there is no proof any more.
class Trials {
 public:
  explicit Trials(std::uint64_t seed) : lots_(seed) {}

  using Cell = std::pair<tls::ProtocolVersion, tls::CipherSuite>;
  /// Once; without a cell it is too early, or there is nothing to prove.
  void begin(const std::optional<Cell>& cell);
  [[nodiscard]] bool is_due() const { return !waiting_.empty() && !out_; }
  [[nodiscard]] std::optional<AskCall> next();
  // Whether it was one of these.
  bool asked(ExchangeId id);
  bool on(ExchangeId id, const ClimbReport& report);

 private:
  std::mt19937_64 lots_;
  bool begun_ = false;
  Cell cell_{};
  std::vector<RequestKind> waiting_;
  bool handed_out_ = false;
  std::optional<ExchangeId> out_;
};

}  // namespace probe::agenda
