// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/call.hpp"

#include "tests/unit/probe/sstp/talk.hpp"
#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace {

using namespace probe;
using namespace probe::test;
using tls::Bytes;
using tls::Closure;
using tls::test::from_hex;

/// SoftEther's side of a whole call.
Bytes whole_call() { return octets_of(kSoftEtherHead) + from_hex(kSoftEtherAck) + from_hex(kDisconnectAck); }

}  // namespace

TEST_CASE("a call says the same however it is fragmented") {
  const auto whole = talk(whole_call());
  REQUIRE(whole.report.outcome == CallOutcome::connected);
  const auto octets = octets_of(kSoftEtherHead) + from_hex(kSoftEtherAck);
  for (std::size_t step = 1; step < octets.size(); ++step) {
    CAPTURE(step);
    SstpCall call("vpn.example.net", count_up);
    Bytes sent = call.output();
    for (std::size_t at = 0; at < octets.size(); at += step) {
      call.feed(tls::BytesView(octets).subspan(at, std::min(step, octets.size() - at)));
      sent = std::move(sent) + call.output();
    }
    call.closed(kSilence);  // it has lingered
    sent = std::move(sent) + call.output();
    call.feed(from_hex(kDisconnectAck));
    CHECK(call.report() == whole.report);
    CHECK(sent == whole.request + whole.sent);
  }
}

TEST_CASE("a call that ends at any octet reached what it had reached, and says how it ended") {
  const auto octets = whole_call();
  const std::size_t head = kSoftEtherHead.size();
  const std::size_t ack = head + from_hex(kSoftEtherAck).size();
  for (std::size_t size = 0; size < octets.size(); ++size) {
    CAPTURE(size);
    for (const auto end : {Closure::end_of_stream, Closure::reset, Closure::timed_out}) {
      const auto result = talk(tls::BytesView(octets).first(size), end);
      const auto& report = result.report;
      CHECK_FALSE(result.ended_itself);
      CHECK(report.rung == (size < head ? Rung::tls : size < ack ? Rung::http : Rung::sstp));
      CHECK((report.outcome == CallOutcome::connected) == (size >= ack));
      CHECK(report.outcome != CallOutcome::unfinished);
      // Nothing is said before the 200, and no call is left without a word while somebody listens.
      if (size < head) {
        CHECK(result.sent.empty());
      } else if (end == Closure::timed_out || size >= ack) {
        CHECK(result.sent == from_hex(kConnectRequest) + from_hex(kDisconnect));
      }
    }
  }
}

TEST_CASE("an octet that is changed is never taken for more than there is") {
  const auto octets = whole_call();
  for (std::size_t at = 0; at < octets.size(); ++at) {
    CAPTURE(at);
    for (const unsigned flip : {0x01U, 0x10U, 0x80U, 0xFFU}) {
      auto changed = octets;
      changed[at] = static_cast<std::uint8_t>(changed[at] ^ flip);
      const auto report = talk(changed, Closure::timed_out).report;
      CHECK(report.outcome != CallOutcome::unfinished);
      CHECK((report.rung == Rung::sstp) == report.binding.has_value());
      CHECK((report.outcome == CallOutcome::connected) == (report.rung == Rung::sstp));
    }
  }
}
