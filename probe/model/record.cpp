// SPDX-License-Identifier: Apache-2.0
#include "probe/model/record.hpp"

#include "probe/model/words.hpp"

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

}  // namespace probe
