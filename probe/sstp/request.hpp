// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/call_outcome.hpp"
#include "probe/model/random.hpp"
#include "tls/wire/bytes.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace probe {

/// [MS-SSTP] 3.2.4.1 wants 2^64-1, in the request and in its answer.
inline constexpr std::string_view kDuplexContentLength = "18446744073709551615";

/// The path that the document fixes; the braces are literal, and so is the lower-case b.
inline constexpr std::string_view kDuplexPath = "/sra_{BA195980-CD49-458b-9E23-C84EE0ADCD75}/";

/// "{8A3C8A0E-4B0F-4E5C-9C46-5F6A3E0D7B21}": a random UUID (RFC 4122 4.4) as Windows writes one. The server logs it.
[[nodiscard]] std::string make_correlation_id(const RandomSource& random);

/// In place of the path and of the method, in requests that are to be none of SSTP: as long, and nobody's.
inline constexpr std::string_view kOtherPath = "/not_{00000000-0000-4000-8000-000000000000}/";
inline constexpr std::string_view kOtherMethod = "NONE_DUPLEX_POST";

/// The SSTP_DUPLEX_POST head, blank line included. `host` is a name or an IP address, without a port. White space or
/// control characters in an argument: std::invalid_argument.
[[nodiscard]] tls::Bytes duplex_post(const std::string& host, const std::string& correlation_id,
                                     RequestKind kind = RequestKind::sstp);

/// "host:port", an IPv6 address in brackets.
[[nodiscard]] std::string authority(const std::string& host, std::uint16_t port);

/// The CONNECT head of [MS-SSTP] 4.5; no Proxy-Authorization when `authorization` is empty. Control characters:
/// std::invalid_argument.
[[nodiscard]] tls::Bytes connect_request(const std::string& authority, const std::string& authorization);

}  // namespace probe
