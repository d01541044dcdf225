// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/judge/entry.hpp"
#include "probe/judge/signs.hpp"
#include "probe/model/finding.hpp"

#include <deque>
#include <map>
#include <vector>

namespace probe::judge {

/// What a reader must know of the target besides its cells. `shapes`: in which hellos of each version are answered.
[[nodiscard]] std::vector<Finding> findings_of(const std::deque<Entry>& entries, const std::vector<HelloKind>& kinds,
                                               const Acceptances& acceptances, const Signs& signs,
                                               const std::map<tls::ProtocolVersion, HelloShape>& shapes);

}  // namespace probe::judge
