// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/server.hpp"

#include "samples/gateway/connection.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace gateway {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

class Server::Implementation {
 public:
  Implementation(const ServerOptions& options, Receptionist& receptionist)
      : options_(options),
        receptionist_(receptionist),
        strand_(asio::make_strand(io_)),
        acceptor_(strand_),
        stop_signals_(io_) {
    error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error) throw std::invalid_argument("not an address: " + options.address);
    endpoint_ = tcp::endpoint(address, options.port);
    listen();
    endpoint_ = acceptor_.local_endpoint();
    stop_signals_.add(SIGINT);
    stop_signals_.add(SIGTERM);
    stop_signals_.async_wait([this](error_code failed, int) {
      if (!failed) stop();
    });
  }

  ~Implementation() { stopping_ = true; }

  [[nodiscard]] std::uint16_t port() const { return endpoint_.port(); }

  void run() {
    asio::post(strand_, [this] { accept_next(); });
    std::vector<std::thread> helpers;
    for (unsigned i = 1; i < options_.threads; ++i) helpers.emplace_back([this] { io_.run(); });
    io_.run();
    for (auto& helper : helpers) helper.join();
  }

  void stop() {
    stopping_ = true;
    io_.stop();
  }

  void set_door(Door door) {
    if (door == door_) return;
    door_ = door;
    switch (door) {
      case Door::open:
        withdraw_fillers();
        if (acceptor_.is_open()) {
          acceptor_.listen(asio::socket_base::max_listen_connections);
        } else {
          listen();
        }
        return accept_next();
      case Door::shut:
        return acceptor_.close();
      case Door::dropping:
        acceptor_.cancel();
        return fill_queue();
    }
  }

  void call_later(std::chrono::milliseconds delay, std::function<void()> what) {
    auto timer = std::make_shared<asio::steady_timer>(strand_, delay);
    timer->async_wait([timer, what = std::move(what)](error_code error) {
      if (!error) what();
    });
  }

  void on_signal(int signal, std::function<void()> what) {
    auto signals = std::make_shared<asio::signal_set>(strand_, signal);
    wait_for(std::move(signals), std::move(what));
  }

 private:
  struct Filler {
    explicit Filler(tcp::socket unconnected) : socket(std::move(unconnected)) {}
    tcp::socket socket;
    bool is_connected = false;
  };

  void listen() {
    acceptor_.open(endpoint_.protocol());
    acceptor_.set_option(tcp::acceptor::reuse_address(true));
    acceptor_.bind(endpoint_);
    acceptor_.listen(asio::socket_base::max_listen_connections);
  }

  void accept_next() {
    if (stopping_ || door_ != Door::open || accepting_ || connections_ >= options_.max_connections) return;
    accepting_ = true;
    acceptor_.async_accept(asio::make_strand(io_), [this](error_code error, tcp::socket socket) {
      accepting_ = false;
      if (!error) {
        on_accepted(std::move(socket));
      } else if (error != asio::error::operation_aborted) {
        // Out of descriptors, as a rule: they come back as connections end.
        return call_later(std::chrono::milliseconds(50), [this] { accept_next(); });
      }
      accept_next();
    });
  }

  void on_accepted(tcp::socket socket) {
    if (is_own(socket)) return;
    ++connections_;
    auto connection = std::make_shared<Connection>(std::move(socket), receptionist_.receive(), [this] { on_left(); });
    const auto executor = connection->executor();
    asio::post(executor, [connection = std::move(connection)] { connection->start(); });
  }

  void on_left() {
    --connections_;
    if (!stopping_) asio::post(strand_, [this] { accept_next(); });
  }

  /// Connects to itself until the queue is full: Linux then drops every further SYN. Nobody accepts meanwhile.
  void fill_queue() {
    acceptor_.listen(0);
    constexpr int kMoreThanBacklog = 3;
    for (int i = 0; i < kMoreThanBacklog; ++i) {
      auto filler = std::make_shared<Filler>(tcp::socket(strand_));
      fillers_.push_back(filler);
      filler->socket.async_connect(endpoint_, [this, filler](error_code error) {
        filler->is_connected = !error;
        if (error) std::erase(fillers_, filler);
      });
    }
  }

  /// Those whose own SYN was dropped are not needed any more; the others come out of the queue.
  void withdraw_fillers() {
    for (const auto& filler : fillers_) {
      error_code ignored;
      if (!filler->is_connected) filler->socket.close(ignored);
    }
  }

  /// One of ours that filled the queue while the door was `dropping`.
  bool is_own(const tcp::socket& socket) {
    error_code error;
    const auto peer = socket.remote_endpoint(error);
    const auto found = std::find_if(fillers_.begin(), fillers_.end(), [&](const auto& filler) {
      error_code ignored;
      return !error && filler->socket.local_endpoint(ignored) == peer;
    });
    if (found == fillers_.end()) return false;
    fillers_.erase(found);
    return true;
  }

  void wait_for(std::shared_ptr<asio::signal_set> signals, std::function<void()> what) {
    auto& set = *signals;
    set.async_wait([this, signals = std::move(signals), what = std::move(what)](error_code error, int) mutable {
      if (error) return;
      what();
      wait_for(std::move(signals), std::move(what));
    });
  }

  const ServerOptions options_;
  Receptionist& receptionist_;
  std::atomic<std::size_t> connections_ = 0;
  std::atomic<bool> stopping_ = false;
  asio::io_context io_;  // behind what its last handlers use: it is destroyed first
  asio::strand<asio::io_context::executor_type> strand_;
  tcp::acceptor acceptor_;
  tcp::endpoint endpoint_;
  asio::signal_set stop_signals_;
  std::vector<std::shared_ptr<Filler>> fillers_;
  Door door_ = Door::open;
  bool accepting_ = false;
};

Server::Server(const ServerOptions& options, Receptionist& receptionist)
    : implementation_(std::make_unique<Implementation>(options, receptionist)) {}
Server::~Server() = default;

std::uint16_t Server::port() const { return implementation_->port(); }
void Server::run() { implementation_->run(); }
void Server::stop() { implementation_->stop(); }
void Server::set_door(Door door) { implementation_->set_door(door); }
void Server::call_later(std::chrono::milliseconds delay, std::function<void()> what) {
  implementation_->call_later(delay, std::move(what));
}
void Server::on_signal(int signal, std::function<void()> what) { implementation_->on_signal(signal, std::move(what)); }

}  // namespace gateway
