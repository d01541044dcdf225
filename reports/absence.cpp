// SPDX-License-Identifier: Apache-2.0
#include "reports/absence.hpp"

#include "probe/model/absence.hpp"
#include "reports/cell_words.hpp"
#include "reports/terminal/canvas.hpp"

#include <cstddef>
#include <string>

namespace reports {
namespace {

using probe::SstpPresence;
using terminal::Tone;

/// Of what was expected, not of SSTP.
Tone tone_of_expected(SstpPresence presence) {
  switch (presence) {
    case SstpPresence::absent:
      return Tone::good;
    case SstpPresence::present:
      return Tone::bad;
    case SstpPresence::unknown:
      break;
  }
  return Tone::open;
}

}  // namespace

void write_absence(std::ostream& out, const probe::ScanRecord& record, const TerminalStyle& style) {
  terminal::Canvas canvas(out, style);
  const auto& words = canvas.words();
  constexpr std::size_t kMostOctets = 600;  // of a peer's words there may be as many as the peer likes
  for (const auto& target : record.targets) {
    const auto verdict = sstp_presence(target);
    auto text = words.with("absence.verdict", to_string(target.target),
                           words.of("absence", to_string(verdict.presence), to_string(verdict.presence)),
                           shortened(words.told(verdict.evidence), kMostOctets));
    if (verdict.exchange != 0) text += words.with("absence.exchange", verdict.exchange);
    canvas.line();
    canvas.paragraph(canvas.text(text), 0, tone_of_expected(verdict.presence));
  }
}

}  // namespace reports
