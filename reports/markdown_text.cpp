// SPDX-License-Identifier: Apache-2.0
#include "reports/markdown_text.hpp"

#include "reports/escape.hpp"

#include <fmt/format.h>

namespace reports {

std::string markdown_text(std::string_view hostile) {
  // '@' and '#' would notify people and link issues; ':' and '/' would make links of bare addresses.
  constexpr std::string_view kMarks = "\\`*_{}[]<>()#+-!|~&\"'@$=:/";
  std::string text;
  for (const char c : visible(hostile)) {
    if (kMarks.find(c) == std::string_view::npos)
      text += c;
    else
      text += fmt::format("&#{};", static_cast<int>(c));
  }
  return text;
}

}  // namespace reports
