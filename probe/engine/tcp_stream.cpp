// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/tcp_stream.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <utility>

namespace probe {

TcpStream::TcpStream(asio::ip::tcp::socket socket, Alarm& alarm, Recorder* recorder)
    : TcpStream(std::move(socket), {}, alarm, recorder) {}

TcpStream::TcpStream(asio::ip::tcp::socket socket, tls::Bytes early, Alarm& alarm, Recorder* recorder)
    : socket_(std::move(socket)), early_(std::move(early)), alarm_(alarm), recorder_(recorder) {
  // A flight is written at once: there is nothing to wait for.
  boost::system::error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

Awaitable<Transfer> TcpStream::read_some(std::span<std::uint8_t> buffer) {
  if (alarm_.ring() != Alarm::Ring::none) co_return Transfer{asio::error::timed_out, 0};
  if (!early_.empty()) {
    const std::size_t size = std::min(buffer.size(), early_.size());
    std::copy_n(early_.begin(), size, buffer.begin());
    early_.erase(early_.begin(), early_.begin() + static_cast<std::ptrdiff_t>(size));
    co_return Transfer{{}, size};
  }
  const Alarm::Guard guard(alarm_, [this] { cancel(); });
  const auto target = asio::buffer(buffer.data(), buffer.size());
  auto [error, size] = co_await socket_.async_read_some(target, kAwaitTuple);
  if (recorder_ != nullptr) {
    recorder_->read(tls::BytesView(buffer).first(size));
    if (error) recorder_->failed(error);
  }
  if (error == asio::error::operation_aborted) error = asio::error::timed_out;
  co_return Transfer{error, size};
}

Awaitable<Transfer> TcpStream::write(tls::BytesView octets) {
  if (alarm_.ring() != Alarm::Ring::none) co_return Transfer{asio::error::timed_out, 0};
  const Alarm::Guard guard(alarm_, [this] { cancel(); });
  const WallTime when = Recorder::now();
  const auto source = asio::buffer(octets.data(), octets.size());
  auto [error, size] = co_await asio::async_write(socket_, source, kAwaitTuple);
  // An error is told by the read that follows: what the peer said before is still there to be read.
  if (recorder_ != nullptr) recorder_->wrote(octets.first(size), when);
  if (error == asio::error::operation_aborted) error = asio::error::timed_out;
  co_return Transfer{error, size};
}

void TcpStream::close() {
  if (recorder_ != nullptr) recorder_->closed();
  boost::system::error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
  socket_.close(ignored);
}

namespace {

Awaitable<void> hear_out(asio::ip::tcp::socket socket, std::chrono::milliseconds patience) {
  const auto executor = socket.get_executor();
  const auto alarm = Alarm::create(executor);
  alarm->set(patience);
  const Alarm::Guard guard(*alarm, [&socket] {
    boost::system::error_code ignored;
    socket.cancel(ignored);
  });
  std::array<std::uint8_t, 4096> unread{};
  const auto target = asio::buffer(unread);
  while (alarm->ring() == Alarm::Ring::none) {
    const auto [error, size] = co_await socket.async_read_some(target, kAwaitTuple);
    if (error) break;
  }
}

}  // namespace

void TcpStream::part(std::chrono::milliseconds patience) {
  if (recorder_ != nullptr) recorder_->closed();
  boost::system::error_code error;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, error);
  if (error) {
    socket_.close(error);
    return;
  }
  const auto executor = socket_.get_executor();
  asio::co_spawn(executor, hear_out(std::move(socket_), patience), asio::detached);
}

void TcpStream::cancel() {
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

}  // namespace probe
