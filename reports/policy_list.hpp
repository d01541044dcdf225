// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/policy/policy.hpp"
#include "reports/report.hpp"

#include <iosfwd>
#include <span>
#include <vector>

namespace reports {

/// Policies as formats take them.
struct PolicyList {
  std::vector<probe::Policy> policies;
};
/// {"policies": [{"name": ..., "title": ..., "rules": [{"id": ..., "severity": "must", "rule": ..., ...}]}]}. What a
/// policy does not say is left out.
void write_policies_json(std::ostream& out, const PolicyList& list);
template <>
[[nodiscard]] std::span<const Format<PolicyList>> formats<PolicyList>();

}  // namespace reports
