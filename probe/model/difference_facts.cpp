// SPDX-License-Identifier: Apache-2.0
#include "probe/model/difference_facts.hpp"

#include <map>
#include <optional>
#include <string>

namespace probe {
namespace {

/// A fact that was asked for: what is known of it, or nothing.
struct Fact {
  Change kind{};
  Message name;
  std::optional<Message> value;
};
using Facts = std::map<std::string, Fact>;  ///< by what they are about, in the order in which they are told

void add_keys(const TargetRecord& target, Facts& facts) {
  for (const auto& version : target.versions)
    for (const auto& suite : version.accepted) {
      // Another of unlike servers may answer next time, and a refused cell has no key: only what was seen counts.
      if (suite.is_mixed()) continue;
      std::string key;
      if (suite.group)
        key = tls::to_string(*suite.group);
      else if (suite.key_bits)
        key = "DH " + std::to_string(*suite.key_bits);
      if (key.empty()) continue;
      const auto name = tls::to_string(version.version) + " " + tls::to_string(suite.code);
      facts[name] = {Change::key, verbatim(name), verbatim(key)};
    }
}

void add_groups(const TargetRecord& target, Facts& facts) {
  for (const auto& family : target.server.groups) {
    std::string groups;
    for (const auto& each : family.accepted) groups += (groups.empty() ? "" : ", ") + tls::to_string(each.group);
    auto& fact = facts["groups " + tls::to_string(family.version) + " " + std::string(to_string(family.kind))];
    fact.kind = Change::groups;
    fact.name = message("question.groups", family.version, to_string(family.kind));
    // A list that may go on is none.
    if (family.others.support == Support::no) fact.value = groups.empty() ? message("fact.none") : verbatim(groups);
  }
}

void add_features(const TargetRecord& target, Facts& facts) {
  for (const auto& [kind, feature] : target.server.features) {
    auto& fact = facts[std::string(to_string(kind))];
    fact.kind = Change::feature;
    fact.name = verbatim(std::string(to_string(kind)));
    if (feature.support != Support::unknown) fact.value = verbatim(std::string(to_string(feature.support)));
  }
}

void add_binding(const TargetRecord& target, Facts& facts) {
  if (target.sstp.calls == 0) return;
  auto& fact = facts["crypto binding"];
  fact.kind = Change::binding;
  fact.name = message("question.crypto_binding");
  if (!target.sstp.hash_bitmask) return;
  const auto bits = *target.sstp.hash_bitmask;
  const bool sha1 = (bits & kBindingSha1) != 0, sha256 = (bits & kBindingSha256) != 0;
  fact.value = sha1 && sha256 ? message("fact.both_hashes")
               : sha1         ? verbatim("SHA-1")
               : sha256       ? verbatim("SHA-256")
                              : message("fact.no_hash");
}

Facts facts_of(const TargetRecord& target) {
  Facts facts;
  add_keys(target, facts);
  add_groups(target, facts);
  add_features(target, facts);
  add_binding(target, facts);
  return facts;
}

}  // namespace

std::vector<FactChange> fact_changes(const TargetRecord& before, const TargetRecord& after) {
  std::vector<FactChange> changes;
  const auto older = facts_of(before), newer = facts_of(after);
  for (const auto& [name, was] : older) {
    const auto found = newer.find(name);
    if (found == newer.end() || was.value == found->second.value) continue;
    const auto& is = found->second;
    const auto change = !is.value ? Change::unknown : !was.value ? Change::known : is.kind;
    changes.push_back({change, is.name, was.value.value_or(Message()), is.value.value_or(Message())});
  }
  return changes;
}

}  // namespace probe
