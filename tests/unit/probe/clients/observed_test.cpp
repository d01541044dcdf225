// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/observed.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace probe {
namespace {

Expected expected_of(TunnelOutcome outcome) {
  Expected expected;
  expected.outcome = outcome;
  expected.version = tls::ProtocolVersion::TLSv1_0;
  expected.suites = {tls::CipherSuite{0x002F}};
  return expected;
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
    TunnelOutcome expected;
    Exchanges exchanges;
    Observed::Kind kind;
    Agreement agreement;
  };
  using Kind = Observed::Kind;
  constexpr auto kAgrees = Agreement::agrees, kMismatch = Agreement::mismatch, kNot = Agreement::not_compared;
  const Row rows[] = {
      {"not sent", TunnelOutcome::stands, {}, Kind::not_sent, kNot},
      {"another client's was", TunnelOutcome::stands, {yes}, Kind::not_sent, kNot},
      {"as forecast", TunnelOutcome::stands, {client(kHello)}, Kind::selected, kAgrees},
      {"it was to be cut off", TunnelOutcome::refused, {client(kHello)}, Kind::selected, kMismatch},
      {"it was to connect", TunnelOutcome::stands, {yes, client(kAlert), yes}, Kind::alert, kMismatch},
      {"cut off by an alert", TunnelOutcome::refused, {yes, client(kAlert), yes}, Kind::alert, kAgrees},
      {"an alert, and no control", TunnelOutcome::refused, {client(kAlert)}, Kind::unclear, kNot},
      {"closed once", TunnelOutcome::refused, {yes, client(kClosed), yes}, Kind::unclear, kNot},
      {"closed each time, between controls", TunnelOutcome::refused, three_times(client(kClosed)), Kind::closed,
       kAgrees},
      {"the same, and it was to connect", TunnelOutcome::stands, three_times(client(kClosed)), Kind::closed, kMismatch},
      {"silent each time", TunnelOutcome::refused, three_times(client(kSilent)), Kind::silent, kAgrees},
      {"an unclear alert each time", TunnelOutcome::refused, three_times(unclear), Kind::alert, kAgrees},
      {"the last control failed",
       TunnelOutcome::refused,
       {yes, client(kClosed), client(kClosed), yes, client(kClosed), control(kClosed)},
       Kind::unclear,
       kNot},
      {"closed, then answered",
       TunnelOutcome::stands,
       {yes, client(kClosed), yes, client(kHello), yes},
       Kind::selected,
       kAgrees},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto target = target_with(row.exchanges);
    const auto seen = LiveAnswers(target, {}).to(client_profiles().front(), ClientState::as_shipped);
    CHECK(seen.kind == row.kind);
    CHECK(compare(expected_of(row.expected), seen) == row.agreement);
  }
}

}  // namespace
}  // namespace probe
