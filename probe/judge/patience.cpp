// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/patience.hpp"

#include <algorithm>

namespace probe::judge {

bool are_spread(const std::vector<const Entry*>& all, const Support& support) {
  const Elapsed first = all.front()->began, last = all.back()->began;
  const bool spread = std::any_of(all.begin(), all.end(), [&](const Entry* each) {
    return each->began - first >= kLeastGap && last - each->began >= each->began - first;
  });
  bool pair = false;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) pair = pair || !support.held_between(*all[i], *all[i + 1]);
  return spread && pair;
}

}  // namespace probe::judge
