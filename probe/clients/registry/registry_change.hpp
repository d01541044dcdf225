// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/registry/registry.hpp"

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
/// The same of a file that takes the changes back: what `before` shows, and no value where it shows that there is none.
/// What it does not show, and what is neither a number nor one text, stands there as a comment.
[[nodiscard]] std::string undo_file_of(const std::vector<Change>& changes, const Registry& before);
/// `reg add` lines, as Microsoft's announcement writes them, with /f so that nothing is asked.
[[nodiscard]] std::string commands_of(const std::vector<Change>& changes);

}  // namespace probe::registry
