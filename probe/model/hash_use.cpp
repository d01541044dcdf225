// SPDX-License-Identifier: Apache-2.0
#include "probe/model/hash_use.hpp"

#include "probe/model/family.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace probe {
namespace {

using tls::Authentication;
using tls::KeyExchange;
using tls::MacAlgorithm;
using tls::ProtocolVersion;
using tls::SignatureHash;

constexpr std::array kHashes{UsedHash::md5, UsedHash::sha1, UsedHash::sha256, UsedHash::sha384, UsedHash::other};

std::optional<UsedHash> mac_hash(tls::CipherSuite suite) {
  const auto* const info = tls::find_cipher_suite(suite);
  if (info == nullptr) return std::nullopt;
  switch (info->mac) {
    case MacAlgorithm::md5:
      return UsedHash::md5;
    case MacAlgorithm::sha1:
      return UsedHash::sha1;
    case MacAlgorithm::sha256:
      return UsedHash::sha256;
    case MacAlgorithm::sha384:
      return UsedHash::sha384;
    case MacAlgorithm::gost:
    case MacAlgorithm::sm3:
      return UsedHash::other;
    case MacAlgorithm::null:
    case MacAlgorithm::aead:
      break;
  }
  return std::nullopt;
}

UsedHash used(SignatureHash hash) {
  switch (hash) {
    case SignatureHash::md5:
      return UsedHash::md5;
    case SignatureHash::sha1:
      return UsedHash::sha1;
    case SignatureHash::sha256:
      return UsedHash::sha256;
    case SignatureHash::sha384:
      return UsedHash::sha384;
    case SignatureHash::none:
    case SignatureHash::sha224:
    case SignatureHash::sha512:
    case SignatureHash::intrinsic:
    case SignatureHash::gost:
    case SignatureHash::sm3:
      break;
  }
  return UsedHash::other;
}

UsedHash used(tls::SignatureScheme scheme) {
  const auto* const info = tls::find_signature_scheme(scheme);
  return info == nullptr ? UsedHash::other : used(info->hash);
}

/// Counts in one column.
class Column {
 public:
  Column(HashUseTable& table, HashPlace place) : table_(table), place_(place) {}
  HashUse& operator[](UsedHash hash) { return table_.at(hash, place_); }
  void count(UsedHash hash) {
    (*this)[hash].answer = HashAnswer::yes;
    ++(*this)[hash].count;
  }
  /// To all that are not `yes`.
  template <class Answer>
  void answer_rest(Answer answer) {
    for (const auto hash : kHashes)
      if ((*this)[hash].answer != HashAnswer::yes) (*this)[hash].answer = answer(hash);
  }

