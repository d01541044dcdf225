// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/patience.hpp"

#include <algorithm>

namespace probe::judge {

bool are_spread(const std::vector<const Entry*>& all, const Support& support) {
  // The last against any two before it: what was asked early, and then not for long, must not make it wait as long
  // again.
  const Elapsed last = all.back()->began;
  bool spread = false;
  for (auto first = all.begin(); first != all.end() && !spread; ++first)
    spread = std::any_of(first, all.end(), [&](const Entry* middle) {
      const auto gap = middle->began - (*first)->began;
      return gap >= kLeastGap && last - middle->began >= gap;
    });
  bool pair = false;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) pair = pair || !support.held_between(*all[i], *all[i + 1]);
  return spread && pair;
}

}  // namespace probe::judge
