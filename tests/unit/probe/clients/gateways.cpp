// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/probe/clients/gateways.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace probe::test {

CertificateChain rsa_chain() {
  CertificateChain chain;
  CertificateFacts leaf;
  leaf.key_type = KeyType::rsa;
  leaf.key_bits = 2048;
  leaf.signature_hash = tls::SignatureHash::sha256;
  leaf.signature_key = tls::SignatureKey::rsa;
  leaf.signature_algorithm = "sha256WithRSAEncryption";
  leaf.not_before = kNow - std::chrono::days(30);
  leaf.not_after = kNow + std::chrono::days(30);
  leaf.sha256 = "A1";
  chain.facts = {leaf};
  chain.certificates = {{1}};
  chain.verdict = ChainVerdict{{}, NameMatch::alternative_name, "vpn.example.net", ""};
  return chain;
}

TargetRecord gateway(const std::map<tls::ProtocolVersion, Codes>& accepted, Reason refusal) {
  TargetRecord target;
  target.status = TargetStatus::complete;
  target.certificates = {rsa_chain()};
  target.sstp.connected = 1;
  ExchangeSummary exchange;
  exchange.id = 1;
  exchange.purpose = Purpose::climb;
  exchange.leaf = "A1";
  target.exchanges = {exchange};
  for (const auto version : tls::kProtocolVersions) {
    VersionResult row;
    row.version = version;
    RefusedSuites refused;
    refused.reason = refusal;
    const auto found = accepted.find(version);
    for (const auto& suite : tls::cipher_suites()) {
      if (!suite.versions.contains(version)) continue;
      const auto code = static_cast<unsigned>(suite.code);
      if (found == accepted.end() || std::count(found->second.begin(), found->second.end(), code) == 0) {
        refused.codes.push_back(suite.code);
        continue;
      }
      AcceptedSuite cell;
      cell.code = suite.code;
      cell.rung = Rung::sstp;
      cell.exchange = 1;
      cell.group = tls::NamedGroup::secp256r1;
      row.accepted.push_back(cell);
    }
    row.outcome = row.accepted.empty() ? Outcome::refused : Outcome::accepted;
    row.reason = row.accepted.empty() ? refusal : Reason::server_selected_it;
    row.refused.push_back(std::move(refused));
    target.versions.push_back(std::move(row));
  }
  target.server.features[FeatureKind::suite_preference] = {Support::no, 1};
  return target;
}

TargetRecord azure_2024() {
  return gateway({{tls::ProtocolVersion::TLSv1_2, kAzure2024}}, Reason::closed_while_control_succeeds);
}

VersionResult& version_of(TargetRecord& target, tls::ProtocolVersion version) {
  return *std::find_if(target.versions.begin(), target.versions.end(),
                       [version](const VersionResult& row) { return row.version == version; });
}

ScanRecord record_of(const TargetRecord& target) {
  ScanRecord record;
  record.finished = kNow;
  record.targets = {target};
  return record;
}

std::vector<Forecast> rows_of(const TargetRecord& target) { return forecast(record_of(target), target); }

Forecast row_of(const TargetRecord& target, std::string_view id, ClientState state) {
  for (auto& row : rows_of(target))
    if (row.profile->id == id && row.state == state) return row;
  throw std::logic_error("no such row");
}

}  // namespace probe::test
