// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/peer/call_behaviour.hpp"

#include <string_view>

/// What servers say in a call, as octets. Written out by hand: the peer shares no codec with what it tests.
namespace peer {

[[nodiscard]] tls::Bytes text(std::string_view text);
/// Hexadecimal digits, spaces between them left out.
[[nodiscard]] tls::Bytes octets(std::string_view hex);
[[nodiscard]] tls::Bytes operator+(tls::Bytes left, const tls::Bytes& right);
[[nodiscard]] tls::Bytes repeated(const tls::Bytes& what, std::size_t times);
/// Each octet for itself.
[[nodiscard]] Turn octet_by_octet(const tls::Bytes& what);

/// [MS-SSTP] 4.1: 200, and a Content-Length of 2^64 - 1.
[[nodiscard]] tls::Bytes ok_head();
/// 2.2.10: the bitmask is 3, SHA-1 and SHA-256.
[[nodiscard]] tls::Bytes ack(const Nonce& nonce);
/// The same with another start than "1001 0030 0002 0001 0004 0028 0000 0003"; of the same length.
[[nodiscard]] tls::Bytes ack_beginning(std::string_view hex, const Nonce& nonce);
[[nodiscard]] tls::Bytes echo_request();
[[nodiscard]] tls::Bytes disconnect_ack();
/// A data packet with LCP's Configure-Request.
[[nodiscard]] tls::Bytes lcp();

/// The server says that much to the request head, and leaves.
[[nodiscard]] CallScript only_answer(std::string_view head_and_body, Bye bye);
/// 200, this to the Call Connect Request, and a leave as it should be.
[[nodiscard]] CallScript whole_call(Turn on_request, Bye bye = Bye::close_notify);
/// 200, this to the Call Connect Request, and nothing more.
[[nodiscard]] CallScript half_call(Turn on_request, Bye bye);

}  // namespace peer
