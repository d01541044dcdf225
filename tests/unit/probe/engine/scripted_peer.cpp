// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/probe/engine/scripted_peer.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/read.hpp>

#include <array>
#include <utility>

namespace probe::test {

using boost::system::error_code;

ScriptedPeer::ScriptedPeer(Script script, const std::string& address)
    : acceptor_(io_, tcp::endpoint(boost::asio::ip::make_address(address), 0)),
      endpoint_(acceptor_.local_endpoint()),
      script_(std::move(script)),
      thread_([this] { serve(); }) {}

ScriptedPeer::~ScriptedPeer() {
  leaving_ = true;
  // accept() is woken by a last connection.
  error_code ignored;
  tcp::socket last(io_);
  last.connect(endpoint_, ignored);
  thread_.join();
}

void ScriptedPeer::serve() {
  for (;;) {
    error_code error;
    tcp::socket socket(io_);
    acceptor_.accept(socket, error);
    if (leaving_ || error) return;
    ++connections_;
    script_(socket);
  }
}

std::uint16_t refusing_port() {
  boost::asio::io_context io;
  const tcp::acceptor acceptor(io, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
  return acceptor.local_endpoint().port();
}

std::vector<std::uint8_t> read_hello(tcp::socket& socket) {
  constexpr std::size_t kHead = 5;
  error_code ignored;
  std::vector<std::uint8_t> hello(kHead);
  boost::asio::read(socket, boost::asio::buffer(hello), ignored);
  hello.resize(kHead + (std::size_t{hello[3]} << 8 | hello[4]));
  boost::asio::read(socket, boost::asio::buffer(hello.data() + kHead, hello.size() - kHead), ignored);
  return hello;
}

void read_to_end(tcp::socket& socket) {
  error_code error;
  std::array<std::uint8_t, 1024> buffer{};
  while (!error) socket.read_some(boost::asio::buffer(buffer), error);
}

void reset(tcp::socket& socket) {
  error_code ignored;
  socket.set_option(boost::asio::socket_base::linger(true, 0), ignored);
}

}  // namespace probe::test
