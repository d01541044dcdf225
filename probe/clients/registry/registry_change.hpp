// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace probe::registry {

/// A REG_DWORD to set.
struct Change {
  std::string key, name;
  std::uint32_t value = 0;
  friend bool operator==(const Change&, const Change&) = default;
};

/// A .reg file of version 5 as text with LF; regedit_text() makes the file of it.
[[nodiscard]] std::string reg_file_of(const std::vector<Change>& changes);
/// `reg add` lines, as Microsoft's announcement writes them, with /f so that nothing is asked.
[[nodiscard]] std::string commands_of(const std::vector<Change>& changes);

}  // namespace probe::registry
