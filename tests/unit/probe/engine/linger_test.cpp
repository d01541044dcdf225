// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/pump.hpp"
#include "probe/engine/tcp_stream.hpp"
#include "probe/sstp/call.hpp"
#include "tests/unit/probe/engine/engine_run.hpp"
#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <optional>
#include <span>
#include <string>

namespace {

using namespace probe;
using namespace probe::test;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// An SSTP server without TLS below it, that notes how long after its Ack a client says something.
struct Server {
  std::atomic<Clock::duration::rep> waited{0};
  std::string heard;

  void operator()(tcp::socket& socket) {
    boost::system::error_code error;
    boost::asio::streambuf head;
    boost::asio::read_until(socket, head, "\r\n\r\n", error);
    const std::string ok = "HTTP/1.1 200\r\nContent-Length: 18446744073709551615\r\n\r\n";
    boost::asio::write(socket, boost::asio::buffer(ok), error);
    std::array<std::uint8_t, 14> request{};
    boost::asio::read(socket, boost::asio::buffer(request), error);
    // [MS-SSTP] 4.7
    const auto ack = tls::test::from_hex(
        "10 01 00 30 00 02 00 01 00 04 00 28 00 00 00 02 41 2B 48 9A EB D7 EC C7 D0 89 66 F2 6B E7 CD 72 B2 31 A0 E9 "
        "21 0D 7C 91 B3 08 86 2B 03 44 C4 35");
    const auto acknowledged = Clock::now();
    boost::asio::write(socket, boost::asio::buffer(ack), error);
    std::array<char, 20> farewell{};
    const auto size = boost::asio::read(socket, boost::asio::buffer(farewell), error);
    waited = (Clock::now() - acknowledged).count();
    heard.assign(farewell.data(), size);
    const auto goodbye = tls::test::from_hex("10 01 00 08 00 07 00 00");
    boost::asio::write(socket, boost::asio::buffer(goodbye), error);
  }
};

Awaitable<void> drive(SstpCall& call, TcpStream& stream, Alarm& alarm) {
  std::optional<CallState> state;
  co_await pump(call, stream, [&] {
    if (call.state() == state) return;
    state = call.state();
    alarm.set(call.patience());
  });
}

}  // namespace

TEST_CASE("a server hears nothing for 100 ms behind its Ack, and then a Call Disconnect that it can acknowledge") {
  boost::asio::io_context io;
  Server server;
  const ScriptedPeer peer([&server](tcp::socket& socket) { server(socket); });
  tcp::socket socket(io);
  socket.connect(peer.endpoint());
  const auto alarm = Alarm::create(io.get_executor());
  TcpStream stream(std::move(socket), *alarm);
  const auto sevens = [](std::span<std::uint8_t> octets) { std::fill(octets.begin(), octets.end(), 7); };
  SstpCall call("vpn.example.net", sevens, {.http = 1h, .negotiation = 1h, .leaving = 1h, .answer = 1h});
  call.measured(1ms);
  run(io, drive(call, stream, *alarm));
  CHECK(call.report().outcome == CallOutcome::connected);
  CHECK(call.report().leave == CallLeave::acknowledged);
  CHECK(Clock::duration(server.waited) >= 98ms);
  CHECK(Clock::duration(server.waited) < 30min);
  CHECK(server.heard.substr(0, 6) == std::string("\x10\x01\x00\x14\x00\x06", 6));
}
