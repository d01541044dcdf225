// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/outcome.hpp"
#include "reports/catalogue.hpp"
#include "reports/report.hpp"
#include "reports/view/standing.hpp"

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace reports::terminal {

/// What a colour would stress. The words say it all; colour only helps the eye.
enum class Tone : std::uint8_t { plain, strong, good, bad, open, faint };
[[nodiscard]] Tone tone_for(view::Standing standing);

/// Draws text in one style: colour or none, Unicode or ASCII, and one language. Text that may be a peer's is escaped by
/// text().
class Canvas {
 public:
  /// ASCII speaks English alone.
  Canvas(std::ostream& out, const TerminalStyle& style)
      : out_(out), style_(style), words_(style.ascii ? Language::en : style.language) {}

  [[nodiscard]] const TerminalStyle& style() const { return style_; }
  [[nodiscard]] const Words& words() const { return words_; }
  /// Every line fits in so many columns.
  [[nodiscard]] std::size_t width() const { return style_.columns; }
  /// Fit to be shown: see visible().
  [[nodiscard]] std::string text(std::string_view hostile) const;
  /// "✓", or "+" in ASCII; never alone, a word stands beside it.
  [[nodiscard]] std::string_view glyph(probe::Outcome outcome) const;
  [[nodiscard]] std::string_view dash() const { return style_.ascii ? "-" : "–"; }
  /// In the place of that for what is accepted and should not be.
  [[nodiscard]] std::string_view warning_sign() const { return style_.ascii ? "!" : "▲"; }

  [[nodiscard]] std::string toned(Tone tone, std::string_view shown) const;
  /// The same, filled up with spaces to `width` columns.
  [[nodiscard]] std::string cell(Tone tone, std::string_view shown, std::size_t width) const;

  void line(std::string_view shown = {});
  void heading(std::string_view shown);
  /// Words broken at spaces, and East Asian text between its characters, but for those that begin or end no line; lines
  /// after the first start with `hanging` spaces. Words longer than a line are cut in pieces.
  void paragraph(std::string_view shown, std::size_t hanging = 0, Tone tone = Tone::plain);

  /// What a sign or a word means that stood there: see draw_notes().
  void explain(const std::string& note);
  /// What explain() was asked for, each once, however many targets needed it.
  void draw_notes();

 private:
  std::ostream& out_;
  TerminalStyle style_;
  Words words_;
  std::vector<std::string> notes_;
};

/// Columns that UTF-8 text takes: one a code point, two for East Asian wide ones, none for a colour.
[[nodiscard]] std::size_t columns(std::string_view shown);

}  // namespace reports::terminal
