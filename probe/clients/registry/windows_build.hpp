// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/client_profile.hpp"
#include "probe/clients/registry/registry.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace probe::registry {

inline constexpr std::string_view kVersionKey = R"(HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion)";

/// The profile that a user names: "7sp1", "7", "win10-1607", "Windows 11". "10" and "11" alone mean the newest of
/// theirs. Null for what is none.
[[nodiscard]] const ClientProfile* profile_named(std::string_view text);

/// The Windows that wrote the registry, by the number of its build; null when the registry does not tell.
[[nodiscard]] const ClientProfile* profile_of(const Registry& registry);

}  // namespace probe::registry
