// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/scan_options.hpp"
#include "probe/policy/policy.hpp"

#include <string>
#include <vector>

namespace probe {

/// All that decides the rule: cells and questions, none of them known yet.
[[nodiscard]] Learnt needs(const Rule& rule);

/// A rule that a scan with some options cannot decide, whatever a target answers, or not of a target that answers much.
struct Doubt {
  std::string rule;  ///< its id
  Message reason;    ///< as its finding would have it
  Learnt learnt;     ///< what decides it, and what of that would be known
  friend bool operator==(const Doubt&, const Doubt&) = default;
};

/// The rules of the policy that a scan with these options leaves unknown and one that asks for everything does not: of
/// a gateway of today, of one that accepts and of one that refuses all that is asked. Found by judging such targets, so
/// that it cannot say otherwise than the judgement will.
[[nodiscard]] std::vector<Doubt> foreseen_doubts(const Policy& policy, const ScanOptions& options);

}  // namespace probe
