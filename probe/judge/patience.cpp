// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/patience.hpp"

#include <algorithm>
#include <optional>

namespace probe::judge {

namespace {

/// When one more would lie as far from the middle one of any two as these lie from each other, and `more` per cent.
/// Any two: what was asked early, and then not for long, must not make it wait as long again. Nothing where no two lie
/// apart.
std::optional<Elapsed> spread_from(const std::vector<const Entry*>& all, int more) {
  std::optional<Elapsed> soonest;
  for (auto first = all.begin(); first != all.end(); ++first)
    for (auto middle = first; middle != all.end(); ++middle) {
      const auto gap = (*middle)->began - (*first)->began;
      if (gap < kLeastGap) continue;
      const auto when = (*middle)->began + gap * (100 + more) / 100;
      if (!soonest || when < *soonest) soonest = when;
    }
  return soonest;
}

}  // namespace

bool are_spread(const std::vector<const Entry*>& all, const Support& support) {
  const auto from = spread_from(all, 0);
  bool pair = false;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) pair = pair || !support.held_between(*all[i], *all[i + 1]);
  return from && all.back()->began >= *from && pair;
}

Elapsed next_repeat(const std::vector<const Entry*>& all) {
  const Elapsed first = all.front()->began, last = all.back()->began;
  const auto from = spread_from(all, kMoreThanBefore);
  if (!from) return std::max(first + kFirstGap, last);
  if (*from > last) return *from;
  // It comes and goes: that takes longer.
  return last + std::clamp((last - first) / 2, kFirstGap, kLongestGap);
}

}  // namespace probe::judge
