// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "tls/registry/cipher_suite.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <tuple>
#include <utility>

namespace probe::known_gateway {

using tls::CipherSuite;
using tls::NamedGroup;
using tls::ProtocolVersion;

inline constexpr auto k10 = ProtocolVersion::TLSv1_0, k12 = ProtocolVersion::TLSv1_2, k13 = ProtocolVersion::TLSv1_3;
inline constexpr CipherSuite kRc4{0x0005}, kAes{0x002F}, kDhe{0x009E}, kEcdhe{0xC02F}, kEcdsa{0xC02B}, kTls13{0x1301};

inline VersionResult& column(TargetRecord& target, ProtocolVersion version) {
  return *std::find_if(target.versions.begin(), target.versions.end(),
                       [version](const VersionResult& each) { return each.version == version; });
}

inline AcceptedSuite* accepted(TargetRecord& target, ProtocolVersion version, CipherSuite code) {
  auto& list = column(target, version).accepted;
  const auto found = std::find_if(list.begin(), list.end(), [code](const auto& each) { return each.code == code; });
  return found == list.end() ? nullptr : &*found;
}

inline void forget(TargetRecord& target, ProtocolVersion version, CipherSuite code) {
  auto& result = column(target, version);
  for (auto& group : result.refused) std::erase(group.codes, code);
  std::erase_if(result.accepted, [code](const AcceptedSuite& suite) { return suite.code == code; });
}

inline void accept(TargetRecord& target, ProtocolVersion version, AcceptedSuite suite) {
  forget(target, version, suite.code);
  auto& list = column(target, version).accepted;
  list.push_back(std::move(suite));
  std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.code < b.code; });
}

inline void open(TargetRecord& target, ProtocolVersion version, CipherSuite code) {
  forget(target, version, code);
  column(target, version).inconclusive.push_back({{code}, Reason::timed_out, 11});
}

using Which = std::function<bool(const tls::CipherSuiteInfo&)>;

/// Every suite that `which` fits, in every version: as if a narrow scan had not asked, or as if nothing had come back.
template <class Change>
inline void each(TargetRecord& target, const Which& which, Change change) {
  for (auto& result : target.versions)
    for (const auto& suite : tls::cipher_suites())
      if (suite.versions.contains(result.version) && which(suite)) change(target, result.version, suite.code);
}

inline bool is_ecdhe(const tls::CipherSuiteInfo& suite) { return suite.key_exchange == tls::KeyExchange::ecdhe; }
inline bool is_dhe(const tls::CipherSuiteInfo& suite) { return suite.key_exchange == tls::KeyExchange::dhe; }
inline bool is_tls13(const tls::CipherSuiteInfo& suite) { return suite.versions.contains(k13); }
inline bool is_rsa(const tls::CipherSuiteInfo& suite) { return suite.authentication == tls::Authentication::rsa; }
inline bool is_rc4(const tls::CipherSuiteInfo& suite) { return suite.cipher == tls::Cipher::rc4; }
inline bool all(const tls::CipherSuiteInfo&) { return true; }

/// A gateway of which everything is known: RSA certificate, AES by RSA, DHE 2048 and ECDHE over P-256, TLS 1.3.
inline TargetRecord whole() {
  TargetRecord target;
  target.target.host = "vpn.example.net";
  target.status = TargetStatus::complete;
  for (const auto version : tls::kProtocolVersions) {
    VersionResult result;
    result.version = version;
    RefusedSuites refused{{}, Basis::version, Reason::alert_protocol_version, 7};
    for (const auto& suite : tls::cipher_suites())
      if (suite.versions.contains(version)) refused.codes.push_back(suite.code);
    result.refused.push_back(std::move(refused));
    target.versions.push_back(std::move(result));
  }
  for (const auto& [code, group, bits] : {std::tuple{kAes, std::optional<NamedGroup>{}, std::optional<std::size_t>{}},
                                          {kDhe, {}, 2048},
                                          {kEcdhe, NamedGroup::secp256r1, {}}}) {
    AcceptedSuite suite{code, Rung::sstp, group, bits, 9};
    suite.climb = Climb{};
    suite.climb->exchange = 10;
    accept(target, k12, suite);
  }
  AcceptedSuite suite{kTls13, Rung::sstp, NamedGroup::secp256r1, std::nullopt, 9};
  suite.climb = Climb{};
  accept(target, k13, suite);
  for (int i = 0; i <= static_cast<int>(kLastFeatureKind); ++i)
    target.server.features[static_cast<FeatureKind>(i)] = {Support::no, 5};
  target.server.features[FeatureKind::extended_master_secret] = {Support::yes, 5};
  target.server.groups = {
      {k12, tls::GroupKind::elliptic_curve, {{NamedGroup::secp256r1, 6}}, {Support::no, 6}},
      {k13, tls::GroupKind::elliptic_curve, {{NamedGroup::secp256r1, 6}}, {Support::no, 6}},
      {k13, tls::GroupKind::finite_field, {}, {Support::no, 6}},
      {k13, tls::GroupKind::hybrid, {}, {Support::no, 6}},
  };
  ExchangeSummary exchange;
  exchange.id = 9;
  exchange.signature_scheme = tls::SignatureScheme::rsa_pkcs1_sha256;
  target.exchanges.push_back(exchange);
  CertificateChain chain;
  chain.exchange = 9;
  chain.versions = {k12, k13};
  CertificateFacts facts;
  facts.key_type = KeyType::rsa;
  facts.key_bits = 2048;
  facts.signature_hash = tls::SignatureHash::sha256;
  facts.not_before = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
  facts.not_after = std::chrono::sys_days(std::chrono::year(2027) / 1 / 1);
  chain.facts.emplace_back(std::move(facts));
  chain.verdict = ChainVerdict{{}, NameMatch::alternative_name, "x", ""};
  target.certificates.push_back(std::move(chain));
  target.sstp.calls = 4;
  target.sstp.hash_bitmask = kBindingSha256;
  return target;
}

/// Unlike servers were met; what is accepted always stays so.
inline void meet_another_server(TargetRecord& target) {
  Finding finding;
  finding.kind = FindingKind::servers_differ;
  target.findings.push_back(std::move(finding));
}

}  // namespace probe::known_gateway
