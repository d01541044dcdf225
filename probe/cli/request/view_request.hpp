// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/request/arguments.hpp"
#include "probe/cli/request/usage_error.hpp"
#include "reports/report.hpp"

#include <cstdint>

namespace probe::cli {

enum class ColorWish : std::uint8_t { automatic, always, never };

/// How the user wants the terminal view.
struct ViewRequest {
  ColorWish color = ColorWish::automatic;
  bool ascii = false;
  bool all_suites = false;
  reports::Language language = reports::Language::en;  ///< of the page and the terminal view
};
Parsed<ViewRequest> view_request(const ViewArguments& arguments);

/// What is known of the place that it goes to.
struct ViewPlace {
  bool is_terminal = false;
  bool takes_utf8 = false;
  bool is_dumb = false;   ///< TERM says that it knows no escape sequence
  bool no_color = false;  ///< NO_COLOR is set and not empty (no-color.org)
};
[[nodiscard]] reports::TerminalStyle terminal_style(const ViewRequest& request, const ViewPlace& place);

}  // namespace probe::cli
