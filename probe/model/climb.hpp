// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/call_outcome.hpp"
#include "probe/model/offer.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace probe {

/// How an accepted cell was carried from its ServerHello towards an SSTP call. Whatever happened here, the cell stays
/// accepted.
struct Climb {
  ExchangeId exchange = 0;          ///< 0: no connection was made for it
  std::optional<CallOutcome> halt;  ///< why it went no further; nothing when it reached the depth that was asked for
  std::string detail;               ///< one sentence about the halt; may carry the peer's words: hostile
  std::string correlation_id;       ///< SSTPCORRELATIONID as sent; empty when no request was
  /// When each rung was reached, since the connection was begun.
  std::optional<std::chrono::microseconds> tls, http, sstp;
  std::optional<unsigned> status = std::nullopt;  ///< of the HTTP answer to the request, as far as there was one
  friend bool operator==(const Climb&, const Climb&) = default;
};

/// What crypto binding will use of a certificate ([MS-SSTP] 3.2.5.2): its hashes over the DER, upper-case hexadecimal.
struct LeafHashes {
  std::string sha1, sha256;
  friend bool operator==(const LeafHashes&, const LeafHashes&) = default;
};

/// Hash Protocol Bitmask of a Call Connect Ack, [MS-SSTP] 2.2.6.
inline constexpr std::uint8_t kBindingSha1 = 0x01;
inline constexpr std::uint8_t kBindingSha256 = 0x02;

/// The answer to one request of those that are held against each other, to learn whether SSTP is absent.
struct RequestTrial {
  RequestKind request{};
  ExchangeId exchange = 0;
  CallOutcome outcome{};           ///< `connected` where a call went through
  std::optional<unsigned> status;  ///< of HTTP, as far as there was one
  friend bool operator==(const RequestTrial&, const RequestTrial&) = default;
};

/// What the calls of one target revealed.
struct SstpFacts {
  std::size_t calls = 0;                     ///< SSTP requests sent to carry accepted cells further
  std::size_t connected = 0;                 ///< Call Connect Acks received
  std::optional<std::uint8_t> hash_bitmask;  ///< of the first Ack: 0x01 SHA-1, 0x02 SHA-256 ([MS-SSTP] 2.2.6)
  std::optional<std::string> server;         ///< the Server header of the first answer; hostile
  std::vector<std::string> deviations;       ///< from HTTP and SSTP as written down, each once: our own words
  std::vector<LeafHashes> leaves;            ///< of each different leaf certificate, in the order in which they came
  std::vector<RequestTrial> trials = {};     ///< in the order in which they ended; empty: absence was not looked for
  friend bool operator==(const SstpFacts&, const SstpFacts&) = default;
};

}  // namespace probe
