// SPDX-License-Identifier: Apache-2.0
#include "reports/terminal/canvas.hpp"

#include "reports/escape.hpp"

#include <algorithm>
#include <ostream>

namespace reports::terminal {
namespace {

std::string_view code_of(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return "";
    case Tone::strong:
      return "\x1b[1m";
    case Tone::good:
      return "\x1b[32m";
    case Tone::bad:
      return "\x1b[1;31m";
    case Tone::open:
      return "\x1b[1;33m";
    case Tone::faint:
      return "\x1b[2m";
  }
  return "";
}

bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

std::size_t octets_of_first(std::string_view shown) {
  const auto first = static_cast<unsigned char>(shown[0]);
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
  return size < shown.size() ? size : shown.size();
}

char32_t first_of(std::string_view shown) {
  const std::size_t size = octets_of_first(shown);
  char32_t value = static_cast<unsigned char>(shown[0]);
  if (size > 1) value &= 0xFFU >> (size + 1);
  for (std::size_t i = 1; i < size; ++i) value = value << 6 | (static_cast<unsigned char>(shown[i]) & 0x3FU);
  return value;
}

/// How many octets of `shown` fit in `width` columns; at least one character.
std::size_t octets_that_fit(std::string_view shown, std::size_t width) {
  std::size_t at = 0;
  for (std::size_t used = 0; at < shown.size();) {
    const auto rest = shown.substr(at);
    used += is_wide(first_of(rest)) ? 2 : 1;
    if (used > width && at != 0) break;
    at += octets_of_first(rest);
  }
  return at;
}

}  // namespace

std::size_t columns(std::string_view shown) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < shown.size(); at += octets_of_first(shown.substr(at)))
    count += is_wide(first_of(shown.substr(at))) ? 2 : 1;
  return count;
}

std::string Canvas::text(std::string_view hostile) const {
  return style_.ascii ? visible_ascii(hostile) : visible(hostile);
}

std::string_view Canvas::glyph(probe::Outcome outcome) const {
  switch (outcome) {
    case probe::Outcome::accepted:
      return style_.ascii ? "+" : "✓";
    case probe::Outcome::refused:
      return style_.ascii ? "x" : "✗";
    case probe::Outcome::inconclusive:
      return "?";
    case probe::Outcome::not_applicable:
      return dash();
    case probe::Outcome::not_tested:
      return style_.ascii ? "." : "·";
  }
  return "?";
}

std::string Canvas::toned(Tone tone, std::string_view shown) const {
  if (!style_.color || tone == Tone::plain || shown.empty()) return std::string(shown);
  return std::string(code_of(tone)) + std::string(shown) + "\x1b[0m";
}

std::string Canvas::cell(Tone tone, std::string_view shown, std::size_t width) const {
  const std::size_t used = columns(shown);
  return toned(tone, shown) + std::string(used < width ? width - used : 0, ' ');
}

void Canvas::line(std::string_view shown) {
  const auto end = shown.find_last_not_of(' ');
  out_ << shown.substr(0, end == std::string_view::npos ? 0 : end + 1) << '\n';
}

void Canvas::heading(std::string_view shown) {
  line();
  line(toned(Tone::strong, shown));
}

void Canvas::paragraph(std::string_view shown, std::size_t hanging, Tone tone) {
  std::string current;
  std::size_t used = 0;
  const auto flush = [&] {
    const auto end = current.find_last_not_of(' ');
    line(toned(tone, std::string_view(current).substr(0, end + 1)));
  };
  const auto break_line = [&] {
    flush();
    current.assign(hanging, ' ');
    used = hanging;
  };
  std::size_t at = 0;
  while (at < shown.size() && shown[at] == ' ') ++at;
  used = std::min(at, hanging);  // an indent of the first line stays
  current.assign(used, ' ');
  bool first = true;
  while (at < shown.size()) {
    const auto end = std::min(shown.find(' ', at), shown.size());
    auto word = shown.substr(at, end - at);
    at = end + 1;
    if (!first && used + 1 + columns(word) > kWidth) {
      break_line();
      first = true;
    }
    if (!first) {
      current += ' ';
      ++used;
    }
    while (used + columns(word) > kWidth) {
      const auto size = octets_that_fit(word, kWidth - used);
      current += word.substr(0, size);
      word.remove_prefix(size);
      break_line();
    }
    current += word;
    used += columns(word);
    first = false;
  }
  flush();
}

}  // namespace reports::terminal
