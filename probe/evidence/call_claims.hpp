// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/evidence/opened_call.hpp"
#include "probe/model/record.hpp"
#include "probe/model/scan_options.hpp"

#include <string>
#include <utility>
#include <vector>

namespace probe::evidence {

/// A call of a cell, as far as its packets and secrets go.
struct CallOfCell {
  ExchangeId id = 0;
  Rung highest = Rung::hello;          ///< that its packets leave possible, without secrets
  const OpenedCall* opened = nullptr;  ///< null: closed. Borrowed
};

/// What a record says of a cell's rung and how its call ended, and the cell's calls do not: of those the last that came
/// furthest speaks for it. `calls` are in the order in which they ended, trials left out. What is said of closed ones
/// stands on the record's word, as far as their packets let it.
[[nodiscard]] std::vector<std::pair<ExchangeId, std::string>> false_claims(const AcceptedSuite& cell,
                                                                           const std::vector<CallOfCell>& calls,
                                                                           const ScanOptions& options);

}  // namespace probe::evidence
