// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/probe/features/feature_server.hpp"

#include "probe/hello/hello_lists.hpp"

#include <algorithm>
#include <deque>

namespace probe::test {
namespace {

template <class Value>
bool has(const std::vector<Value>& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

/// The server's choice among what both have; nothing when that is nothing.
template <class Value>
std::optional<Value> choose(const std::vector<Value>& own, const std::vector<Value>& offered, bool own_order) {
  const auto& first = own_order ? own : offered;
  const auto& second = own_order ? offered : own;
  for (const auto& value : first)
    if (has(second, value)) return value;
  return std::nullopt;
}

Observation alert(tls::AlertDescription description) {
  Observation observation;
  observation.response = Response::fatal_alert;
  observation.alert = tls::Alert{tls::AlertLevel::fatal, description};
  return observation;
}

std::vector<tls::CipherSuite> suites_of(const FeatureServer& server, tls::ProtocolVersion version) {
  std::vector<tls::CipherSuite> codes;
  for (const auto& name : server.suites) {
    const auto code = *tls::cipher_suite_from(name);
    if (tls::find_cipher_suite(code)->versions.contains(version)) codes.push_back(code);
  }
  return codes;
}

bool is_below_newest(const FeatureServer& server, tls::ProtocolVersion version) {
  return std::any_of(server.versions.begin(), server.versions.end(), [version](auto own) { return own > version; });
}

}  // namespace

Observation FeatureServer::answer(const Offer& offer) const {
  using tls::AlertDescription;
  const bool tls13 = offer.version == tls::ProtocolVersion::TLSv1_3;
  if (!has(versions, offer.version)) return alert(AlertDescription::protocol_version);
  if (needs_name && !offer.sni) return alert(AlertDescription::unrecognized_name);
  if (knows_fallback && has(offer.signalling, tls::kFallbackScsv) && is_below_newest(*this, offer.version))
    return alert(AlertDescription::inappropriate_fallback);
  if (dislikes_no_shares && tls13 && offer.shares == KeyShares::none) return alert(AlertDescription::missing_extension);
  const auto suite = choose(suites_of(*this, offer.version), offer.suites, own_order);
  const auto group = choose(groups, groups_of(offer), own_order);
  if (!suite || !group) return alert(AlertDescription::handshake_failure);

  Observation observation;
  observation.response = Response::server_hello;
  auto& selection = observation.selection.emplace();
  selection.version = offer.version;
  selection.suites = {*suite};
  selection.group = group;
  selection.extensions = echoes;
  if (compresses && has(offer.compression, std::uint8_t{1})) selection.compression_method = 1;
  if (tls13) return observation;
  selection.certificates = {tls::Bytes(1, offer.sni ? 1 : 2)};
  if (offer.version != tls::ProtocolVersion::TLSv1_2) return observation;
  selection.signature_scheme = choose(schemes, schemes_of(offer), true);
  return selection.signature_scheme ? observation : alert(AlertDescription::handshake_failure);
}

std::vector<VersionResult> FeatureServer::matrix() const {
  std::vector<VersionResult> results;
  ExchangeId exchange = 0;
  for (const auto version : tls::kProtocolVersions) {
    VersionResult result;
    result.version = version;
    result.outcome = has(versions, version) ? Outcome::accepted : Outcome::refused;
    if (has(versions, version)) {
      ++exchange;
      for (const auto code : suites_of(*this, version))
        result.accepted.push_back({code, Rung::hello, {}, {}, exchange});
      std::sort(result.accepted.begin(), result.accepted.end(),
                [](const auto& a, const auto& b) { return a.code < b.code; });
      result.preferred = suites_of(*this, version).front();
    }
    results.push_back(std::move(result));
  }
  return results;
}

std::vector<ExchangeSummary> FeatureServer::exchanges() const {
  std::vector<ExchangeSummary> summaries;
  for (const auto& result : matrix()) {
    if (result.accepted.empty()) continue;
    Offer offer;
    offer.version = result.version;
    offer.sni = "vpn.example";
    for (const auto& suite : result.accepted) offer.suites.push_back(suite.code);
    const auto observation = answer(offer);
    ExchangeSummary summary;
    summary.id = result.accepted.front().exchange;
    summary.version = summary.selected_version.emplace(result.version);
    summary.response = observation.response;
    summary.extensions = observation.selection->extensions;
    summary.compression = observation.selection->compression_method;
    summary.signature_scheme = observation.selection->signature_scheme;
    summaries.push_back(std::move(summary));
  }
  return summaries;
}

FeatureRun simulate(const FeatureServer& server, const ScanOptions& options, const std::optional<std::string>& sni) {
  constexpr std::size_t kMostSteps = 10000;
  FeaturePlan plan(server.matrix(), server.exchanges(), options, sni, 100);
  FeatureRun run;
  Elapsed now{0};
  std::deque<Ask> out;
  for (std::size_t step = 0; step < kMostSteps && !run.finished; ++step) {
    const auto next = plan.next(now);
    if (const auto* ask = std::get_if<Ask>(&next)) {
      run.controls += ask->purpose == Purpose::control ? 1 : 0;
      run.asked.push_back(ask->offer);
      out.push_back(*ask);
    } else if (const auto* wait = std::get_if<WaitUntil>(&next)) {
      now = wait->until;
    } else if (std::holds_alternative<AwaitAnswer>(next)) {
      if (out.empty()) break;  // waits for an answer that nobody owes it
      const auto oldest = out.front();
      out.pop_front();
      now += std::chrono::milliseconds(10);
      const auto blocked = server.gate ? server.gate(oldest.id - 99) : std::nullopt;
      auto answer = blocked ? *blocked : server.answer(oldest.offer);
      if (server.refuses_by_close && answer.response == Response::fatal_alert) {
        answer = {};
        answer.response = Response::closed;
      }
      plan.on(oldest.id, answer, now);
    } else {
      run.finished = true;
    }
  }
  run.result = plan.result();
  return run;
}

}  // namespace probe::test
