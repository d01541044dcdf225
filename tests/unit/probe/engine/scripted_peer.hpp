// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace probe::test {

using tcp = boost::asio::ip::tcp;

/// A server on a free port of loopback that plays one script for each connection, one connection at a time.
class ScriptedPeer {
 public:
  /// Blocking calls on the accepted socket; it is closed behind the script.
  using Script = std::function<void(tcp::socket& socket)>;
  explicit ScriptedPeer(Script script, const std::string& address = "127.0.0.1");
  ~ScriptedPeer();
  ScriptedPeer(const ScriptedPeer&) = delete;
  ScriptedPeer& operator=(const ScriptedPeer&) = delete;

  [[nodiscard]] tcp::endpoint endpoint() const { return endpoint_; }
  [[nodiscard]] std::size_t connections() const { return connections_; }

 private:
  void serve();

  boost::asio::io_context io_;
  tcp::acceptor acceptor_;
  tcp::endpoint endpoint_;
  Script script_;
  std::atomic<std::size_t> connections_{0};
  std::atomic<bool> leaving_{false};
  std::thread thread_;
};

/// A port of loopback where nobody listens: connections are refused.
[[nodiscard]] std::uint16_t refusing_port();

/// Reads one hello, its record's head included.
std::vector<std::uint8_t> read_hello(tcp::socket& socket);
/// Waits for the peer to leave.
void read_to_end(tcp::socket& socket);
/// Makes close() a reset.
void reset(tcp::socket& socket);

}  // namespace probe::test
