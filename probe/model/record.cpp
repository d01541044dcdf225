// SPDX-License-Identifier: Apache-2.0
#include "probe/model/record.hpp"

#include "probe/model/words.hpp"

#include <algorithm>

namespace probe {
namespace {

constexpr Word<TargetStatus> kStatuses[] = {
    {TargetStatus::complete, "complete"},
    {TargetStatus::partial, "partial"},
    {TargetStatus::unreachable, "unreachable"},
};

}  // namespace

std::string_view to_string(TargetStatus status) { return word_of(kStatuses, status); }
std::optional<TargetStatus> target_status_from(std::string_view word) { return value_of(kStatuses, word); }

std::optional<Outcome> outcome_of_suites(const VersionResult& version) {
  const auto any = [](const auto& groups) {
    return std::any_of(groups.begin(), groups.end(), [](const auto& group) { return !group.codes.empty(); });
  };
  if (!version.accepted.empty()) return Outcome::accepted;
  if (any(version.inconclusive)) return Outcome::inconclusive;
  if (any(version.refused)) return Outcome::refused;
  return std::nullopt;
}

}  // namespace probe
