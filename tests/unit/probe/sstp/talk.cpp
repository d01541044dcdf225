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

Talk talk(tls::BytesView answer, tls::Closure end, Arrival arrival) {
  SstpCall call("vpn.example.net", count_up);
  Talk result;
  result.request = call.output();
  const std::size_t step = arrival == Arrival::at_once ? answer.size() : 1;
  while (!answer.empty() && call.want() == tls::Want::read) {
    const auto part = answer.first(std::min(step, answer.size()));
    answer = answer.subspan(part.size());
    call.feed(part);
    result.sent = std::move(result.sent) + call.output();
  }
  result.ended_itself = call.want() == tls::Want::done;
  call.closed(end);
  result.sent = std::move(result.sent) + call.output();
  result.report = call.report();
  return result;
}

}  // namespace probe::test
