// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/route.hpp"

#include "probe/engine/tcp_stream.hpp"
#include "tests/unit/probe/engine/engine_run.hpp"

#include <doctest/doctest.h>

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <vector>

namespace {

using namespace probe;
using namespace probe::test;
using namespace std::chrono_literals;

Dialed connect_by(Route& route, boost::asio::io_context& io, std::chrono::milliseconds timeout = 10min) {
  const auto alarm = Alarm::create(io.get_executor());
  return run(io, route.connect(*alarm, timeout));
}

Target named(const std::string& host, std::uint16_t port) {
  Target target;
  target.host = host;
  target.port = port;
  return target;
}

}  // namespace

TEST_CASE("a connection comes up") {
  boost::asio::io_context io;
  const ScriptedPeer peer(read_to_end);
  Route route(target_of(peer.endpoint()));
  CHECK(route.address().empty());
  const auto dialed = connect_by(route, io);
  REQUIRE(dialed.socket);
  CHECK(dialed.socket->remote_endpoint() == peer.endpoint());
  CHECK(route.address() == "127.0.0.1:" + std::to_string(peer.endpoint().port()));
  CHECK(route.attempts() == 1);
}

TEST_CASE("connections leave from odd ports and from even ones: some balancers go by that") {
  boost::asio::io_context io;
  const ScriptedPeer peer(read_to_end);
  Route route(target_of(peer.endpoint()));
  std::array<int, 2> ports{};
  // Where ports are drawn by lot, 24 of one kind come once in eight million runs.
  for (int i = 0; i < 24; ++i) {
    auto dialed = connect_by(route, io);
    REQUIRE(dialed.socket);
    ++ports.at(dialed.socket->local_endpoint().port() % 2);
  }
  CHECK(ports[0] > 0);
  CHECK(ports[1] > 0);
}

TEST_CASE("who parts is not heard to reset, whatever it left unread") {
  boost::system::error_code end;
  std::atomic<bool> ended{false};
  boost::asio::io_context io;
  const ScriptedPeer peer([&](tcp::socket& socket) {
    std::array<char, 100> octets{};
    boost::asio::write(socket, boost::asio::buffer(octets));
    boost::asio::read(socket, boost::asio::buffer(octets), end);
    // What it says last meets somebody who listens.
    boost::system::error_code ignored;
    boost::asio::write(socket, boost::asio::buffer(octets), ignored);
    ended = true;
  });
  Route route(target_of(peer.endpoint()));
  auto alarm = Alarm::create(io.get_executor());
  auto dialed = run(io, route.connect(*alarm, 10min));
  REQUIRE(dialed.socket);
  TcpStream(*std::move(dialed.socket), *alarm).part(1h);
  alarm.reset();  // it still has the time to connect in it, for which io would wait
  io.restart();
  const auto began = std::chrono::steady_clock::now();
  io.run();
  CHECK(std::chrono::steady_clock::now() - began < 30min);
  CHECK(ended);
  CHECK(end == boost::asio::error::eof);
}

TEST_CASE("who parts does not hear a peer for ever that does not go") {
  boost::asio::io_context io;
  tcp::socket kept(io);
  const ScriptedPeer peer([&](tcp::socket& socket) { kept.assign(tcp::v4(), socket.release()); });
  Route route(target_of(peer.endpoint()));
  auto alarm = Alarm::create(io.get_executor());
  auto dialed = run(io, route.connect(*alarm, 10min));
  REQUIRE(dialed.socket);
  TcpStream(*std::move(dialed.socket), *alarm).part(1ms);
  alarm.reset();
  io.restart();
  io.run();  // with another end than `kept` closing, which is still here
}

