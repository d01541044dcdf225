// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/recorder.hpp"
#include "probe/ladder/ladder_plan.hpp"
#include "probe/model/record.hpp"
#include "probe/plan/scan_plan.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace probe {

/// Gathers what one target's exchanges leave for the record. They may end in any order.
class RecordBuilder {
 public:
  explicit RecordBuilder(Target target) { record_.target = std::move(target); }

  void add(const Ask& ask, const Observation& observation, Elapsed started, Elapsed ended);
  void add(const ClimbAsk& ask, const ClimbReport& report, Elapsed started, Elapsed ended);
  /// Who the exchange was with, and its transcript where transcripts are kept.
  void keep(ExchangeId exchange, Recorder& recorder, std::vector<std::string> key_log);
  /// Of another plan than the one whose result finish() takes.
  void add_slowdowns(std::size_t count) { slowdowns_ += count; }
  /// In the order in which they ended.
  [[nodiscard]] const std::vector<ExchangeSummary>& exchanges() const { return record_.exchanges; }
  void set_features(ServerFeatures features) { record_.server = std::move(features); }
  /// The id of the next exchange.
  [[nodiscard]] ExchangeId next_exchange() const { return last_exchange_ + 1; }
  /// The record, once; `address` and `stats` are still to be filled in, but for the slowdowns.
  [[nodiscard]] TargetRecord finish(PlanResult result);

 private:
  void add_chain(const std::vector<tls::Bytes>& certificates, tls::ProtocolVersion version, ExchangeId exchange);

  void add_call(const CallReport& call, const ClimbAsk& ask);
  void add_leaf(const std::vector<tls::Bytes>& certificates);
  void find(FindingKind kind, std::string text, const ClimbAsk& ask);

  TargetRecord record_;
  ExchangeId last_exchange_ = 0;
  std::size_t slowdowns_ = 0;
  std::map<tls::Bytes, ExchangeId> nonces_;  ///< of each Call Connect Ack
  std::vector<Finding> findings_;
  std::map<ExchangeId, std::string> locals_;
};

}  // namespace probe
