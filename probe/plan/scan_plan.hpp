// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/finding.hpp"
#include "probe/model/observation.hpp"
#include "probe/model/offer.hpp"
#include "probe/model/progress.hpp"
#include "probe/model/record.hpp"
#include "probe/model/scan_options.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace probe {

/// Time since the start of one target's scan. The plan never looks at a clock.
using Elapsed = std::chrono::microseconds;

/// Open a connection and put this offer.
struct Ask {
  ExchangeId id = 0;
  Purpose purpose{};
  Offer offer;
  std::string client = {};  ///< with Purpose::client, whose hello it is
};
/// Nothing to ask before `until`, unless an answer comes first.
struct WaitUntil {
  Elapsed until{};
};
/// Nothing to ask before one of the open connections has answered.
struct AwaitAnswer {};
/// Nothing to ask any more. Answers that are still out are not needed.
struct Finished {};
using Step = std::variant<Ask, WaitUntil, AwaitAnswer, Finished>;

/// What the plan concludes: the parts of a TargetRecord that are its to say.
struct PlanResult {
  TargetStatus status = TargetStatus::unreachable;
  std::string problem;
  std::vector<VersionResult> versions;
  std::vector<Finding> findings;
  std::size_t slowdowns = 0;
};

/// Decides which offer to put next to one target, and what the answers mean. Pure: time and answers go in, offers and
/// cells come out, so that its verdicts and its connection counts are tested without a network.
class ScanPlan {
 public:
  /// `sni`: what every hello names; nothing when it names no server.
  ScanPlan(const ScanOptions& options, std::optional<std::string> sni);
  ~ScanPlan();
  ScanPlan(ScanPlan&&) noexcept;
  ScanPlan& operator=(ScanPlan&&) noexcept;

  /// Call again after every Ask, after on(), and when a WaitUntil has passed.
  [[nodiscard]] Step next(Elapsed now);
  /// The answer to the Ask of that id. Each id is answered at most once.
  void on(ExchangeId id, const Observation& observation, Elapsed now);

  [[nodiscard]] Progress progress() const;
  /// Final once next() said Finished; what is still open then is inconclusive.
  [[nodiscard]] PlanResult result() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace probe
