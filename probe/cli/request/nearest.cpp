// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/nearest.hpp"

#include "tls/wire/text.hpp"

#include <algorithm>
#include <cstddef>

namespace probe::cli {
namespace {

/// Letters to insert, take out, change, or swap with the next one (Damerau's distance, each place edited once).
std::size_t slips(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  return cost[a.size()][b.size()];
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  constexpr std::size_t kLongest = 64;  // nobody types such a word: what a paste holds is no slip
  if (word.size() > kLongest) return {};
  const auto typed = tls::lower_case(word);
  const std::size_t most = typed.size() < 3 ? 0 : typed.size() < 6 ? 1 : 2;
  std::string best;
  std::size_t fewest = most + 1;
  for (const auto& candidate : candidates) {
    const auto count = slips(typed, tls::lower_case(candidate));
    if (count > fewest || count > most) continue;
    best = count == fewest ? std::string() : candidate;
    fewest = count;
  }
  return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const auto meant = nearest(word, candidates);
  return meant.empty() ? std::string() : "; did you mean '" + meant + "'?";
}

}  // namespace probe::cli
