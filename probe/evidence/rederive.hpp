// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/capture/exchange_octets.hpp"
#include "probe/model/record.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace probe::evidence {

/// Nothing when there are none in the evidence.
using OctetsOf = std::function<std::optional<capture::ExchangeOctets>(const ExchangeSummary&)>;

/// How a target's record was held against the octets.
struct Rederivation {
  std::size_t exchanges = 0;  ///< that were read again
  std::size_t cells = 0;      ///< accepted and refused ones that rest on them
  std::size_t rungs = 0;      ///< of accepted cells that were carried further
  std::vector<std::string> contradictions;
};

/// Reads every exchange of hellos again, has the judge rule on what the octets say, and says where the record claims
/// anything else: an offer that was not made, an answer that did not come, a cell that the judge rules on otherwise. Of
/// the exchanges that carried cells further it looks at the hellos and at which records follow: what they hold is
/// encrypted, and not opened here.
[[nodiscard]] Rederivation rederive(const TargetRecord& target, const ScanOptions& options, const OctetsOf& octets_of);

}  // namespace probe::evidence
