// SPDX-License-Identifier: Apache-2.0
#include "probe/capture/pcapng_reader.hpp"

#include "probe/capture/numbers.hpp"

#include <chrono>
#include <cstdint>

namespace probe::capture {
namespace {

constexpr std::size_t kFrame = 12;         // of a block: its type, and its size twice
constexpr std::size_t kPacketHeader = 20;  // of an enhanced packet block: interface, time, sizes
constexpr std::size_t kSecretsHeader = 8;  // their type, and their length

std::uint32_t little32(std::string_view text, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8U | static_cast<std::uint8_t>(text[at + i]);
  return value;
}

CaptureError at(std::size_t offset, const std::string& what) {
  return {"octet " + std::to_string(offset) + ": " + what};
}

}  // namespace

std::optional<CaptureError> read_pcapng(std::string_view text, Blocks& blocks) {
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
      const auto micros = static_cast<std::uint64_t>(little32(rest, 12)) << 32U | little32(rest, 16);
      const WallTime when{std::chrono::microseconds(static_cast<std::int64_t>(micros))};
      blocks.packets.push_back({when, rest.substr(8 + kPacketHeader, captured)});
    }
    if (type == kSecrets) {
      if (size < kFrame + kSecretsHeader) return at(offset, "the secrets block is too short");
      const std::uint32_t length = little32(rest, 12);
      if (length > size - kFrame - kSecretsHeader) return at(offset, "the secrets are longer than their block");
      blocks.key_log = rest.substr(8 + kSecretsHeader, length);
    }
    offset += size;
  }
  return std::nullopt;
}

}  // namespace probe::capture
