// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/features/group_questions.hpp"

#include "probe/hello/hello_lists.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace probe::agenda {
namespace {

using tls::GroupKind;
using tls::NamedGroup;

GroupKind kind_of(NamedGroup group) {
  const auto* const info = tls::find_named_group(group);
  if (info == nullptr) return GroupKind::elliptic_curve;
  return info->kind == GroupKind::post_quantum ? GroupKind::hybrid : info->kind;
}

bool take_out(std::vector<NamedGroup>& groups, NamedGroup group) {
  const auto found = std::find(groups.begin(), groups.end(), group);
  if (found == groups.end()) return false;
  groups.erase(found);
  return true;
}

bool is_ecdhe_without_curve_certificate(const tls::CipherSuiteInfo& suite) {
  return is_ecdhe(suite) &&
         (suite.authentication == tls::Authentication::rsa || suite.authentication == tls::Authentication::anonymous);
}

bool is_ecdhe_ecdsa(const tls::CipherSuiteInfo& suite) {
  return is_ecdhe(suite) && suite.authentication == tls::Authentication::ecdsa;
}

}  // namespace

void GroupQuestions::start() {
  start_tls12();
  start_tls13(KeyShares::none);
  const auto has_curves = [](const GroupFamily& family) { return family.kind == GroupKind::elliptic_curve; };
  const bool none = std::none_of(draft_.families().begin(), draft_.families().end(), has_curves);
  if (none && !ground_.newest(kTls13, any_suite))
    draft_.set(FeatureKind::group_preference, ground_.without_cells(kFromSsl3));
}

void GroupQuestions::start_tls12() {
  SuiteFilter filter = is_ecdhe_without_curve_certificate;
  auto version = ground_.newest(kTls10To12, filter);
  const bool tells = version.has_value();
  if (!version) version = ground_.newest(kTls10To12, filter = is_ecdhe_ecdsa);
  if (!version) return;
  auto base = ground_.offer(*version, filter);
  if (base.shape == HelloShape::bare) return;
  auto groups = groups_of(base);
  const auto lane = open_lane(std::move(base), GroupKind::elliptic_curve, std::move(groups));
  lanes_[lane].refusal_tells = tells;
  ask_rest(lane);
}

void GroupQuestions::start_tls13(KeyShares shares) {
  const auto version = ground_.newest(kTls13, any_suite);
  if (!version) return;
  auto offer = ground_.offer(*version, any_suite);
  offer.shares = shares;
  asker_.ask(offer, [this, offer](const Reply& reply) { take_opening(offer, reply); });
}

/// Every group at once: what the server takes then is what it likes best.
void GroupQuestions::take_opening(const Offer& offer, const Reply& reply) {
  if (!reply.selection && offer.shares == KeyShares::none) return start_tls13(KeyShares::usual);
  if (reply.selection && reply.selection->group && offer.shares == KeyShares::none)
    draft_.prefer({*reply.selection->group, reply.id});
  for (const auto kind : {GroupKind::hybrid, GroupKind::elliptic_curve, GroupKind::finite_field}) {
    auto groups = groups_of(offer);
    groups.erase(std::remove_if(groups.begin(), groups.end(), [kind](auto group) { return kind_of(group) != kind; }),
                 groups.end());
    if (groups.empty()) continue;
    const auto lane = open_lane(offer, kind, std::move(groups));
    if (reply.selection && reply.selection->group && take_out(lanes_[lane].rest, *reply.selection->group))
      accept(lane, *reply.selection->group, reply.id);
    ask_rest(lane);
  }
}

std::size_t GroupQuestions::open_lane(Offer base, GroupKind kind, std::vector<NamedGroup> groups) {
  GroupFamily family;
  family.version = base.version;
  family.kind = kind;
  draft_.families().push_back(std::move(family));
  lanes_.push_back({std::move(base), std::move(groups)});
  return lanes_.size() - 1;
}

