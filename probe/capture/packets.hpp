// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "probe/model/transcript.hpp"
#include "tls/wire/bytes.hpp"

#include <cstdint>
#include <vector>

namespace probe::capture {

/// One IP packet, from its IP header on.
struct Packet {
  WallTime when{};
  tls::Bytes octets;
};

/// The connection as TCP would have carried it: a handshake, segments that no link is too small for, acknowledgements,
/// and the end as it was seen. Sequence numbers and acknowledgements are made up; what was said, by whom and when is
/// not. Checksums are right.
[[nodiscard]] std::vector<Packet> packets_of(const Transcript& transcript);

/// Writes into the record's exchanges which packets of a capture of that record are theirs.
void number_frames(ScanRecord& record);
/// The same of one target, behind `count` packets of those before it; `count` becomes what lies before the next.
void number_frames(TargetRecord& target, std::uint32_t& count);

}  // namespace probe::capture
