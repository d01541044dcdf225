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

ExitCode graver(ExitCode a, ExitCode b) {
  for (const auto code : {ExitCode::usage, ExitCode::policy_failed, ExitCode::could_not_run, ExitCode::inconclusive})
    if (a == code || b == code) return code;
  return ExitCode::complete;
}

ExitCode exit_code(const ScanRecord& record, std::span<const Judgement> judgements, Warnings warnings) {
  const auto of_record = exit_code(record);
  if (judgements.empty() || of_record == ExitCode::could_not_run) return of_record;
  RulingCounts sum;
  bool lets_through = true;
  for (const auto& judgement : judgements) {
    const auto counts = count(judgement);
    sum.failed += counts.failed + (warnings == Warnings::fail ? counts.warned : 0);
    sum.unknown += warnings == Warnings::fail ? counts.unknown : counts.unknown_musts;
    lets_through = lets_through && judgement.inconclusive == Inconclusive::allowed;
  }
  if (sum.failed != 0) return ExitCode::policy_failed;
  if (lets_through) return ExitCode::complete;
  return sum.unknown != 0 ? ExitCode::inconclusive : of_record;
}

}  // namespace probe
