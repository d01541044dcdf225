// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/local_means.hpp"
#include "probe/hello/hello_shape.hpp"
#include "probe/model/progress.hpp"
#include "probe/model/record.hpp"
#include "probe/model/scan_options.hpp"
#include "probe/model/target.hpp"

#include <atomic>
#include <cstddef>
#include <vector>

namespace probe {

/// Told what happens while a scan runs; always from the thread that called scan().
class ScanObserver {
 public:
  virtual ~ScanObserver() = default;
  /// At most ten times a second and target.
  virtual void on_progress(const Target& target, const Progress& progress) = 0;
  /// As soon as a target is done and all before it are: in the order of what scan() returns.
  virtual void on_target(const TargetRecord& record) = 0;
};

/// Scans every target, at most `options.parallel` at once, and returns a record for each (with `all_addresses`, for
/// each address), in the order of `targets`. Blocks until all are done. Throws nothing for what a network or a peer may
/// do: that is in the records. When `stop` becomes true (an interrupt), open targets end as they do at their deadline.
[[nodiscard]] std::vector<TargetRecord> scan(const std::vector<Target>& targets, const ScanOptions& options,
                                             const LocalMeans& means, ScanObserver& observer,
                                             const std::atomic<bool>& stop);

}  // namespace probe
