// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/call.hpp"

#include "tests/unit/probe/sstp/talk.hpp"
#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using namespace probe;
using namespace probe::test;
using tls::Bytes;
using tls::Closure;
using tls::test::from_hex;
using HeadDeviations = std::vector<HeadDeviation>;

}  // namespace

TEST_CASE("a call as SoftEther answers it, step by step") {
  CallTimers timers;
  timers.http = std::chrono::seconds(1);
  timers.negotiation = std::chrono::seconds(2);
  timers.leaving = std::chrono::seconds(3);
  SstpCall call("vpn.example.net", count_up, timers);

  CHECK(call.state() == CallState::awaiting_head);
  CHECK(call.patience() == timers.http);
  const auto request = text_of(call.output());
  CHECK(request.substr(0, 17) == "SSTP_DUPLEX_POST ");
  CHECK(request.find("SSTPCORRELATIONID: {00010203-0405-4607-8809-0A0B0C0D0E0F}\r\n") != std::string::npos);
  // Never pipelined: nothing more goes out until the 200 is there.
  CHECK(request.substr(request.size() - 4) == "\r\n\r\n");
  CHECK(call.output().empty());
  CHECK(call.report().rung == Rung::tls);

  call.feed(octets_of(kSoftEtherHead));
  CHECK(call.state() == CallState::awaiting_ack);
  CHECK(call.patience() == timers.negotiation);
  CHECK(call.report().rung == Rung::http);
  CHECK(call.output() == from_hex(kConnectRequest));

  call.feed(from_hex(kSoftEtherAck));
  CHECK(call.state() == CallState::lingering);
  CHECK(call.report().rung == Rung::sstp);
  CHECK(call.output().empty());
  CHECK(call.want() == tls::Want::read);

  call.closed(kSilence);
  CHECK(call.state() == CallState::leaving);
  CHECK(call.patience() == timers.leaving);
  CHECK(call.output() == from_hex(kDisconnect));
  CHECK(call.want() == tls::Want::read);

  call.feed(from_hex(kDisconnectAck));
  CHECK(call.state() == CallState::done);
  CHECK(call.patience() == std::chrono::milliseconds(0));
  CHECK(call.want() == tls::Want::done);
  CHECK(call.output().empty());

  const auto& report = call.report();
  CHECK(report.outcome == CallOutcome::connected);
  CHECK(report.reached == CallState::leaving);
  CHECK(report.leave == CallLeave::acknowledged);
  CHECK(report.correlation_id == "{00010203-0405-4607-8809-0A0B0C0D0E0F}");
  REQUIRE(report.head);
  CHECK(report.head->status == 200);
  CHECK(report.head->server == "Microsoft-HTTPAPI/2.0");
  CHECK(report.head->deviations.empty());
  REQUIRE(report.binding);
  CHECK(report.binding->hashes == sstp::kHashSha256);
  CHECK(report.binding->nonce[0] == 0x2A);
  CHECK(report.binding->nonce[31] == 0x3E);
  CHECK(report.message == sstp::MessageType::call_connect_ack);
  CHECK(report.body.empty());
  CHECK(report.detail.empty());

  // What comes behind changes nothing.
  const auto before = report;
  call.feed(from_hex(kShortAbort));
  call.closed(Closure::reset);
  CHECK(call.report() == before);
  CHECK(call.output().empty());
}

TEST_CASE("the timers of [MS-SSTP], made shorter where a probe need not wait") {
  const CallTimers timers;
  CHECK(timers.http == std::chrono::seconds(10));
  CHECK(timers.negotiation == std::chrono::seconds(10));
  CHECK(timers.leaving == std::chrono::seconds(5));
}

TEST_CASE("heads that a call goes on with") {
  struct Row {
    std::string name;
    std::string head;
    HeadDeviations deviations;
  };
  const std::vector<Row> rows{
      {"Windows RRAS as [MS-SSTP] 4.1 documents it",
       "HTTP/1.1 200\r\nContent-Length: 18446744073709551615\r\nServer: Microsoft-HTTPAPI/2.0\r\n"
       "Date: Thu, 09 Nov 2006 00:51:09 GMT\r\n\r\n",
       {HeadDeviation::no_space_after_status}},
      {"accel-ppp",
       "HTTP/1.1 200 OK\r\nDate: Thu, 09 Nov 2006 00:51:09 GMT\r\nConnection: keep-alive\r\n"
       "Content-Length: 18446744073709551615\r\n\r\n",
       {}},
      {"without a length", "HTTP/1.1 200 OK\r\n\r\n", {HeadDeviation::content_length_missing}},
      {"with a length that ends",
       "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
       {HeadDeviation::content_length_other}},
      {"with 2^64",
       "HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551616\r\n\r\n",
       {HeadDeviation::content_length_other}},
      {"HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 18446744073709551615\r\n\r\n", {HeadDeviation::http_1_0}},
      {"bare LF", "HTTP/1.1 200 OK\nContent-Length: 18446744073709551615\n\n", {HeadDeviation::bare_line_feed}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    for (const auto arrival : {Arrival::at_once, Arrival::octet_by_octet}) {
      const auto result =
          talk(octets_of(row.head) + from_hex(kDocumentAck) + from_hex(kDisconnectAck), Closure::reset, arrival);
      CHECK(result.report.outcome == CallOutcome::connected);
      CHECK(result.report.leave == CallLeave::acknowledged);
      REQUIRE(result.report.head);
      CHECK(result.report.head->deviations == row.deviations);
      CHECK(result.sent == from_hex(kConnectRequest) + from_hex(kDisconnect));
    }
  }
}

TEST_CASE("what may come before the Ack is skipped or answered") {
  struct Row {
    std::string name;
    Bytes between;
    Bytes answer;
  };
  const std::vector<Row> rows{
      {"nothing", {}, {}},
      {"LCP", from_hex(kLcp), {}},
      {"an empty data packet", from_hex("10 00 00 04"), {}},
      {"an echo", from_hex(kEchoRequest), from_hex(kEchoResponse)},
      {"two echoes and LCP", from_hex(kEchoRequest) + from_hex(kLcp) + from_hex(kEchoRequest),
       from_hex(kEchoResponse) + from_hex(kEchoResponse)},
      {"the answer to an echo that nobody sent", from_hex(kEchoResponse), {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto result =
        talk(octets_of(kSoftEtherHead) + row.between + from_hex(kSoftEtherAck) + from_hex(kDisconnectAck));
    CHECK(result.report.outcome == CallOutcome::connected);
    CHECK(result.sent == from_hex(kConnectRequest) + row.answer + from_hex(kDisconnect));
  }
}

TEST_CASE("a bitmask that no client can use is reported, and the call goes through") {
  // sstp-server without TLS has no certificate to hash.
  auto ack = from_hex(kDocumentAck);
  ack[15] = 0;
  const auto result = talk(octets_of(kSoftEtherHead) + ack);
  CHECK(result.report.outcome == CallOutcome::connected);
  REQUIRE(result.report.binding);
  CHECK_FALSE(sstp::is_sane_hash_bitmask(result.report.binding->hashes));
}
