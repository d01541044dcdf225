// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/judge/entry.hpp"
#include "probe/judge/support.hpp"

#include <chrono>
#include <cstddef>
#include <vector>

namespace probe::judge {

/// A refusal without a word has to come so often, ...
inline constexpr std::size_t kAnswersForRefusal = 3;
/// ... and oftener by as much as hellos have gone unanswered that the server does answer, up to this.
inline constexpr std::size_t kMostMore = 4;
/// More, where hellos of that version were refused by alerts too.
inline constexpr std::size_t kMoreBesideAlerts = 8;
inline constexpr Elapsed kFirstGap = std::chrono::milliseconds(300);
inline constexpr Elapsed kLeastGap = std::chrono::milliseconds(200);
inline constexpr Elapsed kLongestGap = std::chrono::seconds(5);
inline constexpr int kMoreThanBefore = 25;  ///< per cent: an outage that comes and goes is not met at one beat
/// More repeats than this are asked of no target, however rare one of its servers is.
inline constexpr std::size_t kMostRounds = 100;

/// Further apart each time, and two of them with no control in between: a balancer that takes two servers in turn would
/// otherwise hide the dead one behind the controls. `all`: not empty, in the order in which they ended.
[[nodiscard]] bool are_spread(const std::vector<const Entry*>& all, const Support& support);

/// When the next one is worth while: as soon as they could be spread by it, and later the longer that has not sufficed.
[[nodiscard]] Elapsed next_repeat(const std::vector<const Entry*>& all);

}  // namespace probe::judge
