// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/opened_call.hpp"

#include "probe/sstp/call.hpp"
#include "probe/sstp/request.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

namespace probe::evidence {

Rung OpenedCall::rung() const {
  if (!heard.is_finished) return Rung::hello;
  return report ? report->rung : Rung::tls;
}

namespace {

/// What stands in the request's SSTPCORRELATIONID; empty: nothing does.
std::string correlation_in(const tls::Bytes& sent) {
  constexpr std::string_view kName = "SSTPCORRELATIONID: ";
  constexpr std::string_view kEnd = "\r\n";
  const auto name = std::search(sent.begin(), sent.end(), kName.begin(), kName.end());
  if (name == sent.end()) return {};
  const auto value = name + static_cast<std::ptrdiff_t>(kName.size());
  return {value, std::search(value, sent.end(), kEnd.begin(), kEnd.end())};
}

bool begins_with_request(const tls::Bytes& sent, const std::string& host, const std::string& correlation,
                         RequestKind kind) {
  const bool is_printable =
      std::all_of(correlation.begin(), correlation.end(), [](char c) { return c > ' ' && c < 127; });
  if (correlation.empty() || !is_printable) return false;
  const auto request = duplex_post(host, correlation, kind);
  return sent.size() >= request.size() && std::equal(request.begin(), request.end(), sent.begin());
}

}  // namespace

OpenedCall opened_call(const capture::ExchangeOctets& octets, const std::string& host, RequestKind kind,
                       const tls::KeyLog& secrets) {
  OpenedCall call;
  call.heard = tls::overhear(octets.sent, octets.received, secrets);
  if (!call.heard.is_finished || call.heard.sent.empty()) return call;
  // What it would send is not looked at: what was sent is there.
  SstpCall machine(
      host, [](std::span<std::uint8_t> out) { std::fill(out.begin(), out.end(), std::uint8_t{1}); }, {}, kind);
  for (const auto& data : call.heard.received) {
    machine.feed(data);
    if (machine.state() == CallState::lingering) machine.closed(tls::Closure::timed_out);
  }
  call.is_decided = machine.want() == tls::Want::done || machine.state() == CallState::reading_answer;
  machine.closed(octets.end == TranscriptEnd::by_peer ? tls::Closure::end_of_stream : tls::Closure::timed_out);
  call.report = machine.report();
  call.report->correlation_id = correlation_in(call.heard.sent);
  call.asks_as_told = begins_with_request(call.heard.sent, host, call.report->correlation_id, kind);
  return call;
}

}  // namespace probe::evidence
