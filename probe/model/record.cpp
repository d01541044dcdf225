// SPDX-License-Identifier: Apache-2.0
#include "probe/model/record.hpp"

#include "probe/model/words.hpp"

#include <algorithm>

namespace probe {
namespace {

constexpr Word<TargetStatus> kStatuses[] = {
    {TargetStatus::complete, "complete"},       {TargetStatus::partial, "partial"},
    {TargetStatus::unreachable, "unreachable"}, {TargetStatus::interrupted, "interrupted"},
    {TargetStatus::not_started, "not_started"},
};

constexpr Word<Need> kNeeds[] = {
    {Need::encrypt_then_mac, "encrypt_then_mac"},
    {Need::ffdhe_group, "ffdhe_group"},
    {Need::small_hello, "small_hello"},
};

}  // namespace

std::string_view to_string(TargetStatus status) { return word_of(kStatuses, status); }
std::optional<TargetStatus> target_status_from(std::string_view word) { return value_of(kStatuses, word); }

std::string_view to_string(Need need) { return word_of(kNeeds, need); }
std::optional<Need> need_from(std::string_view word) { return value_of(kNeeds, word); }

bool was_reached(TargetStatus status) {
  return status != TargetStatus::unreachable && status != TargetStatus::not_started;
}
bool was_reached(const TargetRecord& target) { return was_reached(target.status); }

std::size_t uncalled_cells(const TargetRecord& target) {
  std::size_t sum = 0;
  for (const auto& version : target.versions)
    sum += static_cast<std::size_t>(std::count_if(version.accepted.begin(), version.accepted.end(),
                                                  [](const AcceptedSuite& suite) { return suite.is_uncalled(); }));
  return sum;
}

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
