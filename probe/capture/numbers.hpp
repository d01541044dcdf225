// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

// What a capture's writer and its reader both say in octets.
namespace probe::capture {

// Types of blocks, and the magic of their byte order: draft-ietf-opsawg-pcapng 4.
inline constexpr std::uint32_t kSectionHeader = 0x0A0D0D0A, kEnhancedPacket = 6, kSecrets = 10,
                               kByteOrderMagic = 0x1A2B3C4D;

// Flags of a TCP segment, and its number among IP's protocols: RFC 9293 3.1.
inline constexpr unsigned kFin = 0x01, kSyn = 0x02, kRst = 0x04, kPsh = 0x08, kAck = 0x10, kTcp = 6;

// Our first sequence number of exchange 0; each further exchange begins a step behind.
inline constexpr std::uint32_t kFirstSequence = 0x10000000U, kSequenceStep = 0x10000U;

// Octets of headers without options.
inline constexpr std::size_t kIpv4Header = 20, kIpv6Header = 40, kTcpHeader = 20;

}  // namespace probe::capture
