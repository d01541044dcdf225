// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/sstp/codes.hpp"
#include "tls/wire/bytes.hpp"
#include "tls/wire/decode_error.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace probe::sstp {

/// [MS-SSTP] 2.2.1: Version 1.0 is 0x10, and the length field of 12 bits counts the header too.
inline constexpr std::uint8_t kVersion = 0x10;
inline constexpr std::size_t kHeaderSize = 4;
inline constexpr std::size_t kControlHeaderSize = 8;
inline constexpr std::size_t kMaxPacketSize = 0x0FFF;

/// The C bit.
enum class PacketKind : std::uint8_t { data, control };

/// How a packet strays from the document and can be read all the same. Every one of them has been seen in the field.
enum class PacketDeviation : std::uint8_t {
  reserved_bits_set,   ///< a bit that "MUST be set to zero when sent"
  attributes_missing,  ///< the packet ends before Num Attributes of them
  attribute_length,    ///< an attribute is shorter than its header or longer than the packet: it and the rest are lost
  trailing_octets,     ///< octets behind the last attribute
};
[[nodiscard]] std::string_view to_string(PacketDeviation deviation);

/// 2.2.4. What the value means is for message.hpp to say.
struct Attribute {
  AttributeId id{};
  tls::Bytes value;
  friend bool operator==(const Attribute&, const Attribute&) = default;
};

struct Packet {
  PacketKind kind = PacketKind::control;
  MessageType type{};                       ///< control packets only
  std::vector<Attribute> attributes;        ///< control packets only
  tls::Bytes frame;                         ///< data packets only: one PPP frame
  std::vector<PacketDeviation> deviations;  ///< each at most once
  friend bool operator==(const Packet&, const Packet&) = default;
};

/// The octets of a packet; its deviations are not made again. More than kMaxPacketSize: std::length_error.
[[nodiscard]] tls::Bytes encode(const Packet& packet);

/// The size of the packet that begins with these octets; nothing while there are too few to tell. Each octet is judged
/// as soon as it is there.
[[nodiscard]] tls::Decoded<std::optional<std::size_t>> packet_size(tls::BytesView start);

/// Exactly one packet, whose header says its size. Lenient: only what makes it unreadable is a fault.
[[nodiscard]] tls::Decoded<Packet> decode_packet(tls::BytesView octets);

}  // namespace probe::sstp
