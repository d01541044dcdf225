// SPDX-License-Identifier: Apache-2.0
#include "probe/ladder/climber.hpp"

#include "probe/sstp/message.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace probe {
namespace {

using namespace std::chrono_literals;

/// TLS in the plain: the handshake is the one octet 'H', an alert 'A', and all else is plaintext. close_notify is "<>".
class PlainClient final : public tls::Client {
 public:
  [[nodiscard]] tls::Want want() const override {
    return state_ == tls::ClientState::closed || state_ == tls::ClientState::failed ? tls::Want::done : tls::Want::read;
  }
  [[nodiscard]] tls::Bytes output() override { return std::exchange(output_, {}); }
  void feed(tls::BytesView octets) override {
    for (const auto octet : octets) {
      if (state_ != tls::ClientState::handshaking)
        received_.push_back(octet);
      else if (octet == 'H')
        state_ = tls::ClientState::connected;
      else
        fail(tls::HandshakeFault::alert);
    }
  }
  void closed(tls::Closure how) override {
    if (state_ == tls::ClientState::connected) state_ = tls::ClientState::closed;
    if (state_ == tls::ClientState::handshaking)
      fail(how == tls::Closure::timed_out ? tls::HandshakeFault::timed_out : tls::HandshakeFault::reset);
  }
  [[nodiscard]] tls::ClientState state() const override { return state_; }
  void send(tls::BytesView plaintext) override {
    if (state_ == tls::ClientState::connected && !left_)
      output_.insert(output_.end(), plaintext.begin(), plaintext.end());
  }
  [[nodiscard]] tls::Bytes received() override { return std::exchange(received_, {}); }
  void close() override {
    if (state_ == tls::ClientState::connected && !left_) output_.insert(output_.end(), {'<', '>'});
    left_ = true;
  }
  [[nodiscard]] const tls::HandshakeReport& report() const override { return report_; }

 private:
  void fail(tls::HandshakeFault fault) {
    state_ = tls::ClientState::failed;
    report_.failure = tls::HandshakeFailure{tls::HandshakeStep::server_hello, fault, {}, "it failed"};
  }

