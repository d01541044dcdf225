// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/builtin.hpp"

#include "probe/policy/policy_reader.hpp"

#include <string>

namespace probe {

const BuiltinPolicy* find_builtin_policy(std::string_view name) {
  for (const auto& builtin : builtin_policies())
    if (builtin.name == name) return &builtin;
  return nullptr;
}

Policy read_builtin(const BuiltinPolicy& builtin) {
  auto policy = read_policy(builtin.text, std::string(builtin.name)).value();
  policy.file.clear();
  return policy;
}

}  // namespace probe
