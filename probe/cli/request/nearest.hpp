// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace probe::cli {

/// The candidate that `word` is most likely a slip for: one or two letters wrong, missing, too many or swapped, as far
/// as the word is long enough for that. Empty when there is none, or two are as near. Case does not count.
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// "; did you mean 'scan'?", or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace probe::cli
