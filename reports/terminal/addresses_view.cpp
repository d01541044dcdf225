// SPDX-License-Identifier: Apache-2.0
#include "reports/sentences.hpp"
#include "reports/terminal/views.hpp"

namespace reports::terminal {

void draw_addresses(Canvas& canvas, const probe::ScanRecord& record) {
  for (const auto& sentence : address_sentences(record, canvas.words())) canvas.paragraph(canvas.text(sentence));
}

}  // namespace reports::terminal
