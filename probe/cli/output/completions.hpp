// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/output/help_page.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace probe::cli {

enum class Shell : std::uint8_t { bash, zsh, fish };

/// "bash", "zsh", "fish".
[[nodiscard]] std::optional<Shell> shell_from(std::string_view word);

/// What the shell reads to complete commands, options and their values. `pages` as command_pages() has them.
[[nodiscard]] std::string completions(Shell shell, std::span<const CommandPage> pages);

/// What can stand behind an option, or first behind a command.
struct Values {
  std::vector<std::string> words;
  bool files = false;
};

/// By the name of the value in the help: "WHEN", "installed|missing", "FILE".
[[nodiscard]] Values values_of(std::string_view name);

/// By the command's usage: "sstp-probe evidence verify|seal|show [OPTIONS] BUNDLE".
[[nodiscard]] Values first_values(const CommandPage& page);

}  // namespace probe::cli
