// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/foresight.hpp"

#include "probe/policy/judge.hpp"

#include <algorithm>

namespace probe {
namespace {

constexpr ExchangeId kExchange = 1;

bool is_asked(const ScanOptions& options, tls::ProtocolVersion version, const tls::CipherSuiteInfo& suite) {
  const auto contains = [](const auto& list, auto value) {
    return std::find(list.begin(), list.end(), value) != list.end();
  };
  return suite.versions.contains(version) && contains(options.versions, version) &&
         (options.suites.empty() || contains(options.suites, suite.code));
}

AcceptedSuite accepted(const tls::CipherSuiteInfo& suite, const ScanOptions& options) {
  AcceptedSuite cell;
  cell.code = suite.code;
  cell.rung = options.depth;
  cell.exchange = kExchange;
  if (suite.key_exchange == tls::KeyExchange::dhe || suite.key_exchange == tls::KeyExchange::dhe_psk)
    cell.key_bits = 4096;
  return cell;
}

/// Whether a target accepts a cell.
using Manner = bool (*)(tls::ProtocolVersion, const tls::CipherSuiteInfo&);

bool refuses_all(tls::ProtocolVersion, const tls::CipherSuiteInfo&) { return false; }
bool accepts_all(tls::ProtocolVersion, const tls::CipherSuiteInfo&) { return true; }
/// As gateways are today.
bool is_modern(tls::ProtocolVersion version, const tls::CipherSuiteInfo& suite) {
  return version >= tls::ProtocolVersion::TLSv1_2 && suite.cipher == tls::Cipher::aes &&
         suite.mode == tls::CipherMode::gcm;
}

/// The matrix of such a target, as far as these options ask for it; whether it accepts anything of that is told.
bool add_matrix(TargetRecord& target, const ScanOptions& options, Manner accepts) {
  bool any = false;
  for (const auto version : tls::kProtocolVersions) {
    VersionResult result;
    result.version = version;
    RefusedSuites refused{{}, Basis::version, Reason::alert_handshake_failure, kExchange};
    for (const auto& suite : tls::cipher_suites()) {
      if (!is_asked(options, version, suite)) continue;
      if (accepts(version, suite))
        result.accepted.push_back(accepted(suite, options));
      else
        refused.codes.push_back(suite.code);
    }
    any = any || !result.accepted.empty();
    if (!refused.codes.empty()) result.refused.push_back(std::move(refused));
    result.outcome = outcome_of_suites(result).value_or(Outcome::not_tested);
    target.versions.push_back(std::move(result));
  }
  return any;
}

CertificateChain chain_of(KeyType key, const ScanOptions& options) {
  CertificateFacts facts;
  facts.key_type = key;
  facts.key_bits = 100'000;
  facts.signature_hash = tls::SignatureHash::sha256;
  facts.not_before.emplace();
  facts.not_after.emplace();
  CertificateChain chain;
  chain.exchange = kExchange;
  for (const auto version : options.versions)
    // TLS 1.3 encrypts its certificates: a ServerHello alone shows none.
    if (version != tls::ProtocolVersion::TLSv1_3 || options.depth != Rung::hello) chain.versions.push_back(version);
  chain.facts.emplace_back(std::move(facts));
  chain.verdict = ChainVerdict{{}, NameMatch::alternative_name, "x", ""};
  return chain;
}

TargetRecord world_of(const ScanOptions& options, Manner accepts) {
  TargetRecord target;
  target.status = TargetStatus::complete;
  // Where nothing is accepted there is nothing to ask for features, certificates and calls with.
  if (!add_matrix(target, options, accepts)) return target;
  for (const auto key : {KeyType::rsa, KeyType::dsa, KeyType::ec, KeyType::dh})
    target.certificates.push_back(chain_of(key, options));
  ExchangeSummary exchange;
  exchange.id = kExchange;
  exchange.signature_scheme = tls::SignatureScheme::rsa_pkcs1_sha256;
  target.exchanges.push_back(std::move(exchange));
  // Features and groups are asked for behind ServerHellos, and not with --depth hello.
  if (options.depth == Rung::hello) return target;
  for (int i = 0; i <= static_cast<int>(kLastFeatureKind); ++i)
    target.server.features[static_cast<FeatureKind>(i)] = {Support::no, kExchange};
  for (const auto version : options.versions)
    for (const auto kind : {tls::GroupKind::elliptic_curve, tls::GroupKind::finite_field, tls::GroupKind::hybrid})
      target.server.groups.push_back({version, kind, {}, {Support::no, kExchange}});
  if (options.depth != Rung::sstp) return target;
  target.sstp.calls = 1;
  target.sstp.hash_bitmask = kBindingSha256;
  return target;
}

}  // namespace

Learnt needs(const Rule& rule) {
  TargetRecord nothing;
  nothing.status = TargetStatus::partial;
  return apply_rule(rule, nothing, {}).learnt;
}

std::vector<Doubt> foreseen_doubts(const Policy& policy, const ScanOptions& options) {
  struct World {
    TargetRecord narrowed, whole;  ///< as these options see it, and as a scan that asks for everything does
  };
  const ScanOptions everything;
  std::vector<World> worlds;
  for (const auto accepts : {is_modern, accepts_all, refuses_all})
    worlds.push_back({world_of(options, accepts), world_of(everything, accepts)});
  std::vector<Doubt> doubts;
  for (const auto& rule : policy.rules)
    for (const auto& world : worlds) {
      auto finding = apply_rule(rule, world.narrowed, {});
      // What is open anyway is not the options' doing.
      if (finding.ruling != Ruling::unknown || apply_rule(rule, world.whole, {}).ruling == Ruling::unknown) continue;
      doubts.push_back({rule.id, std::move(finding.reason), std::move(finding.learnt)});
      break;
    }
  return doubts;
}

}  // namespace probe
