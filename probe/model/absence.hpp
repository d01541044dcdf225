// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace probe {

enum class SstpPresence : std::uint8_t {
  absent,   ///< something answered, and it was no SSTP
  present,  ///< SSTP was spoken
  unknown,  ///< nothing that was seen tells. Silence, a closed port and a broken talk are no absence
};

[[nodiscard]] std::string_view to_string(SstpPresence presence);

/// Whether a gateway serves SSTP, and by which evidence.
struct SstpVerdict {
  SstpPresence presence = SstpPresence::unknown;
  Message evidence;         ///< one sentence; may carry the peer's words: hostile
  ExchangeId exchange = 0;  ///< that it rests on; 0: none
};

/// What the end of one call shows of SSTP. `unknown` for all that load, a limiter, something on the way or this program
/// can cause.
[[nodiscard]] SstpPresence shown_by(CallOutcome outcome);

/// The same of one trial. A short request is held against other short ones, and any page will do for that: `absent`
/// then says that this answer may be compared, and leaves no doubt by itself.
[[nodiscard]] SstpPresence shown_by_trial(RequestKind request, CallOutcome outcome, std::optional<unsigned> status);

/// How many requests prove an absence. Where a balancer draws lots, a server that gets one connection in five is missed
/// by all of them once in 800 scans (0.8^30); one that gets one in two, once in a billion.
inline constexpr std::size_t kSstpTrials = 30;
inline constexpr std::size_t kOtherTrials = 3;  ///< of each other kind

/// Absence is believed only where the talk came so far that an SSTP server would have shown itself: TLS was finished,
/// SSTP_DUPLEX_POST was sent, and an HTTP answer came that no SSTP server gives ([MS-SSTP] 3.2.5.2.1 wants 200 and
/// SSTP behind it); and where that answer depends on nothing. It was asked for by the target's name, in the hello and
/// in the request, and whoever answered has a certificate for it: gateways answer 404 to a name that is not theirs, and
/// strangers to every name. Another path and another method were answered
/// alike: who answers them otherwise knows SSTP. So were all three of them without the Content-Length of [MS-SSTP],
/// which many a web server refuses before it looks at path and method. It came kSstpTrials times, each time the same,
/// and nothing in the record says that unlike servers answer or that they changed meanwhile. One doubtful answer beside
/// it makes it unknown; so does what a proxy's or a portal's page can be.
[[nodiscard]] SstpVerdict sstp_presence(const TargetRecord& target);

}  // namespace probe
