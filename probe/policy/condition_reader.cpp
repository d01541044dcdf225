// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/condition_reader.hpp"

#include "probe/model/certificate_facts.hpp"
#include "probe/policy/suite_selector.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

namespace probe {
namespace {

enum class Kind : std::uint8_t { cells, groups, handshake_hashes, binding_hashes, features, certificates };

struct Key {
  std::string_view word;
  Kind kind;
};

constexpr std::array kKeys{
    Key{"versions", Kind::cells},
    Key{"suites", Kind::cells},
    Key{"families", Kind::cells},
    Key{"ciphers", Kind::cells},
    Key{"modes", Kind::cells},
    Key{"macs", Kind::cells},
    Key{"key-exchanges", Kind::cells},
    Key{"authentications", Kind::cells},
    Key{"key-bits-below", Kind::cells},
    Key{"dh-bits-below", Kind::cells},
    Key{"rung", Kind::cells},
    Key{"groups", Kind::groups},
    Key{"handshake-hashes", Kind::handshake_hashes},
    Key{"binding-hashes", Kind::binding_hashes},
    Key{"features", Kind::features},
    Key{"certificate-hashes", Kind::certificates},
    Key{"key-types", Kind::certificates},
    Key{"chain-problems", Kind::certificates},
    Key{"server-usages", Kind::certificates},
    Key{"name-matches", Kind::certificates},
    Key{"rsa-bits-below", Kind::certificates},
    Key{"ec-bits-below", Kind::certificates},
    Key{"validity-days-above", Kind::certificates},
    Key{"days-left-below", Kind::certificates},
};

const Key* find_key(std::string_view word) {
  const auto found = std::find_if(kKeys.begin(), kKeys.end(), [word](const Key& key) { return key.word == word; });
  return found == kKeys.end() ? nullptr : &*found;
}

std::string known_keys() {
  std::string known;
  for (const auto& key : kKeys) known += (known.empty() ? "" : ", ") + std::string(key.word);
  return known;
}

/// Reads a list of words into values; `from` is one of the record's `_from` functions.
template <class T, class From>
std::vector<T> values(TomlCursor& cursor, const toml::node& node, From from, std::string_view expected) {
  std::vector<T> found;
  for (const auto* item : cursor.list(node)) {
    const auto word = cursor.text(*item);
    if (word.empty()) continue;
    if (const auto value = from(word))
      found.push_back(*value);
    else
      cursor.fail(*item, "expected " + std::string(expected) + "; found " + in_quotes(word));
  }
  return found;
}

std::vector<tls::SignatureHash> hashes(TomlCursor& cursor, const toml::node& node) {
  return values<tls::SignatureHash>(cursor, node, signature_hash_from,
                                    "a hash: md5, sha1, sha224, sha256, sha384, sha512, sm3, gost, intrinsic or none");
}

/// The suites of one property; several properties of one condition must all fit.
void narrow(CellCondition& cells, std::vector<tls::CipherSuite> suites) {
  std::sort(suites.begin(), suites.end());
  suites.erase(std::unique(suites.begin(), suites.end()), suites.end());
  if (!cells.suites) {
    cells.suites = std::move(suites);
    return;
  }
  std::vector<tls::CipherSuite> both;
  std::set_intersection(cells.suites->begin(), cells.suites->end(), suites.begin(), suites.end(),
                        std::back_inserter(both));
  cells.suites = std::move(both);
}

void read_property(TomlCursor& cursor, const SuiteProperty& property, const toml::node& node, CellCondition& cells) {
  std::vector<tls::CipherSuite> suites;
  for (const auto* item : cursor.list(node)) {
    const auto word = cursor.text(*item);
    if (word.empty()) continue;
    if (const auto selected = property.select(word))
      suites.insert(suites.end(), selected->begin(), selected->end());
    else
      cursor.fail(*item, "expected " + std::string(property.expected) + "; found " + in_quotes(word));
  }
  narrow(cells, std::move(suites));
}

void read_rung(TomlCursor& cursor, const toml::node& node, const Rule& rule, CellCondition& cells) {
  const auto word = cursor.text(node);
  if (word.empty()) return;
  const auto rung = rung_from(word);
  if (!rung) return cursor.fail(node, "expected a rung: hello, tls, http or sstp; found " + in_quotes(word));
  if (rule.demand != Demand::require) return cursor.fail(node, "expected rung behind require alone");
  cells.rung = *rung;
}

void read_cells(TomlCursor& cursor, std::string_view key, const toml::node& node, const Rule& rule,
                CellCondition& cells) {
  if (key == "versions") {
    cells.versions = read_versions(cursor, node);
  } else if (key == "rung") {
    read_rung(cursor, node, rule, cells);
  } else if (key == "key-bits-below") {
    narrow(cells, suites_below_key_bits(cursor.count(node)));
  } else if (key == "dh-bits-below") {
    if (rule.demand != Demand::forbid) return cursor.fail(node, "expected dh-bits-below behind forbid alone");
    cells.dh_bits_below = cursor.count(node);
  } else {
    read_property(cursor, *find_suite_property(key), node, cells);
  }
}

void read_certificates(TomlCursor& cursor, std::string_view key, const toml::node& node, const Rule& rule,
                       CertificateCondition& certificates) {
  if (rule.demand == Demand::require) return cursor.fail(node, "expected forbid or allow-only for certificates");
  const bool is_list = key == "certificate-hashes" || key == "key-types";
  if (rule.demand == Demand::allow_only && !is_list)
    return cursor.fail(node, "expected certificate-hashes or key-types behind allow-only");
  if (key == "certificate-hashes") certificates.hashes = hashes(cursor, node);
  if (key == "key-types")
    certificates.key_types = values<KeyType>(cursor, node, key_type_from, "a key: rsa, rsa_pss, dsa, ec, ed25519, ...");
  if (key == "chain-problems")
    certificates.problems = values<ChainProblem>(cursor, node, chain_problem_from,
                                                 "a problem such as expired, name_mismatch or untrusted_root");
  if (key == "server-usages")
    certificates.usages =
        values<ServerUsage>(cursor, node, server_usage_from, "a usage: unrestricted, server_auth, any or absent");
  if (key == "name-matches")
    certificates.name_matches =
        values<NameMatch>(cursor, node, name_match_from, "a match: alternative_name, common_name or mismatch");
  if (key == "rsa-bits-below") certificates.rsa_bits_below = cursor.count(node);
  if (key == "ec-bits-below") certificates.ec_bits_below = cursor.count(node);
  if (key == "validity-days-above") certificates.validity_days_above = cursor.count(node);
  if (key == "days-left-below") certificates.days_left_below = cursor.count(node);
}

Condition empty_condition(Kind kind) {
  switch (kind) {
    case Kind::cells:
      return CellCondition{};
    case Kind::groups:
      return GroupCondition{};
    case Kind::handshake_hashes:
      return HashCondition{HashUseOf::handshake_signatures, {}};
    case Kind::binding_hashes:
      return HashCondition{HashUseOf::crypto_binding, {}};
    case Kind::features:
      return FeatureCondition{};
    case Kind::certificates:
      return CertificateCondition{};
  }
  return {};
}

/// One overload a kind of condition.
struct ValueReader {
  TomlCursor& cursor;
  std::string_view key;
  const toml::node& node;
  const Rule& rule;