TEST_CASE("why no connection came up") {
  boost::asio::io_context io;
  SUBCASE("refused") {
    const auto port = refusing_port();
    Route route(named("127.0.0.1", port));
    const auto dialed = connect_by(route, io);
    CHECK_FALSE(dialed.socket);
    CHECK(dialed.failure.response == Response::not_connected);
    CHECK(dialed.failure.connect_failure == ConnectFailure::refused);
    CHECK(dialed.failure.detail == "127.0.0.1:" + std::to_string(port) + ": Connection refused");
  }
  SUBCASE("RFC 6761 section 6.4: a name below .invalid has no address") {
    Route route(named("vpn.example.invalid", 443));
    const auto dialed = connect_by(route, io);
    CHECK_FALSE(dialed.socket);
    CHECK(dialed.failure.response == Response::not_connected);
    CHECK(dialed.failure.connect_failure == ConnectFailure::unresolvable);
    CHECK(dialed.failure.detail.find("vpn.example.invalid: ") == 0);
    CHECK(route.attempts() == 0);
    CHECK(route.address().empty());
  }
  SUBCASE("an address of the other family") {
    auto target = named("127.0.0.1", 443);
    target.family = AddressFamily::ipv6;
    Route route(target);
    const auto dialed = connect_by(route, io);
    CHECK(dialed.failure.connect_failure == ConnectFailure::unresolvable);
    CHECK(dialed.failure.detail == "127.0.0.1: no IPv6 address");
  }
  SUBCASE("nobody answers in time") {
    // A listener whose queue is full drops what else comes (Linux: a queue of 0 holds one).
    tcp::acceptor deaf(io, tcp::v4());
    deaf.bind(tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
    deaf.listen(0);
    boost::asio::io_context never_run;
    std::vector<tcp::socket> fillers;
    for (int i = 0; i < 4; ++i) {
      fillers.emplace_back(never_run, tcp::v4());
      fillers.back().async_connect(deaf.local_endpoint(), [](boost::system::error_code) {});
    }
    Route route(target_of(deaf.local_endpoint()));
    const auto dialed = connect_by(route, io, 300ms);
    CHECK_FALSE(dialed.socket);
    CHECK(dialed.failure.response == Response::not_connected);
    CHECK(dialed.failure.connect_failure == ConnectFailure::timed_out);
  }
}

TEST_CASE("connections go where the override says") {
  boost::asio::io_context io;
  const ScriptedPeer peer(read_to_end);
  auto target = named("vpn.example.invalid", peer.endpoint().port());
  target.connect = ConnectOverride{"127.0.0.1", {}};
  SUBCASE("a host") {}
  SUBCASE("a host and a port") {
    target.port = 1;
    target.connect->port = peer.endpoint().port();
  }
  Route route(target);
  CHECK(connect_by(route, io).socket);
}

TEST_CASE("the next address is tried when the first takes no connection, and kept") {
  boost::asio::io_context io;
  const ScriptedPeer peer(read_to_end);
  const tcp::endpoint refusing(boost::asio::ip::address_v4::loopback(), refusing_port());
  Route route(named("vpn.example", 443), {refusing, peer.endpoint(), refusing});
  CHECK(route.address() == endpoint_text(refusing));
  CHECK(connect_by(route, io).socket);
  CHECK(route.attempts() == 2);
  CHECK(route.address() == endpoint_text(peer.endpoint()));
  CHECK(connect_by(route, io).socket);
  CHECK(route.attempts() == 3);
}

TEST_CASE("an address that was in use is not left for another") {
  boost::asio::io_context io;
  const ScriptedPeer other(read_to_end);
  auto peer = std::make_unique<ScriptedPeer>(read_to_end);
  Route route(named("vpn.example", 443), {peer->endpoint(), other.endpoint()});
  CHECK(connect_by(route, io).socket);
  const auto address = route.address();
  peer.reset();
  const auto dialed = connect_by(route, io);
  CHECK_FALSE(dialed.socket);
  CHECK(dialed.failure.connect_failure == ConnectFailure::refused);
  CHECK(route.address() == address);
}

TEST_CASE("while no address takes a connection, each is tried again") {
  boost::asio::io_context io;
  const tcp::endpoint refusing(boost::asio::ip::address_v4::loopback(), refusing_port());
  const tcp::endpoint also(boost::asio::ip::address_v4::loopback(), refusing_port());
  Route route(named("vpn.example", 443), {refusing, also});
  for (std::size_t round = 1; round <= 3; ++round) {
    CHECK_FALSE(connect_by(route, io).socket);
    CHECK(route.attempts() == 2 * round);
  }
}
