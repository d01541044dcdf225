// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/exit_code.hpp"

#include "probe/model/family.hpp"

#include <algorithm>

namespace probe {
namespace {

bool is_unreachable(const TargetRecord& target) { return target.status == TargetStatus::unreachable; }

bool is_complete(const TargetRecord& target) {
  return target.status == TargetStatus::complete && coverage(target).inconclusive == 0;
}

}  // namespace

ExitCode exit_code(const ScanRecord& record) {
  const auto& targets = record.targets;
  if (std::all_of(targets.begin(), targets.end(), is_unreachable)) return ExitCode::could_not_run;
  return std::all_of(targets.begin(), targets.end(), is_complete) ? ExitCode::complete : ExitCode::inconclusive;
}

}  // namespace probe
