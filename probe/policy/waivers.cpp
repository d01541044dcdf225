// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/waivers.hpp"

#include "probe/model/day.hpp"
#include "probe/policy/glob.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace probe {
namespace {

bool is_meant(const Waiver& waiver, const RuleFinding& finding, const Policy& policy, const TargetRecord& target) {
  return fits_rule(waiver.rule, policy.name, finding.rule) && fits_target(waiver.target, target.target);
}

std::optional<Staleness> staleness(const Waiver& waiver, std::span<const Policy> policies, const ScanRecord& record,
                                   std::span<const Judgement> judgements, std::chrono::sys_days as_of) {
  if (waiver.expires < as_of) return Staleness::expired;
  bool any = false;
  for (std::size_t i = 0; i < policies.size() && i < judgements.size(); ++i)
    for (const auto& target : judgements[i].targets)
      for (const auto& finding : target.findings) {
        if (!is_meant(waiver, finding, policies[i], record.targets.at(target.target))) continue;
        any = true;
        if (finding.ruling != Ruling::pass) return std::nullopt;
      }
  return any ? Staleness::nothing_left : Staleness::no_target;
}

}  // namespace

bool fits_rule(std::string_view pattern, std::string_view policy, std::string_view rule) {
  return matches_glob(pattern, rule) || matches_glob(pattern, std::string(policy) + "/" + std::string(rule));
}

bool fits_a_rule(std::string_view pattern, const Policy& policy) {
  return std::any_of(policy.rules.begin(), policy.rules.end(),
                     [&](const Rule& rule) { return fits_rule(pattern, policy.name, rule.id); });
}

bool fits_target(std::string_view pattern, const Target& target) {
  return matches_glob(pattern, to_string(target)) || matches_glob(pattern, target.host) ||
         (!target.label.empty() && matches_glob(pattern, target.label));
}

void waive(RuleFinding& finding, const TargetRecord& target, const Policy& policy, const JudgeOptions& options) {
  if (finding.ruling != Ruling::fail) return;
  std::vector<const Waiver*> meant;
  for (const auto* list : {&policy.waivers, &options.waivers})
    for (const auto& waiver : *list)
      if (is_meant(waiver, finding, policy, target)) meant.push_back(&waiver);
  if (meant.empty()) return;
  const auto later = [](const Waiver* a, const Waiver* b) { return a->expires < b->expires; };
  const auto& waiver = **std::max_element(meant.begin(), meant.end(), later);
  finding.waiver = waiver;
  if (waiver.expires >= options.as_of) {
    finding.ruling = Ruling::waived;
  } else {
    finding.reason = message("ruling.waiver_expired", finding.reason, waiver.owner, day_text(waiver.expires));
  }
}

void note_stale_waivers(std::span<const Policy> policies, const ScanRecord& record, const JudgeOptions& options,
                        std::vector<Judgement>& judgements) {
  for (std::size_t i = 0; i < policies.size() && i < judgements.size(); ++i) {
    judgements[i].stale_waivers = options.stale_waivers;
    for (const auto& waiver : policies[i].waivers)
      if (const auto why =
              staleness(waiver, policies.subspan(i, 1), record, std::span(judgements).subspan(i, 1), options.as_of))
        judgements[i].stale.push_back({waiver, *why});
  }
  for (const auto& waiver : options.waivers) {
    const auto why = staleness(waiver, policies, record, judgements, options.as_of);
    if (!why) continue;
    for (std::size_t i = 0; i < policies.size() && i < judgements.size(); ++i) {
      if (!fits_a_rule(waiver.rule, policies[i])) continue;
      judgements[i].stale.push_back({waiver, *why});
      break;
    }
  }
}

}  // namespace probe
