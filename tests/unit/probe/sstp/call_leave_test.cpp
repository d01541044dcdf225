// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/call.hpp"

#include "tests/unit/probe/sstp/talk.hpp"
#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace probe;
using namespace probe::test;
using tls::Bytes;
using tls::Closure;
using tls::test::from_hex;

const Bytes kOk = octets_of(kSoftEtherHead);

constexpr std::string_view kAbortUnaccepted = "10 01 00 14 00 05 00 01 00 02 00 0c 00 00 00 00 00 00 00 05";
constexpr std::string_view kAbortMissing = "10 01 00 14 00 05 00 01 00 02 00 0c 00 00 00 04 00 00 00 0a";
constexpr std::string_view kEmptyAck = "10 01 00 08 00 02 00 00";

}  // namespace

TEST_CASE("a call that is not acknowledged: what ended it, and what was said last") {
  struct Row {
    std::string name;
    Bytes answer;
    Closure end;
    CallOutcome outcome;
    CallLeave leave;
    std::string status;
    Bytes last;  ///< behind the Call Connect Request
  };
  const std::vector<Row> rows{
      {"silence", {}, kSilence, CallOutcome::sstp_timed_out, CallLeave::unanswered, "", from_hex(kDisconnect)},
      {"silence behind LCP", from_hex(kLcp), kSilence, CallOutcome::sstp_timed_out, CallLeave::unanswered, "",
       from_hex(kDisconnect)},
      {"half an Ack", from_hex("10 01 00 30 00 02"), kSilence, CallOutcome::sstp_timed_out, CallLeave::unanswered, "",
       from_hex(kDisconnect)},
      // sstp-server makes a Nak and never sends it.
      {"closed", {}, kEof, CallOutcome::sstp_closed, CallLeave::closed, "", {}},
      {"reset", {}, Closure::reset, CallOutcome::sstp_reset, CallLeave::reset, "", {}},
      {"SoftEther: Nak", from_hex(kSoftEtherNak) + from_hex(kDisconnectAck), kSilence, CallOutcome::nak,
       CallLeave::acknowledged, "ATTRIB_STATUS_VALUE_NOT_SUPPORTED for SSTP_ATTRIB_ENCAPSULATED_PROTOCOL_ID",
       from_hex(kDisconnect)},
      {"accel-ppp: Nak", from_hex(kAccelNak), kEof, CallOutcome::nak, CallLeave::closed,
       "ATTRIB_STATUS_VALUE_NOT_SUPPORTED for SSTP_ATTRIB_ENCAPSULATED_PROTOCOL_ID", from_hex(kDisconnect)},
      {"sstp-server: Abort", from_hex(kSorzAbort), kEof, CallOutcome::abort, CallLeave::peer_aborted,
       "ATTRIB_STATUS_UNACCEPTED_FRAME_RECEIVED", from_hex(kShortAbort)},
      {"SoftEther: Abort", from_hex(kShortAbort), kEof, CallOutcome::abort, CallLeave::peer_aborted, "",
       from_hex(kShortAbort)},
      {"sstp-server: Disconnect", from_hex(kSorzDisconnect), kEof, CallOutcome::disconnect,
       CallLeave::peer_disconnected, "ATTRIB_STATUS_NO_ERROR", from_hex(kDisconnectAck)},
      {"a Call Connect Request", from_hex(kConnectRequest) + from_hex(kShortAbort), kSilence,
       CallOutcome::unexpected_message, CallLeave::peer_aborted, "", from_hex(kAbortUnaccepted)},
      {"a Call Disconnect Ack", from_hex(kDisconnectAck), kSilence, CallOutcome::unexpected_message,
       CallLeave::unanswered, "", from_hex(kAbortUnaccepted)},
      {"a message that nobody has defined", from_hex("10 01 00 08 00 0a 00 00"), Closure::reset,
       CallOutcome::unexpected_message, CallLeave::reset, "", from_hex(kAbortUnaccepted)},
      {"an Ack without a nonce", from_hex(kEmptyAck) + from_hex(kShortAbort), kSilence, CallOutcome::incomplete_ack,
       CallLeave::peer_aborted, "", from_hex(kAbortMissing)},
      {"octets that are no packet behind one that is",
       from_hex(kLcp) + octets_of("HTTP"),
       kSilence,
       CallOutcome::sstp_malformed,
       CallLeave::unreadable,
       "",
       {}},
      {"a length that cannot be",
       from_hex("10 01 00 02"),
       kSilence,
       CallOutcome::sstp_malformed,
       CallLeave::unreadable,
       "",
       {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    for (const auto arrival : {Arrival::at_once, Arrival::octet_by_octet}) {
      const auto result = talk(kOk + row.answer, row.end, arrival);
      const auto& report = result.report;
      CHECK(report.outcome == row.outcome);
      CHECK(report.leave == row.leave);
      CHECK(report.rung == Rung::http);
      CHECK_FALSE(report.binding);
      CHECK((report.status ? to_string(*report.status) : "") == row.status);
      CHECK(result.sent == from_hex(kConnectRequest) + row.last);
      CHECK(report.detail.empty() == (row.outcome != CallOutcome::sstp_malformed));
    }
  }
}

TEST_CASE("a call that was acknowledged stays so, however it is left") {
  struct Row {
    std::string name;
    Bytes answer;
    Closure end;
    CallLeave leave;
    Bytes last;  ///< behind the Call Disconnect
  };
  const std::vector<Row> rows{
      {"acknowledged", from_hex(kDisconnectAck), kSilence, CallLeave::acknowledged, {}},
      {"LCP first", from_hex(kLcp) + from_hex(kDisconnectAck), kSilence, CallLeave::acknowledged, {}},
      {"an echo first", from_hex(kEchoRequest) + from_hex(kDisconnectAck), kSilence, CallLeave::acknowledged, {}},
      {"a second Ack first", from_hex(kSoftEtherAck) + from_hex(kDisconnectAck), kSilence, CallLeave::acknowledged, {}},
      {"aborted", from_hex(kShortAbort), kSilence, CallLeave::peer_aborted, {}},
      // sstp-server, 10 ms behind its Ack, when it has no pppd.
      {"disconnected", from_hex(kSorzDisconnect), kSilence, CallLeave::peer_disconnected, from_hex(kDisconnectAck)},
      {"closed", {}, kEof, CallLeave::closed, {}},
      {"reset", {}, Closure::reset, CallLeave::reset, {}},
      {"no answer", {}, kSilence, CallLeave::unanswered, {}},
      {"no end of data", from_hex(kLcp) + from_hex(kLcp), kSilence, CallLeave::unanswered, {}},
      {"no SSTP", octets_of("HTTP/1.1 408 Request Timeout\r\n"), kSilence, CallLeave::unreadable, {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    for (const auto arrival : {Arrival::at_once, Arrival::octet_by_octet}) {
      const auto result = talk(kOk + from_hex(kDocumentAck) + row.answer, row.end, arrival);
      CHECK(result.report.outcome == CallOutcome::connected);
      CHECK(result.report.rung == Rung::sstp);
      CHECK(result.report.reached == CallState::leaving);
      CHECK(result.report.leave == row.leave);
      CHECK(result.report.message == sstp::MessageType::call_connect_ack);
      CHECK(result.report.binding.has_value());
      CHECK(result.sent == from_hex(kConnectRequest) + from_hex(kDisconnect) + row.last);
    }
  }
}

namespace {

SstpCall acknowledged(CallTimers timers = {}) {
  SstpCall call("vpn.example.net", count_up, timers);
  call.feed(kOk);
  call.feed(from_hex(kDocumentAck));
  (void)call.output();
  return call;
}

}  // namespace

TEST_CASE("between the server's Ack and our Disconnect lie 100 ms as the server sees it, the round trip among them") {
  using namespace std::chrono_literals;
  struct Row {
    std::string name;
    std::vector<std::chrono::microseconds> measured;
    std::chrono::milliseconds wait;
  };
  for (const auto& row :
       {Row{"nothing is known", {}, 100ms}, Row{"next door", {300us}, 100ms}, Row{"a slow link", {50ms}, 50ms},
        Row{"a SYN that was lost", {1050ms, 50ms}, 50ms}, Row{"a slow server", {40ms, 700ms}, 60ms},
        Row{"as far as the moon", {2600ms, 2700ms}, 0ms}}) {
    CAPTURE(row.name);
    auto call = acknowledged();
    for (const auto each : row.measured) call.measured(each);
    CHECK(call.state() == CallState::lingering);
    CHECK(call.patience() == row.wait);
  }
  CallTimers known;
  known.round_trip = 30ms;
  auto call = acknowledged(known);
  call.measured(80ms);
  CHECK(call.patience() == 70ms);
}

TEST_CASE("a call that lingers hears what the server says, and leaves when there is nobody to leave") {
  struct Row {
    std::string name;
    Bytes answer;
    Closure end;
    CallLeave leave;
    Bytes sent;  ///< behind the Ack
  };
  const std::vector<Row> rows{
      {"nothing", {}, kSilence, CallLeave::unanswered, from_hex(kDisconnect)},
      {"LCP", from_hex(kLcp) + from_hex(kLcp), kSilence, CallLeave::unanswered, from_hex(kDisconnect)},
      {"an echo request", from_hex(kEchoRequest), kSilence, CallLeave::unanswered,
       from_hex(kEchoResponse) + from_hex(kDisconnect)},
      // sstp-server, 10 ms behind its Ack, when it has no pppd.
      {"a disconnect", from_hex(kSorzDisconnect), kSilence, CallLeave::peer_disconnected, from_hex(kDisconnectAck)},
      {"an abort", from_hex(kShortAbort), kSilence, CallLeave::peer_aborted, {}},
      {"the end", {}, kEof, CallLeave::closed, {}},
      {"a reset", {}, Closure::reset, CallLeave::reset, {}},
      {"no SSTP", octets_of("HTTP/1.1 408 Request Timeout\r\n"), kSilence, CallLeave::unreadable, {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto call = acknowledged();
    call.feed(row.answer);
    auto sent = call.output();
    for (int i = 0; i < 2; ++i) {
      call.closed(row.end);
      sent = std::move(sent) + call.output();
    }
    CHECK(call.want() == tls::Want::done);
    CHECK(sent == row.sent);
    CHECK(call.report().outcome == CallOutcome::connected);
    CHECK(call.report().rung == Rung::sstp);
    CHECK(call.report().leave == row.leave);
  }
}

TEST_CASE("packets without end are left behind") {
  const auto frame = encode(sstp::data_packet(Bytes(4000, 0x7E)));
  Bytes flood = kOk;
  for (int i = 0; i < 80; ++i) flood.insert(flood.end(), frame.begin(), frame.end());
  const auto before = talk(flood, kSilence);
  CHECK(before.ended_itself);
  CHECK(before.report.outcome == CallOutcome::sstp_flooded);
  CHECK(before.report.leave == CallLeave::unreadable);

  flood = kOk + from_hex(kDocumentAck);
  SstpCall call("vpn.example.net", count_up);
  call.feed(flood);
  for (int i = 0; i < 80; ++i) call.feed(frame);
  CHECK(call.want() == tls::Want::done);
  CHECK(call.report().outcome == CallOutcome::connected);
  CHECK(call.report().leave == CallLeave::unreadable);
}

TEST_CASE("deviations of packets are kept once each") {
  const auto odd = from_hex("10 03 00 08 00 08 00 00");
  const auto result = talk(kOk + odd + odd + from_hex(kAccelNak), kEof);
  CHECK(result.report.deviations == std::vector<sstp::PacketDeviation>{sstp::PacketDeviation::reserved_bits_set,
                                                                       sstp::PacketDeviation::trailing_octets});
}
