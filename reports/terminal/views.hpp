// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "reports/terminal/canvas.hpp"

namespace reports::terminal {

// The parts of the terminal view of one target, in the order in which they are drawn.
void draw_coverage(Canvas& canvas, const probe::TargetRecord& target);
void draw_families(Canvas& canvas, const probe::TargetRecord& target);
void draw_suites(Canvas& canvas, const probe::TargetRecord& target);
/// Which hashes the server uses for what, and what would be left without SHA-1; nothing when nothing is accepted.
void draw_hash_use(Canvas& canvas, const probe::TargetRecord& target);
/// How far the accepted cells were carried, and what halted the others; nothing when none was to be.
void draw_calls(Canvas& canvas, const probe::TargetRecord& target, probe::Rung depth);
/// What else the server can do; nothing when that was not asked.
void draw_features(Canvas& canvas, const probe::TargetRecord& target);
/// The chains, as far as somebody looked at them. `now`: when the scan was made.
void draw_certificates(Canvas& canvas, const probe::TargetRecord& target, probe::UtcTime now);
/// The attacks that are open, by their names; nothing when none is.
void draw_weaknesses(Canvas& canvas, const probe::TargetRecord& target);
/// How each version refused.
void draw_refusals(Canvas& canvas, const probe::TargetRecord& target);
/// Why cells stayed open; nothing when none did.
void draw_open(Canvas& canvas, const probe::TargetRecord& target);
void draw_findings(Canvas& canvas, const probe::TargetRecord& target);

/// Of targets that were scanned at several addresses: whether all accept the same suites and show the same
/// certificates.
void draw_addresses(Canvas& canvas, const probe::ScanRecord& record);

/// What policies say: failures first, then what is unknown, then what passed; a line a rule unless all is to be told.
/// Of many targets the rules that passed are left out.
void draw_policies(Canvas& canvas, const Subject& subject);
/// What each policy comes to.
void draw_rulings(Canvas& canvas, const Subject& subject);

}  // namespace reports::terminal
