// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/policy/items.hpp"
#include "probe/policy/policy.hpp"

#include <string>
#include <vector>

// The sentence of a finding. It begins with a small letter and ends without a full stop.
namespace probe::reasons {

[[nodiscard]] std::string has_what_is_required(const std::vector<Item>& there);
[[nodiscard]] std::string lacks_what_is_required(const std::vector<Item>& absent);
[[nodiscard]] std::string has_what_is_forbidden(const std::vector<Item>& there, Demand demand);
[[nodiscard]] std::string lacks_what_is_forbidden(const std::vector<Item>& absent, Demand demand);
[[nodiscard]] std::string is_open(const std::vector<Item>& open);

}  // namespace probe::reasons
