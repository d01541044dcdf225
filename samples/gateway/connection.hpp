// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/server_session.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <chrono>
#include <functional>
#include <memory>

namespace gateway {

/// How long a connection may last, whatever its client does.
inline constexpr std::chrono::seconds kPatience{300};
/// How long an orderly close waits for the client's own.
inline constexpr std::chrono::seconds kLinger{2};

/// Drives one session over one socket until both are at their end. Keeps itself alive meanwhile.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  /// `on_end` is called once, from the socket's executor.
  Connection(boost::asio::ip::tcp::socket socket, std::unique_ptr<ServerSession> session, std::function<void()> on_end);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// To be called from executor().
  void start();
  [[nodiscard]] boost::asio::any_io_executor executor() { return socket_.get_executor(); }

 private:
  void give_up_after(std::chrono::seconds limit);
  void advance();
  void write_some();
  void on_written(std::size_t size);
  void read_some();
  void end();
  void drain();
  void reset();

  boost::asio::ip::tcp::socket socket_;
  boost::asio::steady_timer deadline_;
  boost::asio::steady_timer pause_;
  std::unique_ptr<ServerSession> session_;
  std::function<void()> on_end_;
  tls::Bytes outgoing_;
  std::size_t sent_ = 0;
  std::array<std::uint8_t, 4096> incoming_{};
};

}  // namespace gateway
