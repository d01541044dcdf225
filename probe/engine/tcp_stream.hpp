// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/alarm.hpp"
#include "probe/engine/recorder.hpp"
#include "probe/engine/stream.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <utility>

namespace probe {

/// A TCP connection. Once the alarm has rung every operation ends with asio::error::timed_out.
class TcpStream final : public Stream {
 public:
  /// The alarm has to live as long, and the recorder where there is one.
  TcpStream(asio::ip::tcp::socket socket, Alarm& alarm, Recorder* recorder = nullptr);
  /// Reads `early` first.
  TcpStream(asio::ip::tcp::socket socket, tls::Bytes early, Alarm& alarm, Recorder* recorder = nullptr);

  [[nodiscard]] Awaitable<Transfer> read_some(std::span<std::uint8_t> buffer) override;
  [[nodiscard]] Awaitable<Transfer> write(tls::BytesView octets) override;
  void close() override;
  /// Leaves as a client does: says that nothing more will come, and hears what the peer still has to say, for that
  /// long at most. A socket that is closed over unread octets resets the connection, and servers log that. It goes on
  /// by itself: nobody waits for it, and the stream may go.
  void part(std::chrono::milliseconds patience = std::chrono::milliseconds(500));
  /// The socket, for another stream.
  [[nodiscard]] asio::ip::tcp::socket release() { return std::move(socket_); }

 private:
  void cancel();

  asio::ip::tcp::socket socket_;
  tls::Bytes early_;
  Alarm& alarm_;
  Recorder* recorder_;
};

}  // namespace probe
