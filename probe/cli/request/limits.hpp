// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/request/option_values.hpp"

#include <chrono>
#include <cstddef>

// What the options take. Wide enough for slow gateways and long lists, narrow enough to catch slips of the finger.
namespace probe::cli::limits {

using Milliseconds = std::chrono::milliseconds;

inline constexpr Range<Milliseconds> kTimeout{Milliseconds(100), Milliseconds(300'000)};
inline constexpr Range<Milliseconds> kDeadline{Milliseconds(1'000), Milliseconds(86'400'000)};
inline constexpr Range<Milliseconds> kDelay{Milliseconds(0), Milliseconds(60'000)};
inline constexpr Range<std::size_t> kRetries{0, 10};
inline constexpr Range<std::size_t> kSstpConcurrency{1, 64};
inline constexpr Range<std::size_t> kMaxConnections{1, 200};
inline constexpr Range<std::size_t> kParallel{1, 200};

inline constexpr std::size_t kTargetFileOctets = 16U << 20U;
inline constexpr std::size_t kPolicyOctets = 1U << 20U;
inline constexpr std::size_t kKeyOctets = 1U << 20U;
inline constexpr std::size_t kPassOctets = 4096;
inline constexpr std::size_t kStampOctets = 64U << 10U;  // a token with its certificates has some 6000
inline constexpr std::size_t kRecordOctets = 1U << 30U;

}  // namespace probe::cli::limits
