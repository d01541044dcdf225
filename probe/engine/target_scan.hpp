// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/awaitable.hpp"
#include "probe/engine/local_means.hpp"
#include "probe/engine/route.hpp"
#include "probe/engine/scan.hpp"

#include <atomic>

namespace probe {

/// What all scans of one run share. Outlives them.
struct ScanContext {
  const ScanOptions& options;
  const LocalMeans& means;
  ScanObserver& observer;
  const std::atomic<bool>& stop;
};

/// Scans one target over connections of one route. What is borrowed has to live until it is done.
[[nodiscard]] Awaitable<TargetRecord> scan_target(const ScanContext& context, const Target& target, const Route& route);

}  // namespace probe
