// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "tls/wire/bytes.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace probe {

/// The octets of one exchange.
struct ExchangeOctets {
  tls::Bytes sent, received;
};
/// Nothing when there are none in the evidence.
using OctetsOf = std::function<std::optional<ExchangeOctets>(const ExchangeSummary&)>;

/// How a target's record was held against the octets.
struct Rederivation {
  std::size_t exchanges = 0;  ///< that were read again
  std::size_t cells = 0;      ///< accepted and refused ones that rest on them
  std::vector<std::string> contradictions;
};

/// Reads every exchange that asked for the matrix again, classifies it, and says where the record claims anything else:
/// an offer that was not made, a cell whose exchange does not show it, and one that the octets show accepted and the
/// record does not. Whether a close was repeated between controls is for the record to say: here it has to be a close.
[[nodiscard]] Rederivation rederive(const TargetRecord& target, const OctetsOf& octets_of);

}  // namespace probe
