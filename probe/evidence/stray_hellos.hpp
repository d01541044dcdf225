// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/evidence/features_again.hpp"
#include "probe/model/scan_options.hpp"

#include <string>
#include <utility>
#include <vector>

namespace probe::evidence {

/// Hellos of the matrix that no scan with these options puts: of suites and versions that they do not name, but for the
/// looks in the dark before anything was accepted and what follows those; calls of such cells; and questions about
/// features that are told as the matrix's. `history`: all exchanges, in the order in which they ended.
[[nodiscard]] std::vector<std::pair<ExchangeId, std::string>> stray_hellos(const std::vector<Heard>& history,
                                                                           const ScanOptions& options);

}  // namespace probe::evidence
