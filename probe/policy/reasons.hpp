// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/policy/items.hpp"
#include "probe/policy/policy.hpp"

#include <vector>

// The sentence of a finding. It begins with a small letter and ends without a full stop.
namespace probe::reasons {

[[nodiscard]] Message has_what_is_required(const std::vector<Item>& there);
[[nodiscard]] Message lacks_what_is_required(const std::vector<Item>& absent);
[[nodiscard]] Message has_what_is_forbidden(const std::vector<Item>& there, Demand demand);
[[nodiscard]] Message lacks_what_is_forbidden(const std::vector<Item>& absent, Demand demand);
[[nodiscard]] Message is_open(const std::vector<Item>& open);

}  // namespace probe::reasons
