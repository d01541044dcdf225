// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/target_scan.hpp"

#include "probe/engine/target_driver.hpp"

#include <boost/asio/this_coro.hpp>

namespace probe {

Awaitable<TargetRecord> scan_target(const ScanContext& context, const Target& target, const Route& route) {
  const auto executor = co_await asio::this_coro::executor;
  TargetDriver driver(context, target, route, executor);
  co_await driver.run();
  co_return driver.take_record();
}

}  // namespace probe
