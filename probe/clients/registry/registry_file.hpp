// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/registry/registry.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace probe::registry {

/// A whole HKEY_LOCAL_MACHINE\SOFTWARE fits; a disk image does not.
inline constexpr std::size_t kMostFileOctets = 256U << 20U;

/// Of a key's path. Windows has longer ones, but none that anything here asks for, and every value of a key costs as
/// much as its path is long: what stands below such a key is read over.
inline constexpr std::size_t kLongestKey = 1024;

/// Adds what a file says: an export of regedit or `reg export` (version 5 or REGEDIT4), or what `reg query` printed.
/// `name` is what errors call the file. Later files win over earlier ones, as when they are imported one by one.
[[nodiscard]] std::optional<Error> read_registry_file(std::string_view octets, const std::string& name,
                                                      Registry& registry);

/// The parts: `text` is UTF-8 without a byte order mark.
[[nodiscard]] std::optional<Error> read_reg_export(std::string_view text, const std::string& name, Registry& registry);
[[nodiscard]] std::optional<Error> read_reg_query(std::string_view text, const std::string& name, Registry& registry);

}  // namespace probe::registry
