// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/output/help_page.hpp"

#include <span>
#include <string>
#include <string_view>

namespace probe::cli {

/// sstp-probe(1) in man(7)'s macros: the program's page first, then a section for each command. `pages` as
/// command_pages() has them. It has no date, so that it is the same whenever it is made.
[[nodiscard]] std::string man_page(std::span<const CommandPage> pages, std::string_view version);

}  // namespace probe::cli
