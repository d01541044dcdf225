// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/packet.hpp"

#include "probe/model/words.hpp"
#include "tls/wire/reader.hpp"
#include "tls/wire/writer.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace probe::sstp {
namespace {

using tls::DecodeError;
using tls::DecodeFault;

constexpr std::uint8_t kControlBit = 0x01;
constexpr unsigned kLengthMask = 0x0FFF;
constexpr std::size_t kAttributeHeaderSize = 4;

constexpr Word<PacketDeviation> kDeviations[] = {
    {PacketDeviation::reserved_bits_set, "reserved_bits_set"},
    {PacketDeviation::attributes_missing, "attributes_missing"},
    {PacketDeviation::attribute_length, "attribute_length"},
    {PacketDeviation::trailing_octets, "trailing_octets"},
};

/// Lengths of 12 bits that count the four octets of their own header as well.
std::uint16_t length_field(std::size_t size) {
  if (size > kMaxPacketSize) throw std::length_error("probe::sstp::encode: the packet outgrew its length field");
  return static_cast<std::uint16_t>(size);
}

void note(Packet& packet, PacketDeviation deviation) {
  auto& all = packet.deviations;
  if (std::find(all.begin(), all.end(), deviation) == all.end()) all.push_back(deviation);
}

/// [MS-SSTP] 2.2.1: R bits "MUST be set to zero when sent and MUST be ignored upon receipt".
std::size_t take_length(tls::Reader& in, Packet& packet) {
  const unsigned field = in.u16("Length");
  if (field & ~kLengthMask) note(packet, PacketDeviation::reserved_bits_set);
  return field & kLengthMask;
}

void read_attributes(tls::Reader& in, std::size_t count, Packet& packet) {
  for (; count != 0; --count) {
    if (in.remaining() < kAttributeHeaderSize) return note(packet, PacketDeviation::attributes_missing);
    if (in.u8("Reserved") != 0) note(packet, PacketDeviation::reserved_bits_set);
    Attribute attribute;
    attribute.id = AttributeId{in.u8("Attribute ID")};
    const std::size_t length = take_length(in, packet);
    if (length < kAttributeHeaderSize || length - kAttributeHeaderSize > in.remaining()) {
      static_cast<void>(in.rest());
      return note(packet, PacketDeviation::attribute_length);
    }
    const auto value = in.fixed("Value", length - kAttributeHeaderSize);
    attribute.value.assign(value.begin(), value.end());
    packet.attributes.push_back(std::move(attribute));
  }
}

}  // namespace

std::string_view to_string(PacketDeviation deviation) { return word_of(kDeviations, deviation); }

tls::Bytes encode(const Packet& packet) {
  tls::Writer body;
  if (packet.kind == PacketKind::control) {
    body.u16(static_cast<std::uint16_t>(packet.type));
    body.u16(length_field(packet.attributes.size()));
    for (const auto& attribute : packet.attributes) {
      body.u8(0);
      body.u8(static_cast<std::uint8_t>(attribute.id));
      body.u16(length_field(kAttributeHeaderSize + attribute.value.size()));
      body.raw(attribute.value);
    }
  } else {
    body.raw(packet.frame);
  }

  tls::Writer out;
  out.u8(kVersion);
  out.u8(packet.kind == PacketKind::control ? kControlBit : 0);
  out.u16(length_field(kHeaderSize + body.bytes().size()));
  out.raw(body.bytes());
  return out.take();
}

tls::Decoded<std::optional<std::size_t>> packet_size(tls::BytesView start) {
  if (!start.empty() && start[0] != kVersion) return DecodeError{DecodeFault::illegal_value, "Version", 0};
  if (start.size() < kHeaderSize) return std::optional<std::size_t>{};
  const std::size_t length = (std::size_t{start[2]} << 8 | start[3]) & kLengthMask;
  const std::size_t floor = start[1] & kControlBit ? kControlHeaderSize : kHeaderSize;
  if (length < floor) return DecodeError{DecodeFault::length_too_small, "Length", 2};
  return std::optional<std::size_t>{length};
}

tls::Decoded<Packet> decode_packet(tls::BytesView octets) {
  const auto size = packet_size(octets);
  if (!size) return size.error();
  if (!*size || **size > octets.size()) return DecodeError{DecodeFault::truncated, "Length", 0};
  if (**size < octets.size()) return DecodeError{DecodeFault::trailing_bytes, "Length", **size};

  Packet packet;
  tls::Reader in(octets);
  static_cast<void>(in.u8("Version"));
  const unsigned bits = in.u8("C");
  // Bit 0 alone is looked at: of the others 2.2.1 says that they "MUST be ignored upon receipt".
  if (bits & ~unsigned{kControlBit}) note(packet, PacketDeviation::reserved_bits_set);
  packet.kind = bits & kControlBit ? PacketKind::control : PacketKind::data;
  static_cast<void>(take_length(in, packet));
  if (packet.kind == PacketKind::data) {
    const auto frame = in.rest();
    packet.frame.assign(frame.begin(), frame.end());
    return packet;
  }
  packet.type = MessageType{in.u16("Message Type")};
  const std::size_t count = in.u16("Num Attributes");
  read_attributes(in, count, packet);
  if (in.ok() && !in.empty()) note(packet, PacketDeviation::trailing_octets);
  return in.outcome(std::move(packet));
}

}  // namespace probe::sstp
