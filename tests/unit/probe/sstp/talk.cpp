// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/probe/sstp/talk.hpp"

#include <algorithm>

namespace probe::test {

using tls::Bytes;

void count_up(std::span<std::uint8_t> octets) {
  std::uint8_t next = 0;
  for (auto& octet : octets) octet = next++;
}

Bytes octets_of(std::string_view text) { return Bytes(text.begin(), text.end()); }

std::string text_of(tls::BytesView octets) { return std::string(octets.begin(), octets.end()); }

Bytes operator+(Bytes left, const Bytes& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

namespace {

/// What a server can send before a client has lingered: all of it, or all up to its first Ack.
std::size_t size_until_linger(tls::BytesView answer) {
  for (std::size_t at = 0; at + 6 <= answer.size(); ++at) {
    if (answer[at] != 0x10 || answer[at + 1] != 0x01 || answer[at + 4] != 0x00 || answer[at + 5] != 0x02) continue;
    return std::min(answer.size(), at + (std::size_t{answer[at + 2]} << 8 | answer[at + 3]));
  }
  return answer.size();
}

}  // namespace

Talk talk(tls::BytesView answer, tls::Closure end, Arrival arrival) {
  SstpCall call("vpn.example.net", count_up);
  Talk result;
  result.request = call.output();
  // As its driver does: behind an Ack nothing more comes until it has lingered.
  const auto go_on = [&] {
    if (call.state() != CallState::lingering) return;
    call.closed(kSilence);
    result.sent = std::move(result.sent) + call.output();
  };
  while (!answer.empty() && call.want() == tls::Want::read) {
    const auto part = answer.first(arrival == Arrival::at_once ? size_until_linger(answer) : 1);
    answer = answer.subspan(part.size());
    call.feed(part);
    result.sent = std::move(result.sent) + call.output();
    go_on();
  }
  result.ended_itself = call.want() == tls::Want::done;
  call.closed(end);
  result.sent = std::move(result.sent) + call.output();
  result.report = call.report();
  return result;
}

}  // namespace probe::test
