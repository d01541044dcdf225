// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/record_builder.hpp"

#include <algorithm>
#include <cstddef>

namespace probe {
namespace {

/// A peer that shows another certificate every time must not fill the record.
constexpr std::size_t kMaxChains = 64;

}  // namespace

void RecordBuilder::add(const Ask& ask, const Observation& observation, Elapsed started, Elapsed ended) {
  ExchangeSummary summary;
  summary.id = ask.id;
  summary.purpose = ask.purpose;
  summary.version = ask.offer.version;
  summary.shape = ask.offer.shape;
  summary.codes = ask.offer.suites;
  summary.started = started;
  summary.lasted = ended - started;
  summary.response = observation.response;
  if (observation.selection) {
    summary.selected = observation.selection->suites;
    summary.selected_version = observation.selection->version;
    add_chain(observation.selection->certificates, ask.id);
  }
  summary.detail = observation.detail;
  summary.sent = observation.hello_size;
  summary.received = observation.received;
  record_.exchanges.push_back(std::move(summary));
}

void RecordBuilder::add_chain(const std::vector<tls::Bytes>& certificates, ExchangeId exchange) {
  if (certificates.empty()) return;
  auto& chains = record_.certificates;
  const auto known = std::find_if(chains.begin(), chains.end(),
                                  [&](const CertificateChain& chain) { return chain.certificates == certificates; });
  if (known != chains.end())
    known->exchange = std::min(known->exchange, exchange);
  else if (chains.size() < kMaxChains)
    chains.push_back({certificates, exchange});
}

TargetRecord RecordBuilder::finish(PlanResult result) {
  std::sort(record_.exchanges.begin(), record_.exchanges.end(),
            [](const ExchangeSummary& a, const ExchangeSummary& b) { return a.id < b.id; });
  std::sort(record_.certificates.begin(), record_.certificates.end(),
            [](const CertificateChain& a, const CertificateChain& b) { return a.exchange < b.exchange; });
  record_.status = result.status;
  record_.problem = std::move(result.problem);
  record_.versions = std::move(result.versions);
  record_.findings = std::move(result.findings);
  record_.stats.slowdowns = result.slowdowns;
  return std::move(record_);
}

}  // namespace probe
