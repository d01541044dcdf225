// SPDX-License-Identifier: Apache-2.0
#include "reports/addresses.hpp"
#include "reports/terminal/views.hpp"

namespace reports::terminal {

void draw_addresses(Canvas& canvas, const probe::ScanRecord& record) {
  for (const auto& sentence : address_sentences(record)) canvas.paragraph(canvas.text(sentence));
}

}  // namespace reports::terminal
