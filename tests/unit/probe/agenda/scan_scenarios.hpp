// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/unit/probe/agenda/simulated_server.hpp"

#include <chrono>
#include <cstddef>
#include <set>

namespace probe::agenda::test {

inline constexpr Elapsed kRoundTrip = std::chrono::milliseconds(20);

/// Every n-th suite that the registry defines for the version.
[[nodiscard]] std::set<tls::CipherSuite> some(tls::ProtocolVersion version, std::size_t count);

/// The counts of JDK 17 JSSE with everything enabled: 137 cells.
[[nodiscard]] Truth like_jdk();
/// What Azure has documented since 2024, and TLS 1.0 beside it, so that there is something to lose.
[[nodiscard]] Truth like_gateway();

[[nodiscard]] const VersionResult& of(const Result& result, tls::ProtocolVersion version);

/// Every cell asked stands in exactly one list.
void check_adds_up(const ScanOptions& options, const Result& result);

}  // namespace probe::agenda::test
