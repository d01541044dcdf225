// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/judge.hpp"
#include "probe/policy/policy_reader.hpp"
#include "reports/policy_text.hpp"
#include "tests/fuzz/fuzz_support.hpp"

#include <algorithm>

// A policy, or a file of waivers, that anybody may have written. What is wrong has a place; what reads can be shown and
// judges a target that nothing is known of.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto has_place = [](const probe::PolicyErrors& errors) {
    return !errors.empty() && std::all_of(errors.begin(), errors.end(), [](const probe::PolicyError& error) {
      return error.file == "f" && error.line > 0 && error.column > 0 && !error.message.empty();
    });
  };
  const auto waivers = probe::read_waivers(text, "f");
  tls::fuzz::require(waivers || has_place(waivers.error()));
  const auto policy = probe::read_policy(text, "f");
  tls::fuzz::require(policy || has_place(policy.error()));
  if (!policy) return 0;
  tls::fuzz::require(!policy->rules.empty() && !reports::policy_text(*policy).empty());
  probe::ScanRecord record;
  record.targets.emplace_back();
  const auto judgement = probe::judge_by(*policy, record, {});
  tls::fuzz::require(judgement.targets.at(0).findings.size() == policy->rules.size());
  return 0;
}
