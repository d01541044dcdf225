// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/observed.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace probe {
namespace {

Forecast forecast_of(Verdict verdict) {
  Forecast row;
  row.profile = &client_profiles().front();
  row.verdict = verdict;
  row.version = tls::ProtocolVersion::TLSv1_0;
  row.suites = {tls::CipherSuite{0x002F}};
  return row;
}

using Exchanges = std::vector<ExchangeSummary>;

ExchangeSummary exchange(Purpose purpose, Response response) {
  ExchangeSummary summary;
  summary.purpose = purpose;
  summary.response = response;
  summary.version = tls::ProtocolVersion::TLSv1_0;
  summary.codes = {tls::CipherSuite{0x002F}, tls::CipherSuite{0x0035}};
  if (purpose == Purpose::client) summary.client = "vista/as-shipped";
  if (response == Response::fatal_alert) summary.alert = tls::AlertDescription::handshake_failure;
  if (response != Response::server_hello) return summary;
  summary.selected = {tls::CipherSuite{0x002F}};
  summary.selected_version = tls::ProtocolVersion::TLSv1_0;
  return summary;
}

/// Each takes 10 ms, and the next begins a second later than the one before, then two, three ...
TargetRecord target_with(Exchanges exchanges) {
  TargetRecord target;
  std::chrono::microseconds now{0};
  for (auto& each : exchanges) {
    each.id = static_cast<ExchangeId>(target.exchanges.size() + 1);
    each.started = now;
    each.lasted = std::chrono::milliseconds(10);
    now += std::chrono::seconds(each.id);
    target.exchanges.push_back(std::move(each));
  }
  return target;
}

TEST_CASE("what the answers to a client's hello say, and whether they were forecast") {
  const auto client = [](Response response) { return exchange(Purpose::client, response); };
  const auto control = [](Response response) { return exchange(Purpose::control, response); };
  constexpr auto kHello = Response::server_hello, kClosed = Response::closed, kSilent = Response::silent,
                 kAlert = Response::fatal_alert;
  const auto yes = control(kHello);
  auto unclear = client(kAlert);
  unclear.alert = tls::AlertDescription::internal_error;
  const auto three_times = [&](const ExchangeSummary& what) { return Exchanges{yes, what, what, yes, what, yes}; };
  struct Row {
    std::string name;
    Verdict verdict;
    Exchanges exchanges;
    Observed::Kind kind;
    Agreement agreement;
  };
  using Kind = Observed::Kind;
  constexpr auto kAgrees = Agreement::agrees, kMismatch = Agreement::mismatch, kNot = Agreement::not_compared;
  const Row rows[] = {
      {"not sent", Verdict::connects, {}, Kind::not_sent, kNot},
      {"another client's was", Verdict::connects, {yes}, Kind::not_sent, kNot},
      {"as forecast", Verdict::connects, {client(kHello)}, Kind::selected, kAgrees},
      {"it was to be cut off", Verdict::cut_off_outside, {client(kHello)}, Kind::selected, kMismatch},
      {"it was to connect", Verdict::connects, {yes, client(kAlert), yes}, Kind::alert, kMismatch},
      {"cut off by an alert", Verdict::cut_off_outside, {yes, client(kAlert), yes}, Kind::alert, kAgrees},
      {"an alert, and no control", Verdict::cut_off_outside, {client(kAlert)}, Kind::unclear, kNot},
      {"closed once", Verdict::cut_off_outside, {yes, client(kClosed), yes}, Kind::unclear, kNot},
      {"closed each time, between controls", Verdict::cut_off_outside, three_times(client(kClosed)), Kind::closed,
       kAgrees},
      {"the same, and it was to connect", Verdict::connects, three_times(client(kClosed)), Kind::closed, kMismatch},
      {"silent each time", Verdict::cut_off_outside, three_times(client(kSilent)), Kind::silent, kAgrees},
      {"an unclear alert each time", Verdict::cut_off_outside, three_times(unclear), Kind::alert, kAgrees},
      {"the last control failed",
       Verdict::cut_off_outside,
       {yes, client(kClosed), client(kClosed), yes, client(kClosed), control(kClosed)},
       Kind::unclear,
       kNot},
      {"closed, then answered",
       Verdict::connects,
       {yes, client(kClosed), yes, client(kHello), yes},
       Kind::selected,
       kAgrees},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto target = target_with(row.exchanges);
    const auto forecast = forecast_of(row.verdict);
    const auto seen = observed(target, forecast);
    CHECK(seen.kind == row.kind);
    CHECK(compare(forecast, seen) == row.agreement);
  }
}

}  // namespace
}  // namespace probe
