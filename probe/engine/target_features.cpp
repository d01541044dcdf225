// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/target_features.hpp"

#include "probe/engine/hello_driver.hpp"
#include "probe/features/feature_plan.hpp"

#include <utility>

namespace probe {

Awaitable<void> ask_features(TargetWork& work, const Progress& matrix, const std::vector<VersionResult>& versions) {
  FeaturePlan plan(versions, work.builder.exchanges(), work.context.options, work.target.sni,
                   work.builder.next_exchange());
  HelloPlan hellos;
  hellos.next = [&plan](Elapsed now) { return plan.next(now); };
  hellos.on = [&plan](ExchangeId id, const Observation& seen, Elapsed now) { plan.on(id, seen, now); };
  hellos.progress = [&matrix, &work] {
    Progress progress = matrix;
    progress.connections = work.route.attempts();
    return progress;
  };
  co_await ask_hellos(work, std::move(hellos));
  work.builder.set_features(plan.result());
}

}  // namespace probe
