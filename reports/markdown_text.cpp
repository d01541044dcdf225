// SPDX-License-Identifier: Apache-2.0
#include "reports/markdown_text.hpp"

#include "reports/escape.hpp"

#include <fmt/format.h>

namespace reports {
namespace {

bool is_alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_of_word(char c) { return is_alnum(c) || std::string_view("_.:-").find(c) != std::string_view::npos; }

/// How long the name is that begins here: "TLS_RSA_WITH_RC4_128_SHA", "vpn.example.net:443"; 0: none does. What stands
/// between back-ticks is neither a link nor emphasis, and no character of a name ends it.
std::size_t name_at(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && is_of_word(text[size])) ++size;
  while (size > 0 && !is_alnum(text[size - 1])) --size;
  if (size == 0 || !is_alnum(text.front())) return 0;
  const auto word = text.substr(0, size);
  if (word.find_first_of("_:") != std::string_view::npos) return size;
  // Numbers, dates and versions are none.
  return word.find('.') != std::string_view::npos && word.find_first_not_of("0123456789.-") != std::string_view::npos
             ? size
             : 0;
}

}  // namespace

std::string markdown_text(std::string_view hostile) {
  // '@' and '#' would notify people and link issues, ':' and '/' make links of bare addresses.
  constexpr std::string_view kMarks = "\\`*_{}[]<>()#+-!|~&\"'@$=:/";
  // Harmless behind a word and before a space or the end, as in prose; a hyphen within a word.
  constexpr std::string_view kPunctuation = ":!)";
  const auto shown = visible(hostile);
  const std::string_view all = shown;
  std::string text;
  for (std::size_t at = 0; at < all.size();) {
    const bool begins = at == 0 || !is_of_word(all[at - 1]);
    if (const auto size = begins ? name_at(all.substr(at)) : 0; size != 0) {
      text += fmt::format("`{}`", all.substr(at, size));
      at += size;
      continue;
    }
    const char c = all[at++];
    const bool ends = at == all.size() || std::string_view(" .,;:").find(all[at]) != std::string_view::npos;
    const bool closes = at > 1 && (is_alnum(all[at - 2]) || all[at - 2] == ')') && ends &&
                        kPunctuation.find(c) != std::string_view::npos;
    const bool opens = c == '(' && at > 1 && all[at - 2] == ' ';
    const bool joins = c == '-' && at > 1 && at < all.size() && is_alnum(all[at - 2]) && is_alnum(all[at]);
    if (kMarks.find(c) == std::string_view::npos || closes || opens || joins)
      text += c;
    else
      text += fmt::format("&#{};", static_cast<int>(c));
  }
  return text;
}

}  // namespace reports
