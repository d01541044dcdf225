// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/target_clients.hpp"

#include "probe/clients/client_hello_plan.hpp"
#include "probe/engine/hello_driver.hpp"
#include "probe/features/ground.hpp"
#include "probe/features/questions.hpp"

#include <utility>

namespace probe {

Awaitable<void> send_client_hellos(TargetWork& work, const Progress& matrix,
                                   const std::vector<VersionResult>& versions) {
  const Ground ground(versions, work.builder.exchanges(), work.context.options, work.target.sni);
  auto control = control_offer(ground);
  if (!control) co_return;  // nothing is accepted: there is nobody to send hellos to
  ClientHelloPlan plan(work.context.options, work.target.sni, std::move(control), work.builder.next_exchange());
  HelloPlan hellos;
  hellos.next = [&plan](Elapsed now) { return plan.next(now); };
  hellos.on = [&plan](ExchangeId id, const Observation& seen, Elapsed now) { plan.on(id, seen, now); };
  hellos.progress = [&matrix, &work] {
    Progress progress = matrix;
    progress.connections = work.route.attempts();
    return progress;
  };
  co_await ask_hellos(work, std::move(hellos));
}

}  // namespace probe