  tls::ClientState state_ = tls::ClientState::handshaking;
  bool left_ = false;
  tls::Bytes output_, received_;
  tls::HandshakeReport report_;
};

Climber climber(Rung depth) {
  const RandomSource random = [](std::span<std::uint8_t> octets) {
    std::fill(octets.begin(), octets.end(), std::uint8_t{7});
  };
  return Climber(std::make_unique<PlainClient>(), "vpn.example.net", depth, random, 5s);
}

tls::Bytes octets(std::string_view text) { return {text.begin(), text.end()}; }
std::string text(const tls::Bytes& octets) { return {octets.begin(), octets.end()}; }

constexpr std::string_view kOk = "HTTP/1.1 200\r\nContent-Length: 18446744073709551615\r\n\r\n";
// [MS-SSTP] 4.7
constexpr std::array<std::uint8_t, 48> kAck = {0x10, 0x01, 0x00, 0x30, 0x00, 0x02, 0x00, 0x01, 0x00, 0x04, 0x00, 0x28,
                                               0x00, 0x00, 0x00, 0x02, 0x41, 0x2B, 0x48, 0x9A, 0xEB, 0xD7, 0xEC, 0xC7,
                                               0xD0, 0x89, 0x66, 0xF2, 0x6B, 0xE7, 0xCD, 0x72, 0xB2, 0x31, 0xA0, 0xE9,
                                               0x21, 0x0D, 0x7C, 0x91, 0xB3, 0x08, 0x86, 0x2B, 0x03, 0x44, 0xC4, 0x35};
// [MS-SSTP] 2.2.9, 2.2.14
const std::string kConnectRequest("\x10\x01\x00\x0e\x00\x01\x00\x01\x00\x01\x00\x06\x00\x01", 14);
const std::string kDisconnect("\x10\x01\x00\x14\x00\x06\x00\x01\x00\x02\x00\x0c\0\0\0\0\0\0\0\0", 20);
constexpr std::array<std::uint8_t, 8> kDisconnectAck = {0x10, 0x01, 0x00, 0x08, 0x00, 0x07, 0x00, 0x00};

TEST_CASE("a call goes up all rungs and leaves") {
  auto machine = climber(Rung::sstp);
  CHECK(machine.output().empty());
  machine.feed(octets("H"));
  CHECK(machine.rung() == Rung::tls);
  CHECK(text(machine.output()).rfind("SSTP_DUPLEX_POST /sra_", 0) == 0);
  machine.feed(octets(kOk));
  CHECK(machine.rung() == Rung::http);
  CHECK(text(machine.output()) == kConnectRequest);
  machine.feed(kAck);
  CHECK(machine.rung() == Rung::sstp);
  CHECK(text(machine.output()) == kDisconnect);
  CHECK(machine.want() == tls::Want::read);
  machine.feed(kDisconnectAck);
  CHECK(machine.want() == tls::Want::done);
  CHECK(text(machine.output()) == "<>");
  const auto report = machine.report();
  CHECK(report.rung == Rung::sstp);
  CHECK(!report.halt);
  REQUIRE(report.call);
  CHECK(report.call->leave == CallLeave::acknowledged);
}

TEST_CASE("to the handshake and no further") {
  auto machine = climber(Rung::tls);
  machine.feed(octets("H"));
  CHECK(machine.want() == tls::Want::done);
  CHECK(text(machine.output()) == "<>");
  CHECK(machine.report().rung == Rung::tls);
  CHECK(!machine.report().halt);
  CHECK(!machine.report().call);
}

TEST_CASE("a handshake that fails is named and leaves the cell at its hello") {
  auto machine = climber(Rung::sstp);
  machine.feed(octets("A"));
  CHECK(machine.want() == tls::Want::done);
  const auto report = machine.report();
  CHECK(report.rung == Rung::hello);
  CHECK(report.halt == CallOutcome::tls_alert);
  CHECK(report.detail.find("it failed") != std::string::npos);
}

TEST_CASE("no call that may be up is left without a word, whoever runs out of time") {
  struct Row {
    const char* name;
    std::string fed;
    std::string farewell;
    CallOutcome halt;
    Rung rung;
  };
  const Row rows[] = {
      {"in the handshake", "", "", CallOutcome::tls_timed_out, Rung::hello},
      {"before the head", "H", "<>", CallOutcome::http_timed_out, Rung::tls},
      {"before the Ack", "H" + std::string(kOk), kDisconnect + "<>", CallOutcome::sstp_timed_out, Rung::http},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto machine = climber(Rung::sstp);
    machine.feed(octets(row.fed.substr(0, 1)));
    machine.feed(octets(row.fed.empty() ? "" : row.fed.substr(1)));
    (void)machine.output();
    machine.closed(tls::Closure::timed_out);
    CHECK(machine.want() == tls::Want::done);
    CHECK(text(machine.output()) == row.farewell);
    CHECK(machine.report().halt == row.halt);
    CHECK(machine.report().rung == row.rung);
  }
}

TEST_CASE("a web server's answer halts the call at the handshake") {
  auto machine = climber(Rung::sstp);
  machine.feed(octets("H"));
  machine.feed(octets("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
  CHECK(machine.want() == tls::Want::done);
  CHECK(machine.report().halt == CallOutcome::not_found);
  CHECK(machine.report().rung == Rung::tls);
}

TEST_CASE("each thing that is waited for is a stage of its own") {
  auto machine = climber(Rung::sstp);
  std::set<std::size_t> stages{machine.stage()};
  CHECK(machine.patience() == 5s);
  for (const auto& fed : {octets("H"), octets(kOk), tls::Bytes(kAck.begin(), kAck.end()),
                          tls::Bytes(kDisconnectAck.begin(), kDisconnectAck.end())}) {
    machine.feed(fed);
    CHECK(stages.insert(machine.stage()).second);
  }
  CHECK(machine.patience() <= 5s);
}

}  // namespace
}  // namespace probe
