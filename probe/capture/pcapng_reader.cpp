// SPDX-License-Identifier: Apache-2.0
#include "probe/capture/pcapng_reader.hpp"

#include "probe/capture/numbers.hpp"

#include <cstdint>

namespace probe::capture {
namespace {

constexpr std::size_t kFrame = 12;         // of a block: its type, and its size twice
constexpr std::size_t kPacketHeader = 20;  // of an enhanced packet block: interface, time, sizes

std::uint32_t little32(std::string_view text, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8U | static_cast<std::uint8_t>(text[at + i]);
  return value;
}

unsigned octet(std::string_view text, std::size_t at) { return static_cast<std::uint8_t>(text[at]); }
unsigned big16(std::string_view text, std::size_t at) { return octet(text, at) << 8U | octet(text, at + 1); }

CaptureError at(std::size_t offset, const std::string& what) {
  return {"octet " + std::to_string(offset) + ": " + what};
}

/// Who sent a packet, and what it carries.
struct Segment {
  Endpoint from;
  std::string_view data;
  bool is_fin = false, is_rst = false;
};

std::optional<Segment> segment_of(std::string_view packet) {
  if (packet.empty()) return std::nullopt;
  const bool is_ipv4 = octet(packet, 0) >> 4U == 4;
  const std::size_t ip = is_ipv4 ? kIpv4Header : kIpv6Header;
  if (packet.size() < ip + kTcpHeader || octet(packet, is_ipv4 ? 9 : 6) != kTcp) return std::nullopt;
  const std::size_t tcp = static_cast<std::size_t>(octet(packet, ip + 12) >> 4U) * 4;
  if (tcp < kTcpHeader || packet.size() < ip + tcp) return std::nullopt;
  const auto address = is_ipv4 ? packet.substr(12, 4) : packet.substr(8, 16);
  Segment segment;
  segment.from.address.assign(address.begin(), address.end());
  segment.from.port = static_cast<std::uint16_t>(big16(packet, ip));
  segment.data = packet.substr(ip + tcp);
  segment.is_fin = (octet(packet, ip + 13) & kFin) != 0;
  segment.is_rst = (octet(packet, ip + 13) & kRst) != 0;
  return segment;
}

}  // namespace

std::optional<CaptureError> read_pcapng(std::string_view text, std::vector<std::string_view>& packets) {
  for (std::size_t offset = 0; offset < text.size();) {
    const auto rest = text.substr(offset);
    if (rest.size() < kFrame) return at(offset, "the last block is cut");
    const std::uint32_t type = little32(rest, 0), size = little32(rest, 4);
    if (offset == 0 && (type != kSectionHeader || little32(rest, 8) != kByteOrderMagic))
      return at(offset, "this is no capture of ours");
    if (size < kFrame || size % 4 != 0) return at(offset, "a block cannot be " + std::to_string(size) + " octets long");
    if (size > rest.size()) return at(offset, "the last block is cut");
    if (little32(rest, size - 4) != size) return at(offset, "the block's two sizes differ");
    if (type == kEnhancedPacket) {
      if (size < kFrame + kPacketHeader) return at(offset, "the packet block is too short");
      const std::uint32_t captured = little32(rest, 20);
      if (captured > size - kFrame - kPacketHeader) return at(offset, "the packet is longer than its block");
      packets.push_back(rest.substr(8 + kPacketHeader, captured));
    }
    offset += size;
  }
  return std::nullopt;
}

std::optional<ExchangeOctets> octets_in(const std::vector<std::string_view>& packets, Frames frames,
                                        const std::string& local) {
  if (frames.first == 0 || frames.last < frames.first || frames.last > packets.size()) return std::nullopt;
  ExchangeOctets talk;
  for (std::size_t number = frames.first; number <= frames.last; ++number) {
    const auto segment = segment_of(packets[number - 1]);
    if (!segment) return std::nullopt;
    const bool is_ours = to_string(segment->from) == local;
    if (number == frames.first && !is_ours) return std::nullopt;
    auto& octets = is_ours ? talk.sent : talk.received;
    octets.insert(octets.end(), segment->data.begin(), segment->data.end());
    if (talk.end || (!segment->is_fin && !segment->is_rst)) continue;
    talk.end = is_ours ? TranscriptEnd::by_us : segment->is_rst ? TranscriptEnd::peer_reset : TranscriptEnd::by_peer;
  }
  return talk;
}

}  // namespace probe::capture
