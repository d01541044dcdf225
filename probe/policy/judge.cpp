// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/judge.hpp"

#include "probe/model/day.hpp"
#include "probe/policy/glob.hpp"
#include "probe/policy/items.hpp"
#include "probe/policy/reasons.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace probe {
namespace {

void waive(RuleFinding& finding, const TargetRecord& target, const Policy& policy, const JudgeOptions& options);

}  // namespace

Judgement judge_by(const Policy& policy, const ScanRecord& record, const JudgeOptions& options) {
  Judgement judgement;
  judgement.policy = policy.name;
  judgement.title = policy.title;
  judgement.source = policy.source;
  judgement.url = policy.url;
  judgement.file = policy.file;
  judgement.as_of = options.as_of;
  judgement.inconclusive = options.inconclusive;
  judgement.warnings = options.warnings;
  for (std::size_t at = 0; at < record.targets.size(); ++at) {
    TargetJudgement target{at, {}};
    for (const auto& rule : policy.rules) {
      target.findings.push_back(apply_rule(rule, record.targets[at], options.as_of));
      waive(target.findings.back(), record.targets[at], policy, options);
    }
    judgement.targets.push_back(std::move(target));
  }
  return judgement;
}

namespace {

/// One overload a kind of condition.
struct ItemsOf {
  const Rule& rule;
  const TargetRecord& target;
  std::chrono::sys_days as_of;

  std::vector<Item> operator()(const CellCondition& condition) const { return cell_items(condition, rule, target); }
  std::vector<Item> operator()(const GroupCondition& condition) const { return group_items(condition, target); }
  std::vector<Item> operator()(const HashCondition& condition) const { return hash_items(condition, target); }
  std::vector<Item> operator()(const FeatureCondition& condition) const { return feature_items(condition, target); }
  std::vector<Item> operator()(const CertificateCondition& condition) const {
    return certificate_items(condition, rule.demand, target, as_of);
  }
};

/// What a ruling is made from: the items that the demand looks at, by their presence.
struct Sorted {
  std::vector<Item> there, absent, open;
  bool any_applies = false;
};

Sorted sort_items(std::vector<Item> items, Demand demand) {
  Sorted sorted;
  for (auto& item : items) {
    if (item.selected == (demand == Demand::allow_only)) continue;
    if (item.presence != Presence::not_applicable) sorted.any_applies = true;
    if (item.presence == Presence::yes)
      sorted.there.push_back(std::move(item));
    else if (item.presence == Presence::unknown)
      sorted.open.push_back(std::move(item));
    else if (item.presence == Presence::no)
      sorted.absent.push_back(std::move(item));
  }
  return sorted;
}

/// A whole version's refusals are hundreds of cells: their exchanges say as much.
void rest_on_exchanges(RuleFinding& finding, const std::vector<Item>& items) {
  std::set<ExchangeId> exchanges(finding.exchanges.begin(), finding.exchanges.end());
  for (const auto& item : items)
    if (item.exchange != 0) exchanges.insert(item.exchange);
  finding.exchanges.assign(exchanges.begin(), exchanges.end());
}

void rest_on(RuleFinding& finding, const std::vector<Item>& items) {
  for (const auto& item : items)
    if (item.cell) finding.cells.push_back(*item.cell);
  rest_on_exchanges(finding, items);
}

void rule_required(RuleFinding& finding, const Sorted& sorted) {
  if (!sorted.there.empty()) {
    finding.ruling = Ruling::pass;
    finding.reason = reasons::has_what_is_required(sorted.there);
    rest_on(finding, sorted.there);
  } else if (!sorted.open.empty()) {
    finding.ruling = Ruling::unknown;
    finding.reason = reasons::is_open(sorted.open);
    rest_on(finding, sorted.open);
  } else if (!sorted.any_applies) {
    finding.ruling = Ruling::pass;
    finding.reason = "nothing that it could be asked of";
  } else {
    finding.ruling = Ruling::fail;
    finding.reason = reasons::lacks_what_is_required(sorted.absent);
    rest_on_exchanges(finding, sorted.absent);
  }
}

void rule_forbidden(RuleFinding& finding, const Sorted& sorted, Demand demand) {
  if (!sorted.there.empty()) {
    finding.ruling = Ruling::fail;
    finding.reason = reasons::has_what_is_forbidden(sorted.there, demand);
    rest_on(finding, sorted.there);
  } else if (!sorted.open.empty()) {
    finding.ruling = Ruling::unknown;
    finding.reason = reasons::is_open(sorted.open);
    rest_on(finding, sorted.open);
  } else {
    finding.ruling = Ruling::pass;
    finding.reason = reasons::lacks_what_is_forbidden(sorted.absent, demand);
    rest_on_exchanges(finding, sorted.absent);
  }
}

}  // namespace

RuleFinding apply_rule(const Rule& rule, const TargetRecord& target, std::chrono::sys_days as_of) {
  RuleFinding finding;
  finding.rule = rule.id;
  finding.title = rule.title;
  finding.severity = rule.severity;
  finding.clause = rule.clause;
  finding.remedy = rule.remedy;
  finding.line = rule.line;
  if (target.status == TargetStatus::not_started) {
    finding.reason = "the scan was interrupted before it came to the target";
    return finding;
  }
  if (target.status == TargetStatus::unreachable) {
    finding.reason = "the target was not reached" + (target.problem.empty() ? "" : ": " + target.problem);
    return finding;
  }
  auto sorted = sort_items(std::visit(ItemsOf{rule, target, as_of}, rule.condition), rule.demand);
  switch (rule.demand) {
    case Demand::require:
      rule_required(finding, sorted);
      break;
    case Demand::forbid:
    case Demand::allow_only:
      rule_forbidden(finding, sorted, rule.demand);
      break;
  }
  return finding;
}

namespace {

bool is_meant(const Waiver& waiver, const RuleFinding& finding, const Policy& policy, const TargetRecord& target) {
  const bool rule =
      matches_glob(waiver.rule, finding.rule) || matches_glob(waiver.rule, policy.name + "/" + finding.rule);
  return rule &&
         (matches_glob(waiver.target, to_string(target.target)) || matches_glob(waiver.target, target.target.host) ||
          (!target.target.label.empty() && matches_glob(waiver.target, target.target.label)));
}

/// Waives a failure; says so where the waiver that would has expired. Nobody can vouch for what is unknown.
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
    finding.reason += "; the waiver of " + waiver.owner + " expired on " + day_text(waiver.expires);
  }
}

}  // namespace
}  // namespace probe
