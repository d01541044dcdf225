// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/observation.hpp"
#include "probe/model/offer.hpp"
#include "probe/model/record.hpp"

#include <vector>

namespace probe::evidence {

/// An exchange that was read again, and, of a hello, what it was.
struct Heard {
  ExchangeSummary exchange;
  Offer offer;
  Observation observation;
};

/// What a server can do besides, concluded again from what was asked of it and what came. `history`: all exchanges, in
/// the order in which they ended. Which questions there were depends on what was known when the first was asked: of the
/// moments before it one at which `said` comes out, else the last.
[[nodiscard]] ServerFeatures features_again(const std::vector<Heard>& history, const TargetRecord& target,
                                            const ScanOptions& options, const ServerFeatures& said);

}  // namespace probe::evidence
