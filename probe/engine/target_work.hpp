// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/record_builder.hpp"
#include "probe/engine/route.hpp"
#include "probe/engine/target_scan.hpp"
#include "probe/model/target.hpp"

#include <algorithm>
#include <chrono>

namespace probe {

/// What the phases of one target's scan share: the matrix, the features, the ladder. Outlives them.
struct TargetWork {
  ScanContext context;
  Target target;
  Route route;
  RecordBuilder builder;
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();

  [[nodiscard]] Elapsed elapsed() const {
    return std::chrono::duration_cast<Elapsed>(std::chrono::steady_clock::now() - start);
  }
  /// An interrupt is a deadline that comes early.
  [[nodiscard]] Elapsed plan_time() const {
    return context.stop ? std::max(elapsed(), Elapsed(context.options.deadline)) : elapsed();
  }
};

}  // namespace probe
