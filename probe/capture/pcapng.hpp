// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"

#include <functional>
#include <iosfwd>
#include <string>

namespace probe::capture {

/// What a capture says besides its packets, fit for any reader of captures.
struct Words {
  std::string application;  ///< that wrote it: "sstp-probe 1.0.0"
  /// On the first packet of each exchange.
  std::function<std::string(const TargetRecord&, ExchangeId)> comment;
};

/// The record's transcripts as a capture file that Wireshark opens (draft-ietf-opsawg-pcapng): the secrets of finished
/// handshakes first, then exchange after exchange, the first packet of each with a comment.
void write_pcapng(std::ostream& out, const ScanRecord& record, const Words& words);

}  // namespace probe::capture
