// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/capture/connections.hpp"
#include "probe/model/record.hpp"
#include "tls/client/overheard.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace probe::evidence {

/// The connection of each exchange that has packets. Borrowed.
using Connections = std::map<ExchangeId, const capture::Connection*>;

/// A target's record, made again from what was sent and what came.
struct TargetAgain {
  TargetRecord record;
  /// Where an exchange's packets say otherwise than the record does of it: "exchange 12: ...".
  std::vector<std::string> contradictions;
  std::size_t exchanges = 0;  ///< that were read again from the ClientHello on
  std::size_t cells = 0;      ///< that follow from them
  std::size_t rungs = 0;      ///< of accepted cells that were carried further
  std::vector<std::pair<tls::ProtocolVersion, AcceptedSuite>>
      closed;                       ///< cells that were carried where nothing could be opened
  std::size_t without_packets = 0;  ///< connections that did not come up, by the record
  std::size_t called_off = 0;       ///< hellos that were out when the scan ended, by the record
};

/// Builds the history from the packets, has the judge of the scan rule on it, and sums up as the scan does. What
/// packets cannot show is taken from `said`: kOnItsWord says what that is. Fails for no record, however strange.
[[nodiscard]] TargetAgain target_again(const TargetRecord& said, const ScanOptions& options,
                                       const Connections& connections, const tls::KeyLog& secrets);

}  // namespace probe::evidence
