// SPDX-License-Identifier: Apache-2.0
#include "tests/peer/call_octets.hpp"

#include <optional>
#include <utility>

namespace peer {

using tls::Bytes;

Bytes text(std::string_view text) { return Bytes(text.begin(), text.end()); }

Bytes octets(std::string_view hex) {
  Bytes all;
  std::optional<unsigned> high;
  for (const char c : hex) {
    if (c == ' ') continue;
    const auto digit = static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
    if (high) all.push_back(static_cast<std::uint8_t>(*high << 4U | digit));
    high = high ? std::nullopt : std::optional(digit);
  }
  return all;
}

Bytes operator+(Bytes left, const Bytes& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

Bytes repeated(const Bytes& what, std::size_t times) {
  Bytes all;
  for (; times != 0; --times) all.insert(all.end(), what.begin(), what.end());
  return all;
}

Turn octet_by_octet(const Bytes& what) {
  Turn turn;
  for (const auto octet : what) turn.push_back({octet});
  return turn;
}

Bytes ok_head() {
  return text(
      "HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551615\r\nServer: Microsoft-HTTPAPI/2.0\r\n"
      "Date: Tue, 24 Nov 2026 12:00:00 GMT\r\n\r\n");
}

Bytes ack(const Nonce& nonce) { return ack_beginning("1001 0030 0002 0001 0004 0028 0000 0003", nonce); }

Bytes ack_beginning(std::string_view hex, const Nonce& nonce) {
  return octets(hex) + Bytes(nonce.begin(), nonce.end());
}

Bytes echo_request() { return octets("1001 0008 0008 0000"); }
Bytes disconnect_ack() { return octets("1001 0008 0007 0000"); }
Bytes lcp() { return octets("1000 0016 ff03 c021 0101 000e 0104 05dc 0506 5353 5450"); }

CallScript only_answer(std::string_view head_and_body, Bye bye) { return {{{text(head_and_body)}}, bye}; }

CallScript whole_call(Turn on_request, Bye bye) {
  return {{{ok_head()}, std::move(on_request), {disconnect_ack()}}, bye};
}

CallScript half_call(Turn on_request, Bye bye) { return {{{ok_head()}, std::move(on_request)}, bye}; }

}  // namespace peer
