// SPDX-License-Identifier: Apache-2.0
#include "probe/record/record_builder.hpp"

#include "tls/client/crypto/hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace probe {
namespace {

/// A peer that shows another certificate every time must not fill the record.
constexpr std::size_t kMaxChains = 64;
/// Nor one that breaks the standard in a new way every time.
constexpr std::size_t kMaxDeviations = 64;

std::string hexadecimal(const tls::Bytes& octets) {
  std::string text;
  for (const auto octet : octets) text += fmt::format("{:02X}", octet);
  return text;
}

/// The exchange in the words of those that ask for the matrix.
Response response_of(const ClimbReport& report) {
  if (report.handshake.reached != tls::HandshakeStep::client_hello) return Response::server_hello;
  if (!report.handshake.failure)
    return report.halt == CallOutcome::local_failure ? Response::local_failure : Response::not_connected;
  switch (report.handshake.failure->fault) {
    case tls::HandshakeFault::alert:
      return Response::fatal_alert;
    case tls::HandshakeFault::closed:
    case tls::HandshakeFault::reset:
      return report.received == 0 ? Response::closed : Response::partial;
    case tls::HandshakeFault::timed_out:
      return report.received == 0 ? Response::silent : Response::partial;
    case tls::HandshakeFault::bad_message:
    case tls::HandshakeFault::unverified:
    case tls::HandshakeFault::unsupported:
    case tls::HandshakeFault::own_limit:
      break;
  }
  return Response::garbled;
}

}  // namespace

void RecordBuilder::add(ExchangeSummary& exchange, const Observation& observation) {
  if (observation.selection) {
    const auto& certificates = observation.selection->certificates;
    if (!certificates.empty()) exchange.leaf = leaf_hash(certificates.front());
    add_chain(certificates, observation.selection->version, exchange.id, exchange.named);
  }
  count(exchange.purpose);
  record_.exchanges.push_back(exchange);
}

void RecordBuilder::count(Purpose purpose) {
  auto& stats = record_.stats;
  switch (purpose) {
    case Purpose::sweep:
    case Purpose::control:
    case Purpose::repeat:
    case Purpose::look:
      ++stats.connections;
      break;
    case Purpose::climb:
      ++stats.calls;
      break;
    case Purpose::feature:
      ++stats.features;
      break;
    case Purpose::client:
      ++stats.clients;
      break;
  }
}

/// Of the same certificate many times over.
const std::string& RecordBuilder::leaf_hash(const tls::Bytes& der) {
  const auto [known, added] = leaf_hashes_.try_emplace(der);
  if (added) known->second = hexadecimal(tls::crypto::digest(tls::crypto::Hash::sha256, {der}));
  return known->second;
}

void RecordBuilder::keep(ExchangeId exchange, Transcript transcript, Keep keep, std::vector<std::string> key_log) {
  if (transcript.local.address.empty()) return;
  locals_[exchange] = to_string(transcript.local);
  if (keep == Keep::address) return;
  transcript.exchange = exchange;
  transcript.key_log = std::move(key_log);
  record_.transcripts.push_back(std::move(transcript));
}

void RecordBuilder::add_chain(const std::vector<tls::Bytes>& certificates, tls::ProtocolVersion version,
                              ExchangeId exchange, bool with_name) {
  if (certificates.empty()) return;
  auto& chains = record_.certificates;
  auto known = std::find_if(chains.begin(), chains.end(),
                            [&](const CertificateChain& chain) { return chain.certificates == certificates; });
  if (known == chains.end()) {
    if (chains.size() >= kMaxChains) return;
    known = chains.insert(known, {certificates, exchange});
    known->named = with_name;
  }
  known->named = known->named || with_name;
  known->exchange = std::min(known->exchange, exchange);
  const auto& named = tls::kProtocolVersions;
  if (std::find(named.begin(), named.end(), version) == named.end()) return;  // the exchange says what it was
  const auto place = std::lower_bound(known->versions.begin(), known->versions.end(), version);
  if (place == known->versions.end() || *place != version) known->versions.insert(place, version);
}

ExchangeSummary RecordBuilder::add(const agenda::AskCall& ask, const ClimbReport& report, Elapsed started,
                                   Elapsed ended) {
  ExchangeSummary summary;
  summary.id = ask.id;
  summary.purpose = Purpose::climb;
  summary.version = ask.version;
  summary.shape = HelloShape::full;
  summary.codes = {ask.suite};
  summary.started = started;
  summary.lasted = ended - started;
  summary.response = response_of(report);
  if (report.handshake.suite) summary.selected = {*report.handshake.suite};
  summary.selected_version = report.handshake.version;
  summary.signature_scheme = report.handshake.scheme;
  if (report.handshake.failure && report.handshake.failure->alert)
    summary.alert = report.handshake.failure->alert->description;
  summary.detail = report.detail;
  summary.sent = report.sent;
  summary.received = report.received;
  if (!report.handshake.certificates.empty()) summary.leaf = leaf_hash(report.handshake.certificates.front());
  count(summary.purpose);
  record_.exchanges.push_back(summary);
  add_facts(ask, report);
  return summary;
}

