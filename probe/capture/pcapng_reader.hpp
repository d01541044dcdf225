// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/transcript.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace probe::capture {

/// What is wrong with a capture: "octet 1234: the block says that it is 8 octets long".
struct CaptureError {
  std::string text;
};

/// A packet as a capture has it.
struct PacketView {
  WallTime when{};
  std::string_view octets;  ///< from its IP header on
};

/// What a capture that write_pcapng() wrote holds. Borrows from its text.
struct Blocks {
  std::vector<PacketView> packets;
  std::string_view key_log;  ///< of the Decryption Secrets Block; empty: there is none
};

/// Reads a capture, block by block.
[[nodiscard]] std::optional<CaptureError> read_pcapng(std::string_view text, Blocks& blocks);

}  // namespace probe::capture
