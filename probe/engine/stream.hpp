// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/awaitable.hpp"
#include "tls/wire/bytes.hpp"

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace probe {

/// How a read or write ended. Octets may have come or gone although there is an error.
struct Transfer {
  boost::system::error_code error;  ///< asio::error::timed_out: nobody will wait any longer
  std::size_t size = 0;
};

/// Two directions of octets to a peer, whatever carries them: TCP, a proxy, TLS. One read and one write at a time.
class Stream {
 public:
  virtual ~Stream() = default;

  /// At least one octet, or an error; asio::error::eof at the end of the stream.
  [[nodiscard]] virtual Awaitable<Transfer> read_some(std::span<std::uint8_t> buffer) = 0;
  /// All of `octets`, or an error.
  [[nodiscard]] virtual Awaitable<Transfer> write(tls::BytesView octets) = 0;
  /// Leaves in order where that costs nothing.
  virtual void close() = 0;
};

}  // namespace probe
