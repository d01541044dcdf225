// SPDX-License-Identifier: Apache-2.0
#include "probe/capture/segment.hpp"

#include "probe/capture/numbers.hpp"

#include <cstddef>

namespace probe::capture {
namespace {

unsigned octet_at(std::string_view text, std::size_t at) { return static_cast<std::uint8_t>(text[at]); }
unsigned big16_at(std::string_view text, std::size_t at) { return octet_at(text, at) << 8U | octet_at(text, at + 1); }

}  // namespace

std::optional<Segment> segment_of(std::string_view packet) {
  if (packet.empty()) return std::nullopt;
  const bool is_ipv4 = octet_at(packet, 0) >> 4U == 4;
  const std::size_t ip = is_ipv4 ? kIpv4Header : kIpv6Header;
  if (packet.size() < ip + kTcpHeader || octet_at(packet, is_ipv4 ? 9 : 6) != kTcp) return std::nullopt;
  const std::size_t tcp = static_cast<std::size_t>(octet_at(packet, ip + 12) >> 4U) * 4;
  if (tcp < kTcpHeader || packet.size() < ip + tcp) return std::nullopt;
  const std::size_t size = is_ipv4 ? 4 : 16, first = is_ipv4 ? 12 : 8;
  const auto from = packet.substr(first, size), to = packet.substr(first + size, size);
  Segment segment;
  segment.from.address.assign(from.begin(), from.end());
  segment.to.address.assign(to.begin(), to.end());
  segment.from.port = static_cast<std::uint16_t>(big16_at(packet, ip));
  segment.to.port = static_cast<std::uint16_t>(big16_at(packet, ip + 2));
  segment.sequence = static_cast<std::uint32_t>(big16_at(packet, ip + 4)) << 16U | big16_at(packet, ip + 6);
  segment.flags = octet_at(packet, ip + 13);
  segment.data = packet.substr(ip + tcp);
  return segment;
}

}  // namespace probe::capture
