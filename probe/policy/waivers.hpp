// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "probe/policy/judge.hpp"
#include "probe/policy/judgement.hpp"
#include "probe/policy/policy.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace probe {

/// Whether a waiver's `rule`, an id or a pattern of ids with or without "policy/" before it, means a rule.
[[nodiscard]] bool fits_rule(std::string_view pattern, std::string_view policy, std::string_view rule);
/// ... any rule of the policy.
[[nodiscard]] bool fits_a_rule(std::string_view pattern, const Policy& policy);
/// Whether a waiver's `target` means the target: by "host:port", host or label.
[[nodiscard]] bool fits_target(std::string_view pattern, const Target& target);

/// Waives a failure; says so where the waiver that would has expired. Nobody can vouch for what is unknown.
void waive(RuleFinding& finding, const TargetRecord& target, const Policy& policy, const JudgeOptions& options);

/// Notes in each judgement which waivers nobody would miss. `judgements` are those of `policies`, in their order. A
/// waiver that means what stayed unknown, or what another policy still needs, is not stale.
void note_stale_waivers(std::span<const Policy> policies, const ScanRecord& record, const JudgeOptions& options,
                        std::vector<Judgement>& judgements);

}  // namespace probe
