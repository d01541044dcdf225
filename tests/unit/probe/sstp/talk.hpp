// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/sstp/call.hpp"
#include "tls/wire/bytes.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace probe::test {

inline constexpr auto kEof = tls::Closure::end_of_stream;
inline constexpr auto kSilence = tls::Closure::timed_out;

/// Not random at all: 00 01 02...
void count_up(std::span<std::uint8_t> octets);

[[nodiscard]] tls::Bytes octets_of(std::string_view text);
[[nodiscard]] std::string text_of(tls::BytesView octets);
[[nodiscard]] tls::Bytes operator+(tls::Bytes left, const tls::Bytes& right);

// Octets of other programs, on a loopback interface or in their source; the section numbers are [MS-SSTP]'s.

/// 4.7's own example.
inline constexpr std::string_view kDocumentAck =
    "10 01 00 30 00 02 00 01 00 04 00 28 00 00 00 02 41 2B 48 9A EB D7 EC C7 D0 89 66 F2 6B E7 CD 72 B2 31 A0 E9 21 0D "
    "7C 91 B3 08 86 2B 03 44 C4 35";
/// SoftEther VPN (github.com/SoftEtherVPN/SoftEtherVPN, cf55961), captured.
inline constexpr std::string_view kSoftEtherAck =
    "10 01 00 30 00 02 00 01 00 04 00 28 00 00 00 02 2a 29 33 c8 2d fe f5 07 52 08 f5 2d e9 b4 a9 06 cb df 13 f7 44 1b "
    "65 26 41 7e e8 90 bf ab b3 3e";
/// The same, asked for protocol 2.
inline constexpr std::string_view kSoftEtherNak = "10 01 00 14 00 03 00 01 00 02 00 0c 00 00 00 01 00 00 00 04";
/// accel-ppp (github.com/accel-ppp/accel-ppp, 89637ee, ctrl/sstp/sstp.c): two octets stand outside of the attribute.
inline constexpr std::string_view kAccelNak = "10 01 00 16 00 03 00 01 00 02 00 0c 00 00 00 01 00 00 00 04 00 02";
/// sorz/sstp-server 0.7.2 (github.com/sorz/sstp-server), captured: four octets of status and nothing else.
inline constexpr std::string_view kSorzAbort = "10 01 00 10 00 05 00 01 00 02 00 08 00 00 00 05";
/// The same: its Call Disconnect names the attribute 0.
inline constexpr std::string_view kSorzDisconnect = "10 01 00 10 00 06 00 01 00 00 00 08 00 00 00 00";
/// sstp-client 1.0.18 (sstp-client.sourceforge.net), captured.
inline constexpr std::string_view kConnectRequest = "10 01 00 0e 00 01 00 01 00 01 00 06 00 01";
/// accel-ppp's source.
inline constexpr std::string_view kDisconnect = "10 01 00 14 00 06 00 01 00 02 00 0c 00 00 00 00 00 00 00 00";
/// sstp-client, kittoku/Open-SSTP-Client and SoftEther send the short forms.
inline constexpr std::string_view kShortDisconnect = "10 01 00 08 00 06 00 00";
inline constexpr std::string_view kShortAbort = "10 01 00 08 00 05 00 00";
inline constexpr std::string_view kDisconnectAck = "10 01 00 08 00 07 00 00";
inline constexpr std::string_view kEchoRequest = "10 01 00 08 00 08 00 00";
inline constexpr std::string_view kEchoResponse = "10 01 00 08 00 09 00 00";
/// A PPP LCP Configure-Request, RFC 1661, as accel-ppp sends one behind its Ack.
inline constexpr std::string_view kLcp = "10 00 00 10 ff 03 c0 21 01 01 00 08 03 04 c2 27";

/// SoftEther's answer, captured; its Date apart.
inline constexpr std::string_view kSoftEtherHead =
    "HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551615\r\nServer: Microsoft-HTTPAPI/2.0\r\n\r\n";

enum class Arrival : std::uint8_t { at_once, octet_by_octet };

struct Talk {
  tls::Bytes request;  ///< what went out before anything came
  tls::Bytes sent;     ///< what went out after that
  CallReport report;
  bool ended_itself = false;  ///< it wanted nothing more before the end of the octets
};

/// What a call makes of `answer` and of the end behind it. It has lingered before anything comes behind an Ack.
[[nodiscard]] Talk talk(tls::BytesView answer, tls::Closure end = tls::Closure::end_of_stream,
                        Arrival arrival = Arrival::at_once);

}  // namespace probe::test
