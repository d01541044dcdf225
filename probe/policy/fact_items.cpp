// SPDX-License-Identifier: Apache-2.0
#include "probe/model/hash_use.hpp"
#include "probe/policy/items.hpp"

#include <algorithm>
#include <map>

namespace probe {
namespace {

Presence presence_of(Support support) {
  switch (support) {
    case Support::yes:
      return Presence::yes;
    case Support::no:
      return Presence::no;
    case Support::not_applicable:
      return Presence::not_applicable;
    case Support::unknown:
      break;
  }
  return Presence::unknown;
}

constexpr const char* kNotAsked = "the scan did not ask for it";
constexpr const char* kNoAnswer = "the answer left it open";

/// Every group that was seen, with the exchange that showed it.
std::map<tls::NamedGroup, ExchangeId> seen_groups(const TargetRecord& target) {
  std::map<tls::NamedGroup, ExchangeId> seen;
  for (const auto& family : target.server.groups)
    for (const auto& each : family.accepted) seen.emplace(each.group, each.exchange);
  for (const auto& each : target.server.preferred_groups) seen.emplace(each.group, each.exchange);
  for (const auto& version : target.versions)
    for (const auto& suite : version.accepted)
      if (suite.group) seen.emplace(*suite.group, suite.exchange);
  return seen;
}

/// What is known of the groups that were not seen.
Presence unseen_groups(const TargetRecord& target) {
  if (!target.server.asked()) return Presence::unknown;
  for (const auto& family : target.server.groups)
    if (family.others.support != Support::no && family.others.support != Support::not_applicable)
      return Presence::unknown;
  return Presence::no;
}

std::optional<UsedHash> row_of(tls::SignatureHash hash) {
  switch (hash) {
    case tls::SignatureHash::md5:
      return UsedHash::md5;
    case tls::SignatureHash::sha1:
      return UsedHash::sha1;
    case tls::SignatureHash::sha256:
      return UsedHash::sha256;
    case tls::SignatureHash::sha384:
      return UsedHash::sha384;
    case tls::SignatureHash::none:
    case tls::SignatureHash::sha224:
    case tls::SignatureHash::sha512:
    case tls::SignatureHash::intrinsic:
    case tls::SignatureHash::gost:
    case tls::SignatureHash::sm3:
      break;
  }
  return std::nullopt;
}

std::string_view row_name(UsedHash hash) {
  switch (hash) {
    case UsedHash::md5:
      return "MD5";
    case UsedHash::sha1:
      return "SHA-1";
    case UsedHash::sha256:
      return "SHA-256";
    case UsedHash::sha384:
      return "SHA-384";
    case UsedHash::other:
      break;
  }
  return "another hash";
}

void set_presence(Item& item, HashAnswer answer) {
  switch (answer) {
    case HashAnswer::yes:
      item.presence = Presence::yes;
      return;
    case HashAnswer::no:
      item.presence = Presence::no;
      return;
    case HashAnswer::not_applicable:
      item.presence = Presence::not_applicable;
      return;
    case HashAnswer::not_seen:
      item.problem = "others were seen, and it may still be used where nothing else is offered";
      return;
    case HashAnswer::unknown:
      item.problem = kNoAnswer;
      return;
    case HashAnswer::not_asked:
      item.problem = kNotAsked;
      return;
  }
}

/// The first exchange that showed the hash in use; 0 when none did.
ExchangeId exchange_of(const TargetRecord& target, HashUseOf use, UsedHash row) {
  if (use == HashUseOf::crypto_binding) {
    for (const auto& version : target.versions)
      for (const auto& suite : version.accepted)
        if (suite.rung == Rung::sstp && suite.climb) return suite.climb->exchange;
    return 0;
  }
  for (const auto& each : target.server.schemes) {
    const auto* const info = tls::find_signature_scheme(each.scheme);
    if (info != nullptr && row_of(info->hash).value_or(UsedHash::other) == row) return each.exchange;
  }
  return 0;
}

}  // namespace

std::vector<Item> group_items(const GroupCondition& condition, const TargetRecord& target) {
  std::vector<Item> items;
  const auto seen = seen_groups(target);
  for (const auto& [group, exchange] : seen)
    items.push_back({has(condition.groups, group), Presence::yes, tls::to_string(group), "", std::nullopt, exchange});
  const auto unseen = unseen_groups(target);
  const std::string problem = target.server.asked() ? kNoAnswer : kNotAsked;
  for (const auto group : condition.groups)
    if (seen.count(group) == 0) items.push_back({true, unseen, tls::to_string(group), problem});
  items.push_back({false, unseen, "other groups", problem});
  return items;
}

std::vector<Item> hash_items(const HashCondition& condition, const TargetRecord& target) {
  const auto table = hash_use(target);
  const auto place =
      condition.use == HashUseOf::crypto_binding ? HashPlace::crypto_binding : HashPlace::handshake_signature;
  const auto selects = [&](UsedHash row) {
    return std::any_of(condition.hashes.begin(), condition.hashes.end(),
                       [row](tls::SignatureHash hash) { return row_of(hash).value_or(UsedHash::other) == row; });
  };
  std::vector<Item> items;
  for (const auto row : {UsedHash::md5, UsedHash::sha1, UsedHash::sha256, UsedHash::sha384, UsedHash::other}) {
    Item item;
    item.selected = selects(row);
    item.name = row_name(row);
    set_presence(item, table.at(row, place).answer);
    item.exchange = exchange_of(target, condition.use, row);
    items.push_back(std::move(item));
  }
  return items;
}

std::vector<Item> feature_items(const FeatureCondition& condition, const TargetRecord& target) {
  std::vector<Item> items;
  for (int i = 0; i <= static_cast<int>(kLastFeatureKind); ++i) {
    const auto kind = static_cast<FeatureKind>(i);
    const auto found = target.server.features.find(kind);
    const auto feature = found == target.server.features.end() ? Feature{} : found->second;
    Item item;
    item.selected = has(condition.features, kind);
    item.presence = presence_of(feature.support);
    item.name = to_string(kind);
    item.problem = target.server.asked() ? kNoAnswer : kNotAsked;
    item.exchange = feature.exchange;
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace probe
