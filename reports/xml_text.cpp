// SPDX-License-Identifier: Apache-2.0
#include "reports/xml_text.hpp"

#include "reports/escape.hpp"

namespace reports {
namespace {

/// XML 1.0 section 2.2: "any Unicode character, excluding the surrogate blocks, FFFE, and FFFF".
void replace_all(std::string& text, std::string_view old, std::string_view shown) {
  for (auto at = text.find(old); at != std::string::npos; at = text.find(old, at + shown.size()))
    text.replace(at, old.size(), shown);
}

}  // namespace

std::string xml_text(std::string_view hostile) {
  std::string text;
  for (const char c : visible(hostile)) {
    switch (c) {
      case '&':
        text += "&amp;";
        break;
      case '<':
        text += "&lt;";
        break;
      case '>':  // "]]>" must not stand in text
        text += "&gt;";
        break;
      case '"':
        text += "&quot;";
        break;
      default:
        text += c;
    }
  }
  replace_all(text, "\xEF\xBF\xBE", "\\u{fffe}");
  replace_all(text, "\xEF\xBF\xBF", "\\u{ffff}");
  return text;
}

}  // namespace reports
