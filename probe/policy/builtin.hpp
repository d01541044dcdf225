// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/policy/policy.hpp"

#include <span>
#include <string_view>

namespace probe {

/// A policy file that is part of the program: its name, and its TOML.
struct BuiltinPolicy {
  std::string_view name;
  std::string_view text;
};
/// Sorted by name. Made from the files of builtin/ at build time (probe/embed.cmake).
[[nodiscard]] std::span<const BuiltinPolicy> builtin_policies();
[[nodiscard]] const BuiltinPolicy* find_builtin_policy(std::string_view name);

/// Reads one. Ours: an error in it is a bug.
[[nodiscard]] Policy read_builtin(const BuiltinPolicy& builtin);

}  // namespace probe
