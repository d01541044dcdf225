// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace probe {

/// The policy file that somebody starts from: it reads as it stands, and its comments have every key there is.
/// `name` is one that is_policy_name() takes.
[[nodiscard]] std::string new_policy(std::string_view name);

/// probe/policy/new_policy.toml, put in at build time.
extern const std::string_view new_policy_toml;
extern const std::string_view new_policy_toml_sha256;

}  // namespace probe
