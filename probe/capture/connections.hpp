// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/capture/exchange_octets.hpp"
#include "probe/capture/pcapng_reader.hpp"
#include "probe/model/record.hpp"
#include "probe/model/transcript.hpp"

#include <optional>
#include <vector>

namespace probe::capture {

/// One connection as its packets show it, its exchange's number among what they show.
struct Connection {
  Transcript transcript;  ///< without its key log
  Frames frames;
};

/// Cuts the packets of a capture that write_pcapng() wrote into connections, in their order: each begins with our SYN,
/// and what follows is from one of its two ends. Checksums and acknowledgements are not looked at. An error names the
/// first packet that fits nowhere: "packet 12: ...".
[[nodiscard]] std::optional<CaptureError> read_connections(const std::vector<PacketView>& packets,
                                                           std::vector<Connection>& connections);

/// What was said on a connection, without when.
[[nodiscard]] ExchangeOctets octets_of(const Transcript& transcript);

}  // namespace probe::capture
