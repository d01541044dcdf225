// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/server_session.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace gateway {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;              ///< 0: any that is free
  unsigned threads = 1;                ///< that sessions may run in
  std::size_t max_connections = 4096;  ///< further ones wait in the listener's queue
};

/// Decides what each connection gets.
class Receptionist {
 public:
  virtual ~Receptionist() = default;
  /// For each connection that was accepted; from one thread at a time. The session is destroyed when the connection is
  /// over, on whichever thread that happens. Must outlive the Server.
  [[nodiscard]] virtual std::unique_ptr<ServerSession> receive() = 0;
};

/// What happens to those who knock.
enum class Door : std::uint8_t {
  open,      ///< they are accepted
  shut,      ///< nobody listens: the system refuses them
  dropping,  ///< the listener's queue is full: the system drops their SYN (Linux), or lets them wait
};

/// A TCP server that gives every connection a session. All of Asio is behind it.
class Server {
 public:
  /// Listens from here on. Throws std::system_error when that fails, std::invalid_argument for what is no address.
  Server(const ServerOptions& options, Receptionist& receptionist);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  /// Serves until stop(), SIGTERM or SIGINT.
  void run();
  /// From any thread.
  void stop();

  // For receptionists, from the server's thread; only with one thread.
  void set_door(Door door);
  void call_later(std::chrono::milliseconds delay, std::function<void()> what);
  /// `what` runs whenever the signal comes.
  void on_signal(int signal, std::function<void()> what);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace gateway