 private:
  HashUseTable& table_;
  HashPlace place_;
};

void fold_macs(const TargetRecord& target, Column column) {
  std::set<UsedHash> open, refused;
  const auto note = [](std::set<UsedHash>& hashes, const std::vector<tls::CipherSuite>& codes) {
    for (const auto code : codes)
      if (const auto hash = mac_hash(code)) hashes.insert(*hash);
  };
  for (const auto& version : target.versions) {
    for (const auto& suite : version.accepted)
      if (const auto hash = mac_hash(suite.code)) column.count(*hash);
    for (const auto& group : version.inconclusive) note(open, group.codes);
    for (const auto& group : version.refused) note(refused, group.codes);
  }
  column.answer_rest([&](UsedHash hash) {
    if (open.count(hash) != 0) return HashAnswer::unknown;
    return refused.count(hash) != 0 ? HashAnswer::no : HashAnswer::not_asked;
  });
}

/// Whether the server signs the key exchange of a cell.
bool is_signed(ProtocolVersion version, const AcceptedSuite& suite) {
  if (version == ProtocolVersion::TLSv1_3) return true;
  const auto* const info = tls::find_cipher_suite(suite.code);
  if (info == nullptr || version == ProtocolVersion::SSLv2) return false;
  const auto by = info->authentication;
  if (by != Authentication::rsa && by != Authentication::dss && by != Authentication::ecdsa) return false;
  switch (info->key_exchange) {
    case KeyExchange::dhe:
    case KeyExchange::ecdhe:
    case KeyExchange::srp:
    case KeyExchange::cecpq1:
      return true;
    case KeyExchange::rsa_export:
      return suite.key_bits.has_value();  // it sent a temporary key, and signed that
    case KeyExchange::null:
    case KeyExchange::rsa:
    case KeyExchange::dh:
    case KeyExchange::ecdh:
    case KeyExchange::krb5:
    case KeyExchange::psk:
    case KeyExchange::rsa_psk:
    case KeyExchange::dhe_psk:
    case KeyExchange::ecdhe_psk:
    case KeyExchange::eccpwd:
    case KeyExchange::gost:
    case KeyExchange::tls13:
    case KeyExchange::ssl2_rsa:
    case KeyExchange::fortezza_kea:
      break;
  }
  return false;
}

/// Schemes by exchange. What was signed for a hello without the target's name says nothing of the target.
using Schemes = std::map<ExchangeId, tls::SignatureScheme>;

Schemes schemes_of(const TargetRecord& target) {
  Schemes schemes;
  for (const auto& exchange : target.exchanges)
    if (exchange.signature_scheme && exchange.named) schemes.emplace(exchange.id, *exchange.signature_scheme);
  return schemes;
}

bool was_named(const TargetRecord& target, ExchangeId id) {
  return std::none_of(target.exchanges.begin(), target.exchanges.end(),
                      [id](const ExchangeSummary& exchange) { return exchange.id == id && !exchange.named; });
}

/// What a signed cell was signed with; empty when that was not seen.
std::vector<UsedHash> signature_hashes(ProtocolVersion version, const AcceptedSuite& suite, const Schemes& schemes) {
  if (version < ProtocolVersion::TLSv1_2) {
    // RFC 4346 section 7.4.3 signs with RSA over both hashes, with DSA over SHA-1; RFC 8422 section 5.4, ECDSA too.
    const bool rsa = tls::find_cipher_suite(suite.code)->authentication == Authentication::rsa;
    return rsa ? std::vector{UsedHash::md5, UsedHash::sha1} : std::vector{UsedHash::sha1};
  }
  auto found = schemes.find(suite.exchange);
  if (found == schemes.end() && suite.climb) found = schemes.find(suite.climb->exchange);
  return found == schemes.end() ? std::vector<UsedHash>{} : std::vector{used(found->second)};
}

std::optional<FeatureKind> feature_of(UsedHash hash) {
  switch (hash) {
    case UsedHash::md5:
      return FeatureKind::signs_with_md5;
    case UsedHash::sha1:
      return FeatureKind::signs_with_sha1;
    case UsedHash::sha256:
    case UsedHash::sha384:
      return FeatureKind::signs_with_sha2;
    case UsedHash::other:
      break;
  }
  return std::nullopt;
}

/// Why nothing can be said of signatures in those versions: a cell that is signed stayed open, or was not asked.
std::optional<HashAnswer> unlearnt(const TargetRecord& target, tls::VersionSet versions) {
  std::optional<HashAnswer> answer;
  for (const auto& version : target.versions) {
    if (!versions.contains(version.version)) continue;
    for (const auto& suite : tls::cipher_suites()) {
      AcceptedSuite accepted;
      accepted.code = suite.code;
      if (!suite.versions.contains(version.version) || !is_signed(version.version, accepted)) continue;
      const auto outcome = cell(version, suite.code).outcome;
      if (outcome == Outcome::inconclusive) return HashAnswer::unknown;
      if (outcome == Outcome::not_tested) answer = HashAnswer::not_asked;
    }
  }
  return answer;
}

void fold_handshake_signatures(const TargetRecord& target, Column column) {
  struct Seen {
    std::size_t cells = 0, unseen = 0;
  };
  std::size_t accepted = 0;
  Seen all, tls12, tls13;  // before TLS 1.2 nobody chooses
  const auto schemes = schemes_of(target);
  for (const auto& version : target.versions)
    for (const auto& suite : version.accepted) {
      ++accepted;
      if (!is_signed(version.version, suite)) continue;
      const auto hashes = signature_hashes(version.version, suite, schemes);
      for (const auto hash : hashes) column.count(hash);
      const auto count = [&hashes](Seen& seen) {
        ++seen.cells;
        seen.unseen += hashes.empty() ? 1 : 0;
      };
      count(all);
      if (version.version == ProtocolVersion::TLSv1_2) count(tls12);
      if (version.version == ProtocolVersion::TLSv1_3) count(tls13);
    }
  // What it signed with when it was asked otherwise than by the matrix.
  for (const auto& [exchange, scheme] : schemes) column[used(scheme)].answer = HashAnswer::yes;
  for (const auto& each : target.server.schemes)
    if (was_named(target, each.exchange)) column[used(each.scheme)].answer = HashAnswer::yes;
  column.answer_rest([&](UsedHash hash) {
    if (accepted == 0) return HashAnswer::not_asked;
    constexpr tls::VersionSet kOld{ProtocolVersion::SSLv3, ProtocolVersion::TLSv1_0, ProtocolVersion::TLSv1_1,
                                   ProtocolVersion::TLSv1_2};
    constexpr tls::VersionSet kNew{ProtocolVersion::TLSv1_2, ProtocolVersion::TLSv1_3};
    // TLS 1.3 signs with neither MD5 nor SHA-1 (RFC 8446 section 4.4.3): what TLS 1.2 does is all there is.
    const bool tls12_only = hash == UsedHash::md5 || hash == UsedHash::sha1;
    if (tls12.cells + (tls12_only ? 0 : tls13.cells) == 0) {
      if (const auto answer = unlearnt(target, tls12_only ? kOld : kNew)) return *answer;
      return all.cells == 0 ? HashAnswer::not_applicable : HashAnswer::no;
    }
    const bool open = tls12.unseen + (tls12_only ? 0 : tls13.unseen) != 0;
    const auto kind = feature_of(hash);
    const auto feature = kind ? target.server.features.find(*kind) : target.server.features.end();
    const bool denied = feature != target.server.features.end() && feature->second.support == Support::no;
    if (denied && (tls12_only || !open)) return HashAnswer::no;
    return open ? HashAnswer::unknown : HashAnswer::not_seen;
  });
}

void fold_certificates(const TargetRecord& target, Column column) {
  bool looked = false, unreadable = false;
  std::set<std::string> seen;
  for (const auto& chain : target.certificates) {
    if (!chain.named) continue;
    for (std::size_t i = 0; i < chain.facts.size(); ++i) {
      const auto& facts = chain.facts[i];
      looked = true;
      unreadable = unreadable || !facts;
      if (!facts || (i != 0 && facts->self_signed) || !seen.insert(facts->sha256).second) continue;
      column.count(used(facts->signature_hash));
    }
  }
  column.answer_rest([&](UsedHash) {
    if (!looked) return HashAnswer::not_asked;
    return unreadable ? HashAnswer::unknown : HashAnswer::no;
  });
}

void fold_binding(const SstpFacts& facts, Column column) {
  column.answer_rest([&](UsedHash hash) {
    if (hash != UsedHash::sha1 && hash != UsedHash::sha256) return HashAnswer::not_applicable;
    if (!facts.hash_bitmask) return facts.calls == 0 ? HashAnswer::not_asked : HashAnswer::unknown;
    const auto bit = hash == UsedHash::sha1 ? kBindingSha1 : kBindingSha256;
    return (*facts.hash_bitmask & bit) != 0 ? HashAnswer::yes : HashAnswer::no;
  });
}

enum class Sha1Need : std::uint8_t { no, yes, unsure };

Sha1Need need_of_sha1(ProtocolVersion version, const AcceptedSuite& suite, const Schemes& schemes) {
  if (version == ProtocolVersion::SSLv2) return Sha1Need::no;
  if (version < ProtocolVersion::TLSv1_2 || mac_hash(suite.code) == UsedHash::sha1) return Sha1Need::yes;
  if (version != ProtocolVersion::TLSv1_2 || !is_signed(version, suite)) return Sha1Need::no;
  const auto hashes = signature_hashes(version, suite, schemes);
  if (hashes.empty()) return Sha1Need::unsure;
  return std::find(hashes.begin(), hashes.end(), UsedHash::sha1) != hashes.end() ? Sha1Need::yes : Sha1Need::no;
}

}  // namespace

HashUseTable hash_use(const TargetRecord& target) {
  HashUseTable table;
  fold_macs(target, {table, HashPlace::record_mac});
  fold_handshake_signatures(target, {table, HashPlace::handshake_signature});
  fold_certificates(target, {table, HashPlace::certificate_signature});
  fold_binding(target.sstp, {table, HashPlace::crypto_binding});
  return table;
}

WithoutSha1 without_sha1(const TargetRecord& target) {
  WithoutSha1 result;
  const auto schemes = schemes_of(target);
  for (const auto& version : target.versions) {
    std::size_t needing = 0;
    for (const auto& suite : version.accepted) {
      const auto need = need_of_sha1(version.version, suite, schemes);
      needing += need == Sha1Need::yes ? 1 : 0;
      result.unsure += need == Sha1Need::unsure ? 1 : 0;
    }
    result.accepted += version.accepted.size();
    result.left += version.accepted.size() - needing;
    if (needing != 0 && needing == version.accepted.size()) result.lost_versions.push_back(version.version);
  }
  return result;
}

}  // namespace probe
