// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/absence_view.hpp"

#include "probe/cli/help_page.hpp"
#include "probe/cli/printable.hpp"
#include "probe/model/absence.hpp"

namespace probe {
namespace {

std::string_view word(SstpPresence presence) {
  switch (presence) {
    case SstpPresence::absent:
      return "SSTP is absent, as expected";
    case SstpPresence::present:
      return "SSTP is served, and should be absent";
    case SstpPresence::unknown:
      return "could not tell whether SSTP is absent";
  }
  return {};
}

}  // namespace

AbsenceAnswer absence_answer(const ScanRecord& record) {
  AbsenceAnswer answer;
  bool any_present = false, all_absent = !record.targets.empty();
  for (const auto& target : record.targets) {
    const auto verdict = sstp_presence(target);
    any_present = any_present || verdict.presence == SstpPresence::present;
    all_absent = all_absent && verdict.presence == SstpPresence::absent;
    constexpr std::size_t kLongest = 600, kColumns = 100;
    auto text = printable(to_string(target.target)) + ": " + std::string(word(verdict.presence)) + ": " +
                printable(verdict.evidence, kLongest);
    if (verdict.exchange != 0) text += " (exchange " + std::to_string(verdict.exchange) + ")";
    answer.text += '\n';
    for (const auto& line : wrap(text, kColumns)) answer.text += line + '\n';
  }
  answer.code = any_present ? ExitCode::policy_failed : all_absent ? ExitCode::complete : ExitCode::inconclusive;
  return answer;
}

}  // namespace probe
