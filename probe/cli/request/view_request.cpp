// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/view_request.hpp"

#include "probe/cli/output/printable.hpp"

namespace probe::cli {

Parsed<ViewRequest> view_request(const ViewArguments& arguments) {
  ViewRequest request;
  request.ascii = arguments.ascii;
  request.all_suites = arguments.all_suites;
  if (arguments.color == "always") {
    request.color = ColorWish::always;
  } else if (arguments.color == "never") {
    request.color = ColorWish::never;
  } else if (arguments.color != "auto") {
    return UsageError{"--color: " + quote(arguments.color) + " is none of auto, always and never"};
  }
  const auto language = reports::language_from(arguments.lang);
  if (!language) return UsageError{"--lang: " + quote(arguments.lang) + " is neither en nor ja"};
  request.language = *language;
  return request;
}

reports::TerminalStyle terminal_style(const ViewRequest& request, const ViewPlace& place) {
  const bool fits = place.is_terminal && !place.is_dumb && !place.no_color;
  reports::TerminalStyle style;
  style.color = request.color == ColorWish::always || (request.color == ColorWish::automatic && fits);
  style.ascii = request.ascii || !place.takes_utf8;
  style.all_suites = request.all_suites;
  style.language = request.language;
  return style;
}

}  // namespace probe::cli
