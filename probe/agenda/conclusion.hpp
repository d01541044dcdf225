// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/agenda/agenda.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace probe::agenda {

/// How the scan of one target came to its end.
struct Ending {
  bool interrupted = false;
  bool blocked = false;
  bool tls_spoken = false;
  bool failing = false;  ///< the last control failed
  std::optional<ExchangeSummary> last_failure;
  ConnectFailure connect_failure = ConnectFailure::none;
  std::size_t slowdowns = 0;
};

/// The columns of the matrix as the judge sees them, oldest version first; those that were not asked say so.
[[nodiscard]] std::vector<VersionResult> versions_of(const judge::Beliefs& beliefs,
                                                     const std::vector<ExchangeSummary>& history,
                                                     const ScanOptions& options);

/// Sums up: the matrix, its findings, the status and, when that is not `complete`, why.
[[nodiscard]] Result conclude(const judge::Beliefs& beliefs, const std::vector<ExchangeSummary>& history,
                              const ScanOptions& options, const Ending& ending);

/// A call that was asked for and never made leaves something unknown: the target is not complete.
void note_missing_calls(Result& result);

/// Calls that some server answered by SSTP and another by something else tell of unlike servers, unless hellos did.
void note_unlike_calls(Result& result);

}  // namespace probe::agenda
