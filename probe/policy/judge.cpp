// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/judge.hpp"

#include "probe/policy/items.hpp"
#include "probe/policy/reasons.hpp"
#include "probe/policy/waivers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace probe {
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
struct AddItems {
  const Rule& rule;
  const TargetRecord& target;
  std::chrono::sys_days as_of;
  Items& items;

  void operator()(const CellCondition& condition) const { add_cells(condition, rule, target, items); }
  void operator()(const GroupCondition& condition) const { add_groups(condition, target, items); }
  void operator()(const HashCondition& condition) const { add_hashes(condition, target, items); }
  void operator()(const FeatureCondition& condition) const { add_features(condition, target, items); }
  void operator()(const CertificateCondition& condition) const { add_certificates(condition, target, as_of, items); }
};

/// What a ruling is made from, by its presence.
struct Sorted {
  std::vector<Item> there, absent, open;
  bool any_applies = false;
};

Sorted sort_items(const std::vector<Item>& items) {
  Sorted sorted;
  for (const auto& item : items) {
    if (item.presence != Presence::not_applicable) sorted.any_applies = true;
    if (item.presence == Presence::yes)
      sorted.there.push_back(item);
    else if (item.presence == Presence::unknown)
      sorted.open.push_back(item);
    else if (item.presence == Presence::no)
      sorted.absent.push_back(item);
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
    finding.reason = message("ruling.no_place");
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
  } else if (!sorted.any_applies) {
    finding.ruling = Ruling::pass;
    finding.reason = message("ruling.no_place");
  } else {
    finding.ruling = Ruling::pass;
    finding.reason = reasons::lacks_what_is_forbidden(sorted.absent, demand);
    rest_on_exchanges(finding, sorted.absent);
  }
}

/// Before a horizon's last day is over, a broken rule is told and no more.
void weigh(RuleFinding& finding, const Rule& rule, std::chrono::sys_days as_of) {
  finding.severity = rule.severity;
  if (!rule.allowed_until) return;
  finding.horizon = Horizon{*rule.allowed_until, rule.severity};
  if (as_of <= *rule.allowed_until) finding.severity = Severity::info;
}

}  // namespace

RuleFinding apply_rule(const Rule& rule, const TargetRecord& target, std::chrono::sys_days as_of) {
  RuleFinding finding;
  finding.rule = rule.id;
  finding.title = rule.title;
  weigh(finding, rule, as_of);
  finding.clause = rule.clause;
  finding.source = rule.source;
  finding.source_kind = rule.source_kind;
  finding.remedy = rule.remedy;
  finding.line = rule.line;
  if (target.status == TargetStatus::not_started) {
    finding.reason = message("ruling.interrupted");
    return finding;
  }
  if (target.status == TargetStatus::unreachable) {
    finding.reason =
        target.problem.empty() ? message("ruling.unreached") : message("ruling.unreached_why", target.problem);
    return finding;
  }
  Items items(rule.demand, target);
  std::visit(AddItems{rule, target, as_of, items}, rule.condition);
  finding.learnt = items.ground().learnt();
  const auto sorted = sort_items(items.relevant());
  // To allow all that there is allows all; what demands nothing of anything was never answered.
  if (items.relevant().empty() && rule.demand != Demand::allow_only) {
    finding.reason = message("ruling.unanswerable");
    return finding;
  }
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

}  // namespace probe
