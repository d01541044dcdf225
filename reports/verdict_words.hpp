// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/policy/judgement.hpp"

#include <string>

namespace reports {

/// The finding in one or several sentences: its reason, on what it stands unless it is certain anyway, what to do
/// about it when it is broken, and who waived it. Hostile.
[[nodiscard]] std::string message(const probe::Judgement& judgement, const probe::RuleFinding& finding);

}  // namespace reports
