// SPDX-License-Identifier: Apache-2.0
#include "reports/terminal/canvas.hpp"

#include "reports/escape.hpp"

#include <algorithm>
#include <iterator>
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

struct Range {
  char32_t first, last;
};

/// Unicode 14.0, EastAsianWidth.txt: W and F. Code points that are not assigned between two of them count as they do.
constexpr Range kWide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},   {0x23F0, 0x23F0},
    {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x267F, 0x267F},
    {0x2693, 0x2693},   {0x26A1, 0x26A1},   {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},
    {0x26CE, 0x26CE},   {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
    {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},
    {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},
    {0x27B0, 0x27B0},   {0x27BF, 0x27BF},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},
    {0x2E80, 0x303E},   {0x3041, 0x3247},   {0x3250, 0x4DBF},   {0x4E00, 0xA4C6},   {0xA960, 0xA97C},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAD9},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6B},   {0xFF01, 0xFF60},
    {0xFFE0, 0xFFE6},   {0x16FE0, 0x1B2FB}, {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E},
    {0x1F191, 0x1F19A}, {0x1F200, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393},
    {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E},
    {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567},
    {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5},
    {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2}, {0x1F6D5, 0x1F6DF}, {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC},
    {0x1F7E0, 0x1F7F0}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAF6},
    {0x20000, 0x3FFFD}};

bool is_wide(char32_t c) {
  if (c < kWide[0].first) return false;  // nearly all text
  const auto* const range = std::lower_bound(std::begin(kWide), std::end(kWide), c,
                                             [](const Range& one, char32_t it) { return one.last < it; });
  return range != std::end(kWide) && range->first <= c;
}

struct Character {
  char32_t code;
  std::size_t octets;
};

/// That which begins at `at`, of text that visible() has made: it is UTF-8.
Character character(std::string_view shown, std::size_t at) {
  const auto first = static_cast<unsigned char>(shown[at]);
  if (first < 0xC0) return {first, 1};
  const std::size_t size = std::min<std::size_t>(first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2, shown.size() - at);
  char32_t code = first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) code = code << 6 | (static_cast<unsigned char>(shown[at + i]) & 0x3FU);
  return {code, size};
}

/// Octets of the colour that toned() began or ended at `at`, which take no column; visible() lets none of a peer's by.
std::size_t octets_of_tone(std::string_view shown, std::size_t at) {
  return shown[at] == '\x1b' ? std::min(shown.find('m', at), shown.size() - 1) + 1 - at : 0;
}

/// How many octets of `shown` fit in `width` columns; at least one character.
std::size_t octets_that_fit(std::string_view shown, std::size_t width) {
  std::size_t at = 0;
  for (std::size_t used = 0; at < shown.size();) {
    if (const auto octets = octets_of_tone(shown, at); octets != 0) {
      at += octets;
      continue;
    }
    const auto here = character(shown, at);
    used += is_wide(here.code) ? 2 : 1;
    if (used > width && at != 0) break;
    at += here.octets;
  }
  return at;
}

/// Japanese text is broken between any two characters but before these (JIS X 4051), and behind these.
constexpr std::u32string_view kBeginNoLine =
    U"、。，．・：；？！）」』】〕］｝〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々";
constexpr std::u32string_view kEndNoLine = U"（「『【〔［｛〈《";

/// Up to where `shown`, which does not begin with a space, is not to be broken: at a space, or beside a wide character.
std::size_t octets_of_piece(std::string_view shown) {
  auto before = character(shown, 0);
  std::size_t at = before.octets;
  while (at < shown.size() && shown[at] != ' ') {
    const auto here = character(shown, at);
    const bool may_break = (is_wide(before.code) || is_wide(here.code)) &&
                           kBeginNoLine.find(here.code) == kBeginNoLine.npos &&
                           kEndNoLine.find(before.code) == kEndNoLine.npos;
    if (may_break) break;
    at += here.octets;
    before = here;
  }
  return at;
}

}  // namespace

Tone tone_for(view::Standing standing) {
  switch (standing) {
    case view::Standing::good:
      return Tone::good;
    case view::Standing::bad:
      return Tone::bad;
    case view::Standing::mixed:
    case view::Standing::open:
      return Tone::open;
    case view::Standing::plain:
      return Tone::plain;
    case view::Standing::none:
      break;
  }
  return Tone::faint;
}

std::size_t columns(std::string_view shown) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < shown.size();) {
    if (const auto octets = octets_of_tone(shown, at); octets != 0) {
      at += octets;
      continue;
    }
    const auto here = character(shown, at);
    count += is_wide(here.code) ? 2 : 1;
    at += here.octets;
  }
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
  paragraph(shown, 0, Tone::strong);
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
  bool first = true, spaced = false;
  while (at < shown.size()) {
    if (shown[at] == ' ') {
      // A second space in a row is a word without characters.
      if (spaced && !first) {
        current += ' ';
        ++used;
      }
      spaced = true;
      ++at;
      continue;
    }
    auto piece = shown.substr(at, octets_of_piece(shown.substr(at)));
    at += piece.size();
    const std::size_t gap = spaced && !first ? 1 : 0;
    spaced = false;
    if (!first && used + gap + columns(piece) > width()) {
      break_line();
    } else if (gap != 0) {
      current += ' ';
      ++used;
    }
    while (used + columns(piece) > width()) {
      const auto size = octets_that_fit(piece, width() - used);
      current += piece.substr(0, size);
      piece.remove_prefix(size);
      break_line();
    }
    current += piece;
    used += columns(piece);
    first = false;
  }
  flush();
}

void Canvas::explain(const std::string& note) {
  if (std::find(notes_.begin(), notes_.end(), note) == notes_.end()) notes_.push_back(note);
}

void Canvas::draw_notes() {
  if (!notes_.empty()) line();
  for (const auto& note : notes_) paragraph(note, 0, Tone::faint);
  notes_.clear();
}

}  // namespace reports::terminal
