// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/packet_reader.hpp"

#include <utility>

namespace probe::sstp {

void PacketReader::feed(tls::BytesView octets) {
  if (error_) return;
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(start_));
  start_ = 0;
  buffer_.insert(buffer_.end(), octets.begin(), octets.end());
}

tls::Decoded<std::optional<Packet>> PacketReader::next() {
  if (error_) return *error_;
  const auto size = packet_size(pending());
  if (!size) {
    error_ = size.error();
    return *error_;
  }
  if (!*size || **size > pending().size()) return std::optional<Packet>{};

  auto packet = decode_packet(pending().first(**size));
  if (!packet) {
    error_ = packet.error();
    return *error_;
  }
  start_ += **size;
  return std::optional<Packet>{std::move(*packet)};
}

}  // namespace probe::sstp