void RecordBuilder::add_facts(const agenda::AskCall& ask, const ClimbReport& report) {
  add_chain(report.handshake.certificates, report.handshake.version.value_or(ask.version), ask.id, true);
  add_leaf(report.handshake.certificates);
  if (report.call) add_call(*report.call, ask);
  if (ask.trial) add_trial(report, ask);
  if (report.handshake.certificate_requested)
    find(FindingKind::client_certificate_requested, message("finding.client_certificate_requested"), ask);
}

void RecordBuilder::add_leaf(const std::vector<tls::Bytes>& certificates) {
  if (certificates.empty()) return;
  using tls::crypto::Hash;
  const LeafHashes hashes{hexadecimal(tls::crypto::digest(Hash::sha1, {certificates.front()})),
                          hexadecimal(tls::crypto::digest(Hash::sha256, {certificates.front()}))};
  auto& leaves = record_.sstp.leaves;
  if (leaves.size() < kMaxChains && std::find(leaves.begin(), leaves.end(), hashes) == leaves.end())
    leaves.push_back(hashes);
}

void RecordBuilder::add_call(const CallReport& call, const agenda::AskCall& ask) {
  auto& facts = record_.sstp;
  if (!ask.trial) ++facts.calls;
  const auto deviates = [&facts](std::string what) {
    auto& known = facts.deviations;
    if (known.size() < kMaxDeviations && std::find(known.begin(), known.end(), what) == known.end())
      known.push_back(std::move(what));
  };
  if (call.head) {
    if (!facts.server && call.head->server) facts.server = call.head->server;
    for (const auto deviation : call.head->deviations) deviates("HTTP: " + std::string(to_string(deviation)));
  }
  for (const auto deviation : call.deviations) deviates("SSTP: " + std::string(to_string(deviation)));
  if (!call.binding) return;
  ++facts.connected;
  if (!facts.hash_bitmask) facts.hash_bitmask = call.binding->hashes;
  if (!sstp::is_sane_hash_bitmask(call.binding->hashes))
    find(FindingKind::unsound_hash_bitmask,
         message("finding.unsound_hash_bitmask", fmt::format("0x{:02X}", call.binding->hashes)), ask);
  const tls::Bytes nonce(call.binding->nonce.begin(), call.binding->nonce.end());
  if (!nonces_.emplace(nonce, ask.id).second) find(FindingKind::nonce_reused, message("finding.nonce_reused"), ask);
}

void RecordBuilder::add_trial(const ClimbReport& report, const agenda::AskCall& ask) {
  record_.sstp.trials.push_back({*ask.trial, ask.id, report.halt.value_or(CallOutcome::connected), status_of(report)});
}

/// Each kind once, with all exchanges that showed it.
void RecordBuilder::find(FindingKind kind, Message text, const agenda::AskCall& ask) {
  const auto known =
      std::find_if(findings_.begin(), findings_.end(), [kind](const Finding& each) { return each.kind == kind; });
  if (known != findings_.end()) {
    known->exchanges.push_back(ask.id);
    return;
  }
  Finding finding;
  finding.kind = kind;
  finding.text = std::move(text);
  finding.exchanges = {ask.id};
  findings_.push_back(std::move(finding));
}

TargetRecord RecordBuilder::finish(agenda::Result result) {
  std::sort(record_.exchanges.begin(), record_.exchanges.end(),
            [](const ExchangeSummary& a, const ExchangeSummary& b) { return a.id < b.id; });
  for (auto& exchange : record_.exchanges)
    if (const auto local = locals_.find(exchange.id); local != locals_.end()) exchange.local = local->second;
  std::sort(record_.transcripts.begin(), record_.transcripts.end(),
            [](const Transcript& a, const Transcript& b) { return a.exchange < b.exchange; });
  std::sort(record_.certificates.begin(), record_.certificates.end(),
            [](const CertificateChain& a, const CertificateChain& b) { return a.exchange < b.exchange; });
  record_.status = result.status;
  record_.problem = std::move(result.problem);
  record_.versions = std::move(result.versions);
  record_.findings = std::move(result.findings);
  record_.findings.insert(record_.findings.end(), findings_.begin(), findings_.end());
  record_.server = std::move(result.features);
  record_.stats.slowdowns = result.slowdowns;
  return std::move(record_);
}

}  // namespace probe
