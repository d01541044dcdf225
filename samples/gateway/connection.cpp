// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <utility>

namespace gateway {

namespace asio = boost::asio;
using boost::system::error_code;

Connection::Connection(asio::ip::tcp::socket socket, std::unique_ptr<ServerSession> session,
                       std::function<void()> on_end)
    : socket_(std::move(socket)),
      deadline_(socket_.get_executor()),
      pause_(socket_.get_executor()),
      session_(std::move(session)),
      on_end_(std::move(on_end)) {}

Connection::~Connection() { on_end_(); }

void Connection::start() {
  error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  give_up_after(kPatience);
  advance();
}

void Connection::give_up_after(std::chrono::seconds limit) {
  deadline_.expires_after(limit);
  // The timer must not keep the connection: whoever still waits for octets does.
  deadline_.async_wait([weak = weak_from_this()](error_code error) {
    const auto self = weak.lock();
    if (error || !self) return;
    error_code ignored;
    self->pause_.cancel();
    self->socket_.close(ignored);
  });
}

void Connection::advance() {
  outgoing_ = session_->output();
  sent_ = 0;
  if (!outgoing_.empty()) return write_some();
  switch (session_->want()) {
    case tls::Want::read:
      return read_some();
    case tls::Want::done:
      return end();
  }
}

void Connection::write_some() {
  const auto pace = session_->pace();
  const auto left = outgoing_.size() - sent_;
  const auto size = pace.octets == 0 ? left : std::min(pace.octets, left);
  asio::async_write(socket_, asio::buffer(outgoing_.data() + sent_, size),
                    [self = shared_from_this()](error_code error, std::size_t written) {
                      if (!error) self->on_written(written);
                    });
}

void Connection::on_written(std::size_t size) {
  sent_ += size;
  if (sent_ == outgoing_.size()) return advance();
  pause_.expires_after(session_->pace().interval);
  pause_.async_wait([self = shared_from_this()](error_code error) {
    if (!error && self->socket_.is_open()) self->write_some();
  });
}

void Connection::read_some() {
  socket_.async_read_some(asio::buffer(incoming_), [self = shared_from_this()](error_code error, std::size_t size) {
    if (error == asio::error::operation_aborted) return;
    if (error == asio::error::eof) {
      self->session_->closed(tls::Closure::end_of_stream);
    } else if (error) {
      self->session_->closed(tls::Closure::reset);
    } else {
      self->session_->feed(tls::BytesView(self->incoming_).first(size));
    }
    self->advance();
  });
}

void Connection::end() {
  switch (session_->ending()) {
    case Ending::reset:
      return reset();
    case Ending::hold:
      return drain();
    case Ending::close:
      break;
  }
  // Closing a socket that still has unread octets makes a reset of it, which may overtake the last alert.
  error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  give_up_after(kLinger);
  drain();
}

void Connection::drain() {
  socket_.async_read_some(asio::buffer(incoming_), [self = shared_from_this()](error_code error, std::size_t) {
    if (!error) self->drain();
  });
}

void Connection::reset() {
  error_code ignored;
  // RFC 9293 section 3.10.4 calls it ABORT; sockets call it a linger time of zero.
  socket_.set_option(asio::socket_base::linger(true, 0), ignored);
  socket_.close(ignored);
}

}  // namespace gateway
