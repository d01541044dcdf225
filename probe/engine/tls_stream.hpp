// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/alarm.hpp"
#include "probe/engine/stream.hpp"
#include "tls/client/x509/roots.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <string>

namespace probe {

/// TLS as everybody uses it, with a server that has to be who it says: for what a scan needs besides, never for
/// gateways. Once the alarm has rung every operation ends with asio::error::timed_out.
class TlsStream final : public Stream {
 public:
  /// The alarm has to live as long.
  TlsStream(asio::ip::tcp::socket socket, const tls::x509::Roots& roots, Alarm& alarm);

  /// Comes first. Empty when the server is `host`, known by the roots; otherwise why not.
  [[nodiscard]] Awaitable<std::string> handshake(std::string host);

  [[nodiscard]] Awaitable<Transfer> read_some(std::span<std::uint8_t> buffer) override;
  [[nodiscard]] Awaitable<Transfer> write(tls::BytesView octets) override;
  void close() override;

 private:
  void cancel();

  asio::ssl::context context_;
  asio::ssl::stream<asio::ip::tcp::socket> stream_;
  Alarm& alarm_;
};

}  // namespace probe
