// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/sstp/packet.hpp"

#include <cstddef>
#include <optional>

namespace probe::sstp {

/// Cuts a byte stream into SSTP packets, whatever way TLS records fragment it. Call next() until it has nothing before
/// feeding again: then less than one packet's octets are kept beyond what was fed last.
class PacketReader {
 public:
  /// Dropped after an error.
  void feed(tls::BytesView octets);

  /// The next whole packet; nothing when more octets are needed. An error stays: nobody can tell where the next packet
  /// would begin. Offsets are in the packet.
  [[nodiscard]] tls::Decoded<std::optional<Packet>> next();

  /// Octets fed but not yet returned as a packet.
  [[nodiscard]] tls::BytesView pending() const { return tls::BytesView(buffer_).subspan(start_); }

 private:
  tls::Bytes buffer_;
  std::size_t start_ = 0;
  std::optional<tls::DecodeError> error_;
};

}  // namespace probe::sstp
