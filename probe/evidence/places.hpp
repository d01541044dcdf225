// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/capture/connections.hpp"
#include "probe/evidence/target_again.hpp"
#include "probe/model/record.hpp"

#include <string>
#include <utility>
#include <vector>

namespace probe::evidence {

/// Where the connections of a target went by their packets, and not by its record: to another address than the record
/// names, than the target or its --connect is, or, behind a proxy, for another one. Each with the exchange's number.
/// Which addresses a name has, and where a proxy's name leads, no packet shows.
[[nodiscard]] std::vector<std::pair<ExchangeId, std::string>> strange_places(const TargetRecord& said,
                                                                             const Connections& connections);

/// Connections that cannot both have been: the same two ends at one time, or one hello's random again. "packets 1 to
/// 9 are those of packets 20 to 28 again".
[[nodiscard]] std::vector<std::string> doubled_connections(const std::vector<capture::Connection>& connections);

}  // namespace probe::evidence
