// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/opened_call.hpp"

#include "probe/sstp/call.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

namespace probe::evidence {

Rung OpenedCall::rung() const {
  if (!heard.is_finished) return Rung::hello;
  return report ? report->rung : Rung::tls;
}

bool OpenedCall::says(std::string_view text) const {
  return std::search(heard.sent.begin(), heard.sent.end(), text.begin(), text.end()) != heard.sent.end();
}

OpenedCall opened_call(const capture::ExchangeOctets& octets, const std::string& host, const tls::KeyLog& secrets) {
  OpenedCall call;
  call.heard = tls::overhear(octets.sent, octets.received, secrets);
  if (!call.heard.is_finished || call.heard.sent.empty()) return call;
  // What it would send is not looked at: what was sent is there.
  SstpCall machine(host, [](std::span<std::uint8_t> out) { std::fill(out.begin(), out.end(), std::uint8_t{1}); });
  for (const auto& data : call.heard.received) {
    machine.feed(data);
    if (machine.state() == CallState::lingering) machine.closed(tls::Closure::timed_out);
  }
  machine.closed(octets.end == TranscriptEnd::by_peer ? tls::Closure::end_of_stream : tls::Closure::timed_out);
  call.report = machine.report();
  return call;
}

}  // namespace probe::evidence
