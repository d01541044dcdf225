// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/target_scan.hpp"

#include "probe/engine/hello_driver.hpp"
#include "probe/engine/target_clients.hpp"
#include "probe/engine/target_features.hpp"
#include "probe/engine/target_ladder.hpp"
#include "probe/engine/target_work.hpp"
#include "probe/plan/scan_plan.hpp"

#include <utility>

namespace probe {
namespace {

Awaitable<void> ask_matrix(TargetWork& work, ScanPlan& plan) {
  HelloPlan hellos;
  hellos.next = [&plan](Elapsed now) { return plan.next(now); };
  hellos.on = [&plan](ExchangeId id, const Observation& seen, Elapsed now) { plan.on(id, seen, now); };
  hellos.progress = [&plan] { return plan.progress(); };
  co_await ask_hellos(work, std::move(hellos));
}

}  // namespace

Awaitable<TargetRecord> scan_target(const ScanContext& context, const Target& target, const Route& route) {
  TargetWork work{context, target, route, RecordBuilder(target)};
  ScanPlan plan(context.options, target.sni);
  co_await ask_matrix(work, plan);
  PlanResult result = plan.result();
  const Progress matrix = plan.progress();
  TargetStats stats;
  stats.connections = work.route.attempts();
  if (context.options.depth != Rung::hello) {
    co_await ask_features(work, matrix, result.versions);
    stats.features = work.route.attempts() - stats.connections;
    co_await climb_ladder(work, matrix, result.versions);
    stats.calls = work.route.attempts() - stats.connections - stats.features;
  }
  if (context.means.client_hellos == ClientHellos::send) co_await send_client_hellos(work, matrix, result.versions);
  TargetRecord record = work.builder.finish(std::move(result));
  record.address = work.route.address();
  record.proxy = work.route.proxy();
  stats.slowdowns = record.stats.slowdowns;
  stats.elapsed = work.elapsed();
  record.stats = stats;
  co_return record;
}

}  // namespace probe
