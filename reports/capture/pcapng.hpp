// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"

#include <iosfwd>

namespace reports {

/// The record's transcripts as a capture file that Wireshark opens (draft-ietf-opsawg-pcapng): the secrets of finished
/// handshakes first, then exchange after exchange, the first packet of each with a comment.
void write_pcapng(std::ostream& out, const probe::ScanRecord& record);

}  // namespace reports
