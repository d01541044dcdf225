// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/reports/sample_record.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace reports::test {
namespace {

using probe::Basis;
using probe::Outcome;
using probe::Reason;
using tls::ProtocolVersion;

template <class Enum>
std::vector<Enum> all_up_to(Enum last) {
  std::vector<Enum> values;
  for (int i = 0; i <= static_cast<int>(last); ++i) values.push_back(static_cast<Enum>(static_cast<std::uint8_t>(i)));
  return values;
}

probe::CertificateChain chain_with_every_word(const probe::CertificateChain& like) {
  probe::CertificateChain chain;
  const auto add = [&](const auto& change) {
    chain.certificates.push_back(like.certificates[0]);
    change(*chain.facts.emplace_back(like.facts[0]));
  };
  for (const auto type : all_up_to(probe::KeyType::other)) add([type](auto& facts) { facts.key_type = type; });
  for (const auto usage : all_up_to(probe::ServerUsage::absent))
    add([usage](auto& facts) { facts.server_usage = usage; });
  for (const auto hash : all_up_to(tls::SignatureHash::sm3)) add([hash](auto& facts) { facts.signature_hash = hash; });
  for (const auto key : all_up_to(tls::SignatureKey::other)) add([key](auto& facts) { facts.signature_key = key; });
  chain.versions.assign(tls::kProtocolVersions.begin(), tls::kProtocolVersions.end());
  chain.verdict = probe::ChainVerdict{all_up_to(probe::ChainProblem::no_roots), probe::NameMatch::common_name, "", ""};
  return chain;
}

}  // namespace

probe::ScanRecord scan_with_every_word() {
  auto record = small_scan();
  const auto three = scan_of_three();
  auto& target = record.targets[0];
  auto spare = tls::cipher_suites().begin();  // each cell stands in one list only
  auto& tls12 = target.versions[2];
  tls12 = {};
  tls12.version = ProtocolVersion::TLSv1_2;
  tls12.outcome = Outcome::accepted;
  tls12.reason = Reason::server_selected_it;
  for (const auto rung : all_up_to(probe::Rung::sstp)) tls12.accepted.push_back({(spare++)->code, rung, {}, {}, 1});
  for (const auto need : all_up_to(probe::Need::small_hello)) {
    tls12.accepted.push_back({(spare++)->code, probe::Rung::hello, {}, {}, 1});
    tls12.accepted.back().needs = {need};
    tls12.accepted.back().answers = probe::AnswerCount{3, 4};
  }
  for (const auto halt : all_up_to(probe::CallOutcome::incomplete_ack)) {
    probe::AcceptedSuite halted{(spare++)->code, probe::Rung::tls, {}, {}, 1};
    halted.climb = probe::Climb{1, halt, "The peer's words.", "", std::chrono::microseconds(1), {}, {}};
    tls12.accepted.push_back(halted);
  }
  const auto reasons = all_up_to(Reason::not_requested);
  const auto first_open =
      std::find(reasons.begin(), reasons.end(), Reason::selected_unoffered_suite);  // those before it refuse
  for (auto reason = reasons.begin() + 1; reason != first_open; ++reason)
    tls12.refused.push_back({{(spare++)->code}, Basis::batch, *reason, 1, tls::AlertDescription{200}});
  for (const auto basis : all_up_to(Basis::version))
    tls12.refused.push_back({{(spare++)->code}, basis, Reason::alert_handshake_failure, 1});
  for (auto reason = first_open; reason != reasons.end(); ++reason)
    tls12.inconclusive.push_back({{(spare++)->code}, *reason, 0, tls::AlertDescription::internal_error});

  // The other versions show the outcomes that are left.
  target.versions[1].outcome = Outcome::not_applicable;
  target.versions[1].reason = Reason::not_defined;
  probe::VersionResult open, untested;
  open.version = ProtocolVersion::TLSv1_0;
  open.outcome = Outcome::inconclusive;
  open.reason = Reason::timed_out;
  open.inconclusive = {{{suite("TLS_RSA_WITH_RC4_128_SHA")}, Reason::timed_out, 1}};
  untested.version = ProtocolVersion::TLSv1_3;
  target.versions.insert(target.versions.begin() + 2, std::move(open));
  target.versions.push_back(std::move(untested));

  for (const auto kind : all_up_to(probe::FindingKind::slowed_down))
    target.findings.push_back({kind, probe::verbatim("Text."), {}, {}, {}});
  for (const auto kind : all_up_to(probe::kLastFeatureKind))
    target.server.features[kind] = {static_cast<probe::Support>(static_cast<int>(kind) % 4), 1};
  for (const auto kind : all_up_to(tls::GroupKind::post_quantum))
    target.server.groups.push_back(
        {ProtocolVersion::TLSv1_3, kind, {{tls::NamedGroup{0x4321}, 2}}, {probe::Support::no, 3}});
  target.server.preferred_groups = {{tls::NamedGroup::X25519MLKEM768, 4}};
  target.server.schemes = {{tls::SignatureScheme::rsa_md5, 5}, {tls::SignatureScheme{0x4321}, 6}};

  target.certificates.push_back(chain_with_every_word(target.certificates[0]));

  auto exchange = target.exchanges[0];
  exchange.extensions = {tls::ExtensionType::extended_master_secret, tls::ExtensionType{0x4321}};
  exchange.compression = std::uint8_t{1};
  exchange.signature_scheme = tls::SignatureScheme::rsa_pkcs1_sha256;
  for (const auto purpose : all_up_to(probe::Purpose::client)) {
    exchange.purpose = purpose;
    target.exchanges.push_back(exchange);
  }
  for (const auto shape : all_up_to(probe::HelloShape::rich)) {
    exchange.shape = shape;
    exchange.named = false;
    exchange.variant = "no-sni";
    exchange.group = tls::NamedGroup{0x4321};
    exchange.key_bits = 2048;
    exchange.retry_suite = tls::CipherSuite{0x1301};
    exchange.leaf = std::string(62, '0') + "A2";
    exchange.alert = tls::AlertDescription{0};
    target.exchanges.push_back(exchange);
  }
  for (const auto response : all_up_to(probe::Response::local_failure)) {
    exchange.response = response;
    target.exchanges.push_back(exchange);
  }
  target.certificates.back().named = false;
  target.stats.clients = 7;
  target.stats.unused = 8;
  record.options.gentle = true;
  for (const auto status : {probe::TargetStatus::interrupted, probe::TargetStatus::not_started}) {
    auto other = three.targets[2];
    other.status = status;
    record.targets.push_back(std::move(other));
  }
  for (const auto family : all_up_to(probe::AddressFamily::ipv6)) {
    auto other = three.targets[2];
    other.target.family = family;
    record.targets.push_back(std::move(other));
  }
  record.targets.push_back(three.targets[1]);
  return record;
}

}  // namespace reports::test
