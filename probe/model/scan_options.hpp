// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/outcome.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace probe {

/// What a scan asks, and how hard. Kept in the record: a reader needs them to judge the result.
struct ScanOptions {
  std::vector<tls::ProtocolVersion> versions{tls::kProtocolVersions.begin(), tls::kProtocolVersions.end()};
  std::vector<tls::CipherSuite> suites;  ///< empty: every suite of the registry
  bool thorough = false;                 ///< offer each suite alone
  bool strict = false;                   ///< leave closed and silent refusals inconclusive
  bool gentle = false;                   ///< a connection every 1.1 s, one at a time, handshakes finished between
  bool all_addresses = false;            ///< scan each address of a name for itself
  bool seeks_absence = false;            ///< where no call goes through, ask on until the answers prove that or don't
  Rung depth = Rung::sstp;               ///< how far accepted cells are carried; `http` is not a depth of its own
  std::size_t sstp_concurrency = 2;      ///< calls at once: gateways have few SSTP ports
  std::size_t max_connections = 10;      ///< at once, to one target
  std::size_t parallel = 4;              ///< targets at once
  std::size_t retries = 2;  ///< how often a doubtful hello is asked again; under 2 nothing closed is believed
  std::chrono::milliseconds timeout{5000};     ///< to connect, and again for the answer
  std::chrono::milliseconds deadline{120000};  ///< for a whole target
  std::chrono::milliseconds delay{0};          ///< at least so long between two connections to one target
  friend bool operator==(const ScanOptions&, const ScanOptions&) = default;
};

/// At least so long lies between two connections to one target. A gentle scan keeps a little more than a second:
/// SoftEther takes what comes within one for a part of the same attack (src/Cedar/Listener.c, CheckDosAttack).
[[nodiscard]] inline std::chrono::milliseconds time_between_connections(const ScanOptions& options) {
  constexpr std::chrono::milliseconds kGentle{1100};
  return options.gentle ? std::max(options.delay, kGentle) : options.delay;
}

}  // namespace probe
