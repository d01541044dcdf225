// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/transcript.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace probe::capture {

/// A TCP segment, and between whom it went.
struct Segment {
  Endpoint from, to;
  std::uint32_t sequence = 0;
  unsigned flags = 0;
  std::string_view data;
  [[nodiscard]] bool has(unsigned flag) const { return (flags & flag) != 0; }
};

/// Reads a packet from its IP header on. Nothing for what is none of TCP, or is cut. Borrows from it.
[[nodiscard]] std::optional<Segment> segment_of(std::string_view packet);

}  // namespace probe::capture
