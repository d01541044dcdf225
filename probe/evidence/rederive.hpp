// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/evidence/exchange_octets.hpp"
#include "probe/model/record.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace probe {

/// Nothing when there are none in the evidence.
using OctetsOf = std::function<std::optional<ExchangeOctets>(const ExchangeSummary&)>;

/// How a target's record was held against the octets.
struct Rederivation {
  std::size_t exchanges = 0;  ///< that were read again
  std::size_t cells = 0;      ///< accepted and refused ones that rest on them
  std::size_t rungs = 0;      ///< of accepted cells that were carried further
  std::vector<std::string> contradictions;
};

/// Reads every exchange that asked for the matrix again, classifies it, and says where the record claims anything else:
/// an offer that was not made, a cell whose exchange does not show it, one that the octets show accepted and the record
/// does not, and a refusal by silence or close without two more like it and without a ServerHello before and after. Of
/// the exchanges that carried cells further it looks at the hellos and at which records follow: what they hold is
/// encrypted, and not opened here.
[[nodiscard]] Rederivation rederive(const TargetRecord& target, const OctetsOf& octets_of);

}  // namespace probe
