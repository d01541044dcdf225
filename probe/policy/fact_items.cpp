// SPDX-License-Identifier: Apache-2.0
#include "probe/model/hash_use.hpp"
#include "probe/policy/items.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace probe {
namespace {

using tls::GroupKind;
using tls::KeyExchange;

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

bool is_ecdhe(const tls::CipherSuiteInfo& suite) {
  return suite.key_exchange == KeyExchange::ecdhe || suite.key_exchange == KeyExchange::ecdhe_psk;
}
bool is_dhe(const tls::CipherSuiteInfo& suite) {
  return suite.key_exchange == KeyExchange::dhe || suite.key_exchange == KeyExchange::dhe_psk;
}
bool any_suite(const tls::CipherSuiteInfo& /*suite*/) { return true; }

bool was_small(const TargetRecord& target, ExchangeId id) {
  return std::any_of(target.exchanges.begin(), target.exchanges.end(), [id](const ExchangeSummary& exchange) {
    return exchange.id == id && (exchange.shape == HelloShape::small || exchange.shape == HelloShape::bare);
  });
}

/// Whether the server was asked, where the lane is, until it took no more groups of the kind.
void ask_lane(Lane& lane, tls::VersionSet versions, GroupKind kind, const Message& question,
              const TargetRecord& target) {
  const auto family = std::find_if(target.server.groups.begin(), target.server.groups.end(), [&](const auto& each) {
    return versions.contains(each.version) && each.kind == kind;
  });
  if (family == target.server.groups.end()) {
    // Open cells may hide a key exchange; where all are refused there is none to have groups.
    if (!lane.ground.is_whole()) return lane.ground.miss(question, lane.ground.problem());
    if (lane.version) lane.ground.miss(question, message("open.not_asked"));
    return;
  }
  const auto& others = family->others;
  if (others.support != Support::no && others.support != Support::not_applicable)
    return lane.ground.miss(question, message("open.no_answer"));
  // A small hello names few groups.
  if (was_small(target, others.exchange)) return lane.ground.miss(question, message("open.few_groups"));
  lane.ground.know(question);
}

Message groups_of_tls13(GroupKind kind) {
  return message("question.groups", tls::ProtocolVersion::TLSv1_3, to_string(kind));
}

/// All that could show a group of the kind: one table for all conditions on groups.
Ground ground_of(GroupKind kind, const TargetRecord& target) {
  constexpr tls::VersionSet kTls13{tls::ProtocolVersion::TLSv1_3};
  constexpr tls::VersionSet kTls10To12{tls::ProtocolVersion::TLSv1_0, tls::ProtocolVersion::TLSv1_1,
                                       tls::ProtocolVersion::TLSv1_2};
  auto newest = newest_lane({kTls13, any_suite}, target);
  ask_lane(newest, kTls13, kind, groups_of_tls13(kind), target);
  auto ground = std::move(newest.ground);
  if (kind == GroupKind::elliptic_curve) {
    auto older = newest_lane({kTls10To12, is_ecdhe}, target);
    ask_lane(older, kTls10To12, kind, message("question.curves", tls::ProtocolVersion::TLSv1_2), target);
    ground.add(older.ground);
  }
  if (kind == GroupKind::finite_field) {
    // Before TLS 1.3 each DHE cell shows what group it has.
    ground.add(every_cell({kBeforeTls13, is_dhe}, target));
    for (const auto& version : target.versions)
      for (const auto& suite : version.accepted) {
        const auto* const info = tls::find_cipher_suite(suite.code);
        if (info == nullptr || !is_dhe(*info)) continue;
        if (suite.group || suite.key_bits)
          ground.know(message("question.dhe_keys"));
        else
          ground.miss(message("question.dhe_keys"), message("open.no_key_size"));
      }
  }
  return ground;
}

/// ML-KEM alone stands among the hybrids.
GroupKind kind_of(tls::NamedGroup group) {
  const auto* const info = tls::find_named_group(group);
  if (info == nullptr) return GroupKind::elliptic_curve;
  return info->kind == GroupKind::post_quantum ? GroupKind::hybrid : info->kind;
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

Message row_name(UsedHash hash) {
  switch (hash) {
    case UsedHash::md5:
      return verbatim("MD5");
    case UsedHash::sha1:
      return verbatim("SHA-1");
    case UsedHash::sha256:
      return verbatim("SHA-256");
    case UsedHash::sha384:
      return verbatim("SHA-384");
    case UsedHash::other:
      break;
  }
  return message("item.another_hash");
}

void add_answer(Item item, HashAnswer answer, const Message& question, Ground ground, Items& items) {
  switch (answer) {
    case HashAnswer::yes:
      ground.know(question);
      return items.there(std::move(item), ground);
    case HashAnswer::no:
      ground.know(question);
      return items.absent(std::move(item), ground);
    case HashAnswer::not_applicable:
      return items.nowhere(std::move(item), ground);
    case HashAnswer::not_seen:
      ground.miss(question, message("open.others_seen"));
      break;
    case HashAnswer::unknown:
      ground.miss(question, message("open.no_answer"));
      break;
    case HashAnswer::not_asked:
      ground.miss(question, message("open.not_asked"));
      break;
  }
  items.open(std::move(item), ground, {});
}

using SuiteFilter = bool (*)(const tls::CipherSuiteInfo&);

template <tls::Authentication by>
bool is_signed_by(const tls::CipherSuiteInfo& suite) {
  return (suite.key_exchange == KeyExchange::dhe || suite.key_exchange == KeyExchange::ecdhe ||
          suite.key_exchange == KeyExchange::srp) &&
         suite.authentication == by;
}
/// A server has a key for each, and may sign otherwise with each.
constexpr std::array<SuiteFilter, 3> kSigners{is_signed_by<tls::Authentication::rsa>,
                                              is_signed_by<tls::Authentication::dss>,
                                              is_signed_by<tls::Authentication::ecdsa>};

/// TLS 1.2 is asked for each hash; the newest accepted cell of each kind of key answers for the rest of its kind.
Ground signatures_of_tls12(const TargetRecord& target) {
  Ground ground;
  for (const auto filter : kSigners) ground.add(newest_lane({{tls::ProtocolVersion::TLSv1_2}, filter}, target).ground);
  return ground;
}

/// All that could show that the server signs with the hash. Before TLS 1.2 the version says with which (RFC 4346
/// section 7.4.3), and TLS 1.3 takes neither MD5 nor SHA-1 for it (RFC 8446 section 4.2.3).
Ground signature_ground(UsedHash hash, const TargetRecord& target) {
  auto ground = signatures_of_tls12(target);
  const bool is_old = hash == UsedHash::md5 || hash == UsedHash::sha1;
  if (!is_old) ground.add(newest_lane({{tls::ProtocolVersion::TLSv1_3}, any_suite}, target).ground);
  if (is_old)
    for (const auto filter : kSigners)
      ground.add(every_cell(
          {{tls::ProtocolVersion::SSLv3, tls::ProtocolVersion::TLSv1_0, tls::ProtocolVersion::TLSv1_1}, filter},
          target));
  return ground;
}

/// What can show a feature. Newer versions first: the newest that is spoken answers for the others.
struct FeatureGround {
  tls::VersionSet versions;
  SuiteFilter fits;
};

bool is_cbc(const tls::CipherSuiteInfo& suite) { return suite.mode == tls::CipherMode::cbc; }

Ground feature_ground(FeatureKind kind, Support support, const TargetRecord& target) {
  const auto ground = [&](tls::VersionSet versions, SuiteFilter fits) {
    // That there is no place for it rests on all that could be one.
    return support == Support::not_applicable ? every_cell({versions, fits}, target)
                                              : newest_lane({versions, fits}, target).ground;
  };
  constexpr tls::VersionSet kTls10To12{tls::ProtocolVersion::TLSv1_0, tls::ProtocolVersion::TLSv1_1,
                                       tls::ProtocolVersion::TLSv1_2};
  switch (kind) {
    case FeatureKind::secure_renegotiation:
    case FeatureKind::extended_master_secret:
      return ground(kBeforeTls13, any_suite);
    case FeatureKind::session_tickets:
    case FeatureKind::compression:
      return ground(kTls10To12, any_suite);
    case FeatureKind::encrypt_then_mac:
      return ground(kTls10To12, is_cbc);
    case FeatureKind::fallback_scsv:
    case FeatureKind::suite_preference:
    case FeatureKind::group_preference:
      return ground(kFromSsl3, any_suite);
    case FeatureKind::answers_without_sni:
    case FeatureKind::same_certificate_without_sni:
      return {};
    case FeatureKind::signs_with_md5:
    case FeatureKind::signs_with_sha1:
    case FeatureKind::signs_with_sha2:
      return signatures_of_tls12(target);
  }
  return {};
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

void add_groups(const GroupCondition& condition, const TargetRecord& target, Items& items) {
  std::map<GroupKind, Ground> grounds;
  for (const auto kind : {GroupKind::elliptic_curve, GroupKind::finite_field, GroupKind::hybrid})
    grounds.emplace(kind, ground_of(kind, target));
  const auto seen = seen_groups(target);
  for (const auto& [group, exchange] : seen)
    items.there({has(condition.groups, group), verbatim(tls::to_string(group)), std::nullopt, exchange},
                grounds.at(kind_of(group)));
  for (const auto group : condition.groups)
    if (seen.count(group) == 0) items.absent({true, verbatim(tls::to_string(group))}, grounds.at(kind_of(group)));
  Ground all;
  for (const auto& [kind, ground] : grounds) all.add(ground);
  items.absent({false, message("item.other_groups")}, all);
}

void add_short_groups(std::size_t bits_below, const TargetRecord& target, Items& items) {
  GroupCondition shorter;
  for (const auto& group : tls::named_groups())
    if (group.kind == GroupKind::finite_field && group.bits < bits_below) shorter.groups.push_back(group.code);
  if (shorter.groups.empty()) return;
  constexpr tls::VersionSet kTls13{tls::ProtocolVersion::TLSv1_3};
  auto lane = newest_lane({kTls13, any_suite}, target);
  ask_lane(lane, kTls13, GroupKind::finite_field, groups_of_tls13(GroupKind::finite_field), target);
  const auto seen = seen_groups(target);
  for (const auto group : shorter.groups) {
    const auto found = seen.find(group);
    Item item{true, verbatim(tls::to_string(group))};
    if (found == seen.end()) {
      items.absent(std::move(item), lane.ground);
    } else {
      item.exchange = found->second;
      items.there(std::move(item), lane.ground);
    }
  }
}

void add_hashes(const HashCondition& condition, const TargetRecord& target, Items& items) {
  const auto table = hash_use(target);
  const bool binds = condition.use == HashUseOf::crypto_binding;
  const auto place = binds ? HashPlace::crypto_binding : HashPlace::handshake_signature;
  const auto question = binds ? message("question.binding_hashes") : message("question.signature_hashes");
  const auto selects = [&](UsedHash row) {
    return std::any_of(condition.hashes.begin(), condition.hashes.end(),
                       [row](tls::SignatureHash hash) { return row_of(hash).value_or(UsedHash::other) == row; });
  };
  for (const auto row : {UsedHash::md5, UsedHash::sha1, UsedHash::sha256, UsedHash::sha384, UsedHash::other}) {
    const auto answer = table.at(row, place).answer;
    // [MS-SSTP] 2.2.6 has two hashes: of the others there is nothing to be learnt.
    if (binds && answer == HashAnswer::not_applicable) continue;
    add_answer({selects(row), row_name(row), std::nullopt, exchange_of(target, condition.use, row)}, answer, question,
               binds ? Ground{} : signature_ground(row, target), items);
  }
}

void add_features(const FeatureCondition& condition, const TargetRecord& target, Items& items) {
  for (int i = 0; i <= static_cast<int>(kLastFeatureKind); ++i) {
    const auto kind = static_cast<FeatureKind>(i);
    const auto found = target.server.features.find(kind);
    const auto feature = found == target.server.features.end() ? Feature{} : found->second;
    Item item{has(condition.features, kind), verbatim(std::string(to_string(kind))), std::nullopt, feature.exchange};
    auto ground = feature_ground(kind, feature.support, target);
    // Of a target without a name every hello came without one, and there is none to compare with.
    const bool nameless = feature.support == Support::not_applicable;
    if (nameless && kind == FeatureKind::answers_without_sni) {
      ground.know(item.name);
      items.there(std::move(item), ground);
      continue;
    }
    if (nameless && kind == FeatureKind::same_certificate_without_sni) {
      ground.miss(item.name, message("open.no_name"));
      items.open(std::move(item), ground, {});
      continue;
    }
    if (feature.support == Support::unknown)
      ground.miss(item.name, target.server.asked() ? message("open.no_answer") : message("open.not_asked"));
    else
      ground.know(item.name);
    switch (feature.support) {
      case Support::yes:
        items.there(std::move(item), ground);
        break;
      case Support::no:
        items.absent(std::move(item), ground);
        break;
      case Support::not_applicable:
        items.nowhere(std::move(item), ground);
        break;
      case Support::unknown:
        items.open(std::move(item), ground, {});
        break;
    }
  }
}

}  // namespace probe
