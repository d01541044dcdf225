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
/// Behind the handshake '$' is an alert, '@' a wish to renegotiate, and '^' a record whose MAC is wrong.
class PlainClient final : public tls::Client {
 public:
  [[nodiscard]] tls::Want want() const override {
    return state_ == tls::ClientState::closed || state_ == tls::ClientState::failed ? tls::Want::done : tls::Want::read;
  }
  [[nodiscard]] tls::Bytes output() override { return std::exchange(output_, {}); }
  void feed(tls::BytesView octets) override {
    for (const auto octet : octets) {
      if (state_ == tls::ClientState::failed)
        break;
      else if (state_ != tls::ClientState::handshaking && octet == '$')
        fail(tls::HandshakeFault::alert);
      else if (state_ != tls::ClientState::handshaking && octet == '^')
        fail(tls::HandshakeFault::unverified);
      else if (state_ != tls::ClientState::handshaking && octet == '@')
        report_.renegotiation_requested = true;
      else if (state_ != tls::ClientState::handshaking)
        received_.push_back(octet);
      else if (octet == 'H')
        connect();
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
  [[nodiscard]] tls::HandshakeReport& report() { return report_; }
  void alert_with(tls::AlertDescription description) { alert_ = {tls::AlertLevel::fatal, description}; }

 private:
  void connect() {
    state_ = tls::ClientState::connected;
    report_.reached = tls::HandshakeStep::finished;
  }
  void fail(tls::HandshakeFault fault) {
    state_ = tls::ClientState::failed;
    report_.failure = tls::HandshakeFailure{tls::HandshakeStep::server_hello, fault, {}, "it failed"};
    if (fault == tls::HandshakeFault::alert) report_.failure->alert = alert_;
  }

  tls::Alert alert_{tls::AlertLevel::fatal, tls::AlertDescription::handshake_failure};

  tls::ClientState state_ = tls::ClientState::handshaking;
  bool left_ = false;
  tls::Bytes output_, received_;
  tls::HandshakeReport report_;
};

Climber climber(Rung depth, std::unique_ptr<PlainClient> client = std::make_unique<PlainClient>()) {
  const RandomSource random = [](std::span<std::uint8_t> octets) {
    std::fill(octets.begin(), octets.end(), std::uint8_t{7});
  };
  return Climber(std::move(client), "vpn.example.net", depth, random, 5s);
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
  CHECK(machine.output().empty());
  CHECK(machine.want() == tls::Want::read);
  machine.measured(30ms);
  CHECK(machine.patience() == 70ms);
  machine.closed(tls::Closure::timed_out);
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
  for (const auto& fed : {octets("H"), octets(kOk), tls::Bytes(kAck.begin(), kAck.end())}) {
    machine.feed(fed);
    CHECK(stages.insert(machine.stage()).second);
  }
  machine.closed(tls::Closure::timed_out);
  CHECK(stages.insert(machine.stage()).second);
  machine.feed(kDisconnectAck);
  CHECK(stages.insert(machine.stage()).second);
  CHECK(machine.patience() <= 5s);
}

TEST_CASE("what ends TLS under a call is told as what it is") {
  struct Row {
    const char* name;
    std::string fed;
    bool acknowledged;
    CallOutcome halt;
    const char* detail;
  };
  const std::string ok(kOk);
  const Row rows[] = {
      {"an alert behind the request", "$", true, CallOutcome::http_alert, "it failed"},
      {"an alert behind the 200", ok + "$", true, CallOutcome::sstp_alert, "it failed"},
      {"an alert to a TLS 1.3 client's Finished", "$", false, CallOutcome::tls_alert, "it failed"},
      {"a record with a wrong MAC", "^", true, CallOutcome::tls_unverified, "it failed"},
      {"an alert to a declined renegotiation", "@$", true, CallOutcome::renegotiation_demanded, "it failed"},
      {"the same behind the 200", ok + "@$", true, CallOutcome::renegotiation_demanded, "renegotiate"},
      {"the end upon a declined renegotiation", "@", true, CallOutcome::renegotiation_demanded, "renegotiate"},
      {"an answer behind a declined renegotiation", "@HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", true,
       CallOutcome::forbidden, "the gateway had asked to renegotiate"},
      {"an answer, and an alert behind it", "HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\nN$", true,
       CallOutcome::not_found, "it failed"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto client = std::make_unique<PlainClient>();
    client->report().acknowledged = row.acknowledged;
    auto machine = climber(Rung::sstp, std::move(client));
    machine.feed(octets("H"));
    machine.feed(octets(row.fed));
    machine.closed(tls::Closure::end_of_stream);
    const auto report = machine.report();
    CHECK(report.halt == row.halt);
    CHECK(report.detail.find(row.detail) != std::string::npos);
  }
}

TEST_CASE("a demanded client certificate is told as such") {
  using tls::AlertDescription;
  struct Row {
    const char* name;
    const char* fed;
    bool requested;
    bool acknowledged;
    AlertDescription alert;
    CallOutcome halt;
  };
  const Row rows[] = {
      {"OpenSSL, TLS 1.2", "A", true, false, AlertDescription::handshake_failure,
       CallOutcome::client_certificate_demanded},
      {"JSSE, TLS 1.2", "A", true, false, AlertDescription::bad_certificate, CallOutcome::client_certificate_demanded},
      {"TLS 1.3, behind the request", "H$", true, false, AlertDescription::certificate_required,
       CallOutcome::client_certificate_demanded},
      {"JSSE, TLS 1.3", "H$", true, false, AlertDescription::bad_certificate, CallOutcome::client_certificate_demanded},
      {"requested, and not missed", "H$", true, true, AlertDescription::internal_error, CallOutcome::http_alert},
      {"requested, and another alert", "A", true, false, AlertDescription::internal_error, CallOutcome::tls_alert},
      {"not requested", "A", false, false, AlertDescription::handshake_failure, CallOutcome::tls_alert},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto client = std::make_unique<PlainClient>();
    client->report().certificate_requested = row.requested;
    client->report().acknowledged = row.acknowledged;
    client->alert_with(row.alert);
    auto machine = climber(Rung::sstp, std::move(client));
    machine.feed(octets(row.fed));
    const auto report = machine.report();
    CHECK(report.halt == row.halt);
    CHECK_FALSE((row.halt == CallOutcome::client_certificate_demanded && may_pass(report)));
    CHECK((report.detail.find("had asked for a client certificate") != std::string::npos) == row.requested);
  }
}

TEST_CASE("a group that OpenSSL lacks is no refusal of the gateway's, and not asked again") {
  auto refused = [] {
    auto machine = climber(Rung::sstp);
    machine.feed(octets("A"));
    return machine.report();
  };
  auto report = refused();
  REQUIRE(may_pass(report));
  blame_missing_group(report, tls::NamedGroup{0xFE31});
  CHECK(report.halt == CallOutcome::no_client);
  CHECK_FALSE(may_pass(report));
  CHECK(report.detail.find("0xFE31") != std::string::npos);

  report = refused();
  blame_missing_group(report, tls::NamedGroup::secp256r1);
  CHECK(report.halt == CallOutcome::tls_alert);
}

TEST_CASE("a call waits for its port behind the handshake, and goes on when it is told to") {
  auto machine = climber(Rung::sstp);
  machine.hold();
  const auto before = machine.stage();
  CHECK_FALSE(machine.waits_for_port());
  machine.feed(octets("H"));
  CHECK(machine.waits_for_port());
  CHECK(machine.rung() == Rung::tls);
  CHECK(machine.output().empty());
  const auto waiting = machine.stage();
  CHECK(waiting != before);
  CHECK(machine.patience() > 1s);

  machine.proceed();
  CHECK_FALSE(machine.waits_for_port());
  CHECK(machine.stage() != waiting);
  // Whoever drives was waiting for octets.
  machine.closed(tls::Closure::timed_out);
  CHECK(machine.want() == tls::Want::read);
  CHECK(text(machine.output()).rfind("SSTP_DUPLEX_POST /sra_", 0) == 0);
  machine.closed(tls::Closure::timed_out);
  CHECK(machine.report().halt == CallOutcome::http_timed_out);
}

TEST_CASE("a call whose port was free before its handshake was done does not wait") {
  auto machine = climber(Rung::sstp);
  machine.hold();
  machine.proceed();
  machine.feed(octets("H"));
  CHECK_FALSE(machine.waits_for_port());
  CHECK(text(machine.output()).rfind("SSTP_DUPLEX_POST /sra_", 0) == 0);
}

TEST_CASE("a call that waited too long for its port was not made, and may be made again") {
  for (const auto how : {tls::Closure::timed_out, tls::Closure::end_of_stream, tls::Closure::reset}) {
    CAPTURE(static_cast<int>(how));
    auto machine = climber(Rung::sstp);
    machine.hold();
    machine.feed(octets("H"));
    machine.closed(how);
    CHECK(machine.want() == tls::Want::done);
    CHECK(!machine.waits_for_port());
    const auto report = machine.report();
    CHECK(report.rung == Rung::tls);
    CHECK(report.halt == CallOutcome::unfinished);
    CHECK(may_pass(report));
    CHECK(!report.call);
    CHECK(!report.detail.empty());
  }
}

}  // namespace
}  // namespace probe
