// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/observation.hpp"
#include "probe/model/record.hpp"
#include "probe/model/scan_options.hpp"
#include "probe/model/server_features.hpp"
#include "probe/plan/scan_plan.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace probe {

/// One connection each, controls apart. Lanes of groups leave their rest unknown where they would need more.
inline constexpr std::size_t kMostFeatureQuestions = 30;

/// Asks what else a server can do, once the matrix is known: a bounded number of hellos in cells that it accepts. What
/// the matrix's own answers tell takes none. Pure, as ScanPlan is. What was not answered is unknown; what was refused
/// by an alert is `no` only when a control was answered after it, and what was closed on, or met by silence, when that
/// came as often and as well controlled as a refusal of the matrix. Repeats do not count as questions.
class FeaturePlan {
 public:
  /// `exchanges`: those of the matrix. `first`: the id of the first exchange of this plan.
  FeaturePlan(const std::vector<VersionResult>& versions, const std::vector<ExchangeSummary>& exchanges,
              const ScanOptions& options, std::optional<std::string> sni, ExchangeId first);
  ~FeaturePlan();
  FeaturePlan(FeaturePlan&&) noexcept;
  FeaturePlan& operator=(FeaturePlan&&) noexcept;

  /// As ScanPlan's.
  [[nodiscard]] Step next(Elapsed now);
  void on(ExchangeId id, const Observation& observation, Elapsed now);

  /// Once next() said Finished.
  [[nodiscard]] ServerFeatures result();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace probe
