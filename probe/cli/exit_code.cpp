// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/exit_code.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/request/option_values.hpp"
#include "probe/clients/forecast.hpp"
#include "probe/model/absence.hpp"
#include "probe/model/family.hpp"

#include <algorithm>

namespace probe::cli {
namespace {

bool is_unreachable(const TargetRecord& target) { return target.status == TargetStatus::unreachable; }

bool is_complete(const TargetRecord& target) {
  return target.status == TargetStatus::complete && coverage(target).inconclusive == 0 && uncalled_cells(target) == 0;
}

/// Whether all was asked that may tell of SSTP.
bool was_asked_whole(const TargetRecord& target) {
  return target.status != TargetStatus::interrupted && uncalled_cells(target) == 0;
}

}  // namespace

Parsed<std::vector<ExitCode>> parse_exit_codes(const std::string& text) {
  std::vector<ExitCode> codes;
  if (text.empty()) return codes;
  for (const auto word : split_list(text)) {
    if (word != "1" && word != "2")
      return UsageError{"--exit-zero-on: " + quote(word) + " is neither 1 nor 2, or a list of both"};
    codes.push_back(word == "1" ? ExitCode::policy_failed : ExitCode::inconclusive);
  }
  return codes;
}

ExitCode exit_code(const ScanRecord& record) {
  const auto& targets = record.targets;
  if (std::all_of(targets.begin(), targets.end(), is_unreachable)) return ExitCode::could_not_run;
  return std::all_of(targets.begin(), targets.end(), is_complete) ? ExitCode::complete : ExitCode::inconclusive;
}

ExitCode absence_exit_code(const ScanRecord& record) {
  const auto& targets = record.targets;
  const auto is = [](SstpPresence presence) {
    return [presence](const TargetRecord& target) { return sstp_presence(target).presence == presence; };
  };
  if (std::any_of(targets.begin(), targets.end(), is(SstpPresence::present))) return ExitCode::policy_failed;
  const bool all_absent = !targets.empty() && std::all_of(targets.begin(), targets.end(), is(SstpPresence::absent));
  const bool whole = std::all_of(targets.begin(), targets.end(), was_asked_whole);
  return all_absent && whole ? ExitCode::complete : ExitCode::inconclusive;
}

ExitCode clients_exit_code(const ScanRecord& record) {
  const auto of_record = exit_code(record);
  if (of_record != ExitCode::complete) return of_record;
  for (const auto& target : record.targets)
    for (const auto& row : forecast(record, target))
      if (row.verdict == Verdict::unknown) return ExitCode::inconclusive;
  return ExitCode::complete;
}

ExitCode graver(ExitCode a, ExitCode b) {
  for (const auto code : {ExitCode::usage, ExitCode::policy_failed, ExitCode::could_not_run, ExitCode::inconclusive})
    if (a == code || b == code) return code;
  return ExitCode::complete;
}

ExitCode exit_code(const ScanRecord& record, std::span<const Judgement> judgements) {
  const auto of_record = exit_code(record);
  if (judgements.empty() || of_record == ExitCode::could_not_run) return of_record;
  const auto any = [&](Effect effect) {
    return std::any_of(judgements.begin(), judgements.end(),
                       [&](const Judgement& judgement) { return verdict(judgement) == effect; });
  };
  if (any(Effect::failed)) return ExitCode::policy_failed;
  if (any(Effect::unknown)) return ExitCode::inconclusive;
  const bool lets_through = std::all_of(judgements.begin(), judgements.end(), [](const Judgement& judgement) {
    return judgement.inconclusive == Inconclusive::allowed;
  });
  return lets_through ? ExitCode::complete : of_record;
}

}  // namespace probe::cli
