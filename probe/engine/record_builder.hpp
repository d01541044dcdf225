// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "probe/plan/scan_plan.hpp"

#include <utility>
#include <vector>

namespace probe {

/// Gathers what one target's exchanges leave for the record. They may end in any order.
class RecordBuilder {
 public:
  explicit RecordBuilder(Target target) { record_.target = std::move(target); }

  [[nodiscard]] const Target& target() const { return record_.target; }
  void add(const Ask& ask, const Observation& observation, Elapsed started, Elapsed ended);
  /// The record, once; `address` and `stats` are still to be filled in, but for the slowdowns.
  [[nodiscard]] TargetRecord finish(PlanResult result);

 private:
  void add_chain(const std::vector<tls::Bytes>& certificates, ExchangeId exchange);

  TargetRecord record_;
};

}  // namespace probe
