// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/target_work.hpp"
#include "probe/model/observation.hpp"
#include "probe/model/progress.hpp"
#include "probe/plan/scan_plan.hpp"

#include <functional>

namespace probe {

/// A plan whose every connection is one hello and its answer: as ScanPlan has them.
struct HelloPlan {
  std::function<Step(Elapsed now)> next;
  std::function<void(ExchangeId, const Observation&, Elapsed now)> on;
  std::function<Progress()> progress;
};

/// Asks what the plan says, tells it what came back, and gives all of it to the record. An exchange that is open when
/// the plan has finished is called off: its silence is ours, and the plan hears nothing of it.
[[nodiscard]] Awaitable<void> ask_hellos(TargetWork& work, HelloPlan plan);

}  // namespace probe