  void operator()(CellCondition& cells) const { read_cells(cursor, key, node, rule, cells); }
  void operator()(GroupCondition& condition) const {
    condition.groups = values<tls::NamedGroup>(cursor, node, tls::named_group_from, "a group such as secp256r1");
  }
  void operator()(HashCondition& condition) const {
    condition.hashes = hashes(cursor, node);
    const auto is_strange = [](tls::SignatureHash hash) {
      return hash != tls::SignatureHash::sha1 && hash != tls::SignatureHash::sha256;
    };
    // An allowed one that never comes does no harm.
    if (condition.use == HashUseOf::crypto_binding && rule.demand != Demand::allow_only &&
        std::any_of(condition.hashes.begin(), condition.hashes.end(), is_strange))
      cursor.fail(node, "expected sha1 or sha256: crypto binding has no other hashes ([MS-SSTP] 2.2.6)");
  }
  void operator()(FeatureCondition& condition) const {
    condition.features = values<FeatureKind>(cursor, node, feature_kind_from,
                                             "a feature such as secure_renegotiation or extended_master_secret");
  }
  void operator()(CertificateCondition& condition) const { read_certificates(cursor, key, node, rule, condition); }
};

/// Whether the registry has any suite that the condition selects in any version that it selects.
bool has_any_cell(const CellCondition& cells, const std::vector<tls::ProtocolVersion>& scope) {
  const auto is_in = [](const auto& list, auto value) {
    return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
  };
  const auto suites = tls::cipher_suites();
  return std::any_of(tls::kProtocolVersions.begin(), tls::kProtocolVersions.end(), [&](tls::ProtocolVersion version) {
    return is_in(cells.versions, version) && is_in(scope, version) &&
           std::any_of(suites.begin(), suites.end(), [&](const tls::CipherSuiteInfo& suite) {
             return suite.versions.contains(version) &&
                    (!cells.suites || std::binary_search(cells.suites->begin(), cells.suites->end(), suite.code));
           });
  });
}

std::string value_words(const toml::node& node) {
  const auto one = [](const toml::node& item) {
    if (const auto number = item.value<std::int64_t>()) return std::to_string(*number);
    return item.value_or(std::string());
  };
  if (!node.is_array()) return one(node);
  std::string words;
  for (const auto& item : *node.as_array()) words += (words.empty() ? "" : ", ") + one(item);
  return words;
}

}  // namespace

void read_condition(TomlCursor& cursor, const toml::table& table, Rule& rule) {
  if (table.empty()) return cursor.fail(table, "expected one of " + known_keys());
  const auto errors_before = cursor.error_count();
  std::optional<Kind> kind;
  std::string_view first;
  // Keys in the file's order: toml++ keeps them sorted, and people wrote them in theirs.
  std::multimap<std::pair<std::size_t, std::size_t>, const toml::key*> order;
  for (const auto& [key, value] : table)
    order.emplace(std::pair(key.source().begin.line, key.source().begin.column), &key);
  for (const auto& [place, key] : order) {
    const auto* const known = find_key(key->str());
    if (known == nullptr) {
      cursor.fail_at(key->source(), "expected one of " + known_keys() + "; found " + in_quotes(key->str()));
      continue;
    }
    if (!kind) {
      kind = known->kind;
      first = key->str();
      rule.condition = empty_condition(*kind);
    }
    if (*kind != known->kind) {
      cursor.fail_at(key->source(), "expected keys of one kind in one rule; " + in_quotes(key->str()) +
                                        " is of another kind than " + in_quotes(first));
      continue;
    }
    const auto& node = *table.get(key->str());
    std::visit(ValueReader{cursor, key->str(), node, rule}, rule.condition);
    rule.words += fmt::format("{}{}: {}", rule.words.empty() ? std::string(to_string(rule.demand)) + " " : "; ",
                              key->str(), value_words(node));
  }
  const auto* const cells = std::get_if<CellCondition>(&rule.condition);
  if (cursor.error_count() == errors_before && cells != nullptr && !has_any_cell(*cells, rule.scope))
    cursor.fail(table, "expected a condition that some suite of these versions fits; none does");
}

std::vector<tls::ProtocolVersion> read_versions(TomlCursor& cursor, const toml::node& node) {
  return values<tls::ProtocolVersion>(cursor, node, tls::protocol_version_from, "a version such as TLSv1.2");
}

std::string_view to_string(Demand demand) {
  switch (demand) {
    case Demand::require:
      return "require";
    case Demand::forbid:
      return "forbid";
    case Demand::allow_only:
      return "allow only";
  }
  return {};
}

}  // namespace probe
