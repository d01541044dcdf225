// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "probe/policy/judgement.hpp"
#include "probe/policy/policy.hpp"

#include <chrono>
#include <vector>

namespace probe {

struct JudgeOptions {
  std::chrono::sys_days as_of{};
  std::vector<Waiver> waivers;  ///< besides the policy's own
  Inconclusive inconclusive = Inconclusive::fails;
  Warnings warnings = Warnings::tolerated;
  StaleWaivers stale_waivers = StaleWaivers::tolerated;
};

/// What a policy says of every target of a record.
[[nodiscard]] Judgement judge_by(const Policy& policy, const ScanRecord& record, const JudgeOptions& options);

/// One rule's ruling on one target, without waivers. Three-valued: what is certain to break the rule fails, whatever
/// else is open; what is open and would break it is unknown; the rest passes.
[[nodiscard]] RuleFinding apply_rule(const Rule& rule, const TargetRecord& target, std::chrono::sys_days as_of);

}  // namespace probe
