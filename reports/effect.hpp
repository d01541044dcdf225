// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/policy/judgement.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace reports {

/// What a finding does to a build, which depends on the rule's weight and on what the user lets through.
enum class Effect : std::uint8_t {
  passed,
  failed,       ///< a broken must
  warned,       ///< a broken rule of less weight
  unknown,      ///< a must that nobody can answer for
  let_through,  ///< unknown, and either of less weight or allowed by the user
  waived,
};
[[nodiscard]] Effect effect(const probe::Judgement& judgement, const probe::RuleFinding& finding);
/// "failed", "let-through".
[[nodiscard]] std::string_view to_string(Effect effect);

/// The finding in one or several sentences: its reason, what to do about it when it is broken, and who waived it.
/// Hostile.
[[nodiscard]] std::string message(const probe::Judgement& judgement, const probe::RuleFinding& finding);

/// "2026-11-24".
[[nodiscard]] std::string date(std::chrono::sys_days day);

}  // namespace reports
