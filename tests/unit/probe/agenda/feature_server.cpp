// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/probe/agenda/feature_server.hpp"

#include "probe/agenda/ask.hpp"
#include "probe/agenda/features/questions.hpp"
#include "probe/hello/hello_lists.hpp"
#include "probe/judge/judge.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace probe::agenda::test {
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
    AskHello ask;
    ask.id = result.accepted.front().exchange;
    ask.offer.version = result.version;
    ask.offer.sni = "vpn.example";
    for (const auto& suite : result.accepted) ask.offer.suites.push_back(suite.code);
    const auto began = Elapsed(1000 * ask.id);
    summaries.push_back(summarize(ask, answer(ask.offer), began, began + Elapsed(500), ask.offer.sni));
  }
  return summaries;
}

FeatureRun simulate(const FeatureServer& server, const ScanOptions& options, const std::optional<std::string>& sni) {
  constexpr std::size_t kMostConnections = 1000;
  constexpr std::size_t kMostFailures = 6;  // controls in a row: the scan would stop
  const auto matrix = server.matrix();
  const auto exchanges = server.exchanges();
  judge::Docket docket;
  docket.strict = options.strict;
  docket.retries = options.retries;
  judge::Judge judge(docket);
  for (const auto& exchange : exchanges) judge.take(exchange);
  const Ground ground(matrix, exchanges, {}, options, sni);
  FeatureSource source(ground, judge);
  auto& questions = source.questions();

  FeatureRun run;
  Elapsed now = std::chrono::seconds(1);
  std::size_t failures = 0;
  bool in_doubt = false;  // something was not answered at all, and no control has held since
  const auto put = [&](AskHello ask) {
    ask.id = static_cast<ExchangeId>(100 + run.asked.size());
    run.asked.push_back(ask.offer);
    const auto blocked = server.gate ? server.gate(run.asked.size()) : std::nullopt;
    auto answer = blocked ? *blocked : server.answer(ask.offer);
    if (server.refuses_by_close && answer.response == Response::fatal_alert) {
      answer = {};
      answer.response = Response::closed;
    }
    const auto began = now;
    now += std::chrono::milliseconds(10);
    const auto summary = summarize(ask, answer, began, now, sni);
    judge.take(summary);
    questions.on(summary, answer);
    in_doubt = answer.response == Response::closed;
    return answer.response == Response::server_hello;
  };
  while (run.asked.size() < kMostConnections && failures < kMostFailures) {
    const bool is_control_due = failures != 0 || (in_doubt && !questions.second_is_due());
    if (auto ask = is_control_due ? std::nullopt : questions.next(now)) {
      questions.asked(static_cast<ExchangeId>(100 + run.asked.size()));
      (void)put(std::move(*ask));
    } else if (is_control_due || questions.wants_control()) {
      AskHello control;
      control.purpose = Purpose::control;
      control.offer = *control_offer(ground);
      ++run.controls;
      failures = put(std::move(control)) ? 0 : failures + 1;
      now += std::chrono::seconds(failures);
    } else if (const auto when = questions.wakes_at()) {
      now = *when;
    } else {
      run.finished = questions.is_done();
      break;
    }
  }
  run.result = source.result({});
  return run;
}

}  // namespace probe::agenda::test