void GroupQuestions::ask_rest(std::size_t lane) {
  if (lanes_[lane].rest.empty()) {
    draft_.families()[lane].others = {Support::no, draft_.families()[lane].accepted.back().exchange};
    return end(lane);
  }
  if (!asker_.may_ask_more()) return end(lane);
  auto offer = lanes_[lane].base;
  offer.groups = lanes_[lane].rest;
  asker_.ask(
      std::move(offer), [this, lane](const Reply& reply) { take_reply(lane, reply); },
      lanes_[lane].refusal_tells ? Refusals::count : Refusals::tell_nothing);
}

void GroupQuestions::take_reply(std::size_t lane, const Reply& reply) {
  if (reply.refused) {
    if (lanes_[lane].refusal_tells)
      draft_.families()[lane].others = {Support::no, reply.id};
    else
      draft_.families()[lane].others = {Support::unknown, reply.id};
    return end(lane);
  }
  // A group that was not offered, or none: the server pays no heed to the list, and the rest cannot be told.
  if (!reply.selection || !reply.selection->group || !take_out(lanes_[lane].rest, *reply.selection->group)) {
    draft_.families()[lane].others = {Support::unknown, reply.id};
    return end(lane);
  }
  accept(lane, *reply.selection->group, reply.id);
  ask_rest(lane);
}

void GroupQuestions::accept(std::size_t lane, NamedGroup group, ExchangeId exchange) {
  draft_.families()[lane].accepted.push_back({group, exchange});
}

void GroupQuestions::end(std::size_t lane) {
  const auto& family = draft_.families()[lane];
  if (family.kind != GroupKind::elliptic_curve || family.accepted.size() < 2 || preference_asked_) return;
  preference_asked_ = true;
  ask_preference(lane);
}

/// The two that it took first, in the order that it would have to ignore.
void GroupQuestions::ask_preference(std::size_t lane) {
  const auto& accepted = draft_.families()[lane].accepted;
  const auto best = accepted[0], next = accepted[1];
  const auto offered = groups_of(lanes_[lane].base);
  const auto place = [&offered](NamedGroup group) { return std::find(offered.begin(), offered.end(), group); };
  if (place(best.group) > place(next.group))
    return draft_.set(FeatureKind::group_preference, Support::yes, best.exchange);
  auto offer = lanes_[lane].base;
  offer.groups = {next.group, best.group};
  asker_.ask(std::move(offer), [this, best, next](const Reply& reply) {
    if (!reply.selection) return;
    if (reply.selection->group == best.group) draft_.set(FeatureKind::group_preference, Support::yes, reply.id);
    if (reply.selection->group == next.group) draft_.set(FeatureKind::group_preference, Support::no, reply.id);
  });
}

void GroupQuestions::finish() {
  for (std::size_t lane = 0; lane < lanes_.size(); ++lane) {
    auto& family = draft_.families()[lane];
    const auto* const result = ground_.find(family.version);
    if (result == nullptr) continue;
    for (const auto& suite : result->accepted) {
      if (!suite.group || kind_of(*suite.group) != family.kind) continue;
      const bool known = std::any_of(family.accepted.begin(), family.accepted.end(),
                                     [&](const AcceptedGroup& accepted) { return accepted.group == *suite.group; });
      if (!known) family.accepted.push_back({*suite.group, suite.exchange});
    }
  }
  if (draft_.support(FeatureKind::group_preference) != Support::unknown) return;
  const auto& families = draft_.families();
  // With one group and no other there is nothing to prefer.
  const bool nothing_to_prefer =
      !families.empty() && std::all_of(families.begin(), families.end(), [](const GroupFamily& family) {
        return family.others.support == Support::no && family.accepted.size() < 2;
      });
  if (nothing_to_prefer) draft_.set(FeatureKind::group_preference, Support::not_applicable);
}

}  // namespace probe::agenda
