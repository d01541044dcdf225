// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/alarm.hpp"
#include "probe/engine/stream.hpp"

#include <boost/asio/ip/tcp.hpp>

namespace probe {

/// A TCP connection. Once the alarm has rung every operation ends with asio::error::timed_out.
class TcpStream final : public Stream {
 public:
  /// The alarm has to live as long.
  TcpStream(asio::ip::tcp::socket socket, Alarm& alarm);

  [[nodiscard]] Awaitable<Transfer> read_some(std::span<std::uint8_t> buffer) override;
  [[nodiscard]] Awaitable<Transfer> write(tls::BytesView octets) override;
  void close() override;

 private:
  void cancel();

  asio::ip::tcp::socket socket_;
  Alarm& alarm_;
};

}  // namespace probe
