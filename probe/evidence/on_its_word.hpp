// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace probe::evidence {

/// What verify() takes on the word of whoever made the bundle, as its report tells it. Whatever else a record claims
/// follows from the packets, or is found. A test forges every field of a record, and holds what goes unfound to this.
inline constexpr std::array<std::string_view, 7> kOnItsWord{
    "that these packets passed at all: who makes up a whole capture can make up its record; seals say who vouches",
    "what was said inside TLS where no secrets open it: how far calls went, why no further, what only TLS 1.3 showed",
    "that a connection did not come up, or was called off at the end; why a scan ended before it was done",
    "whether the roots of the scanning machine vouched for a certificate; what a VPN profile pins",
    "how the target was asked for: its name behind its address, label, file, limits; why a hello of the matrix was put",
    "which features nobody asked for; by which policies and waivers it was judged; the program's libraries (tool.txt)",
    "how long the scan took, how often it slowed down, what it opened ahead in vain",
};

}  // namespace probe::evidence
