// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/policy/judgement.hpp"
#include "reports/catalogue.hpp"

#include <string>

namespace reports {

/// Until when what the rule forbids is, or was, allowed; empty when the rule has no such day.
[[nodiscard]] std::string horizon_words(const probe::Judgement& judgement, const probe::RuleFinding& finding,
                                        const Words& words);
/// The clause, and where it was read: always where that was at second hand. Hostile.
[[nodiscard]] std::string clause_words(const probe::RuleFinding& finding, const Words& words);

/// The finding in one or several sentences: its reason, on what it stands unless it is certain anyway, what to do
/// about it when it is broken, who waived it, until when it is allowed, and a source at second hand. Hostile.
[[nodiscard]] std::string message(const probe::Judgement& judgement, const probe::RuleFinding& finding);

}  // namespace reports
