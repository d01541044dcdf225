// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/new_policy.hpp"

namespace probe {

std::string new_policy(std::string_view name) {
  constexpr std::string_view kPlace = "NAME-OF-THE-POLICY";
  std::string text(new_policy_toml);
  return text.replace(text.find(kPlace), kPlace.size(), name);
}

}  // namespace probe
