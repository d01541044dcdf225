// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/named_group.hpp"
#include "tls/registry/signature_scheme.hpp"

#include <span>
#include <string>

/// What libssl calls groups and signature schemes, as its lists want them: names with colons between. Those that the
/// installed libssl does not have are left out.
namespace tls::modern {

[[nodiscard]] std::string group_names(std::span<const NamedGroup> groups);
[[nodiscard]] std::string scheme_names(std::span<const SignatureScheme> schemes);

/// Everything that the installed libssl has, what clients of today prefer first. Thread-safe.
[[nodiscard]] const std::string& all_group_names();
[[nodiscard]] const std::string& all_scheme_names();

}  // namespace tls::modern
