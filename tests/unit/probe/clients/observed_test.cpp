// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/observed.hpp"

#include "probe/clients/client_hello_plan.hpp"

#include <doctest/doctest.h>

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

ExchangeSummary exchange(ExchangeId id, Purpose purpose, Response response) {
  ExchangeSummary summary;
  summary.id = id;
  summary.purpose = purpose;
  summary.response = response;
  if (purpose == Purpose::client) summary.client = "vista/as-shipped";
  if (response != Response::server_hello) return summary;
  summary.selected = {tls::CipherSuite{0x002F}};
  summary.selected_version = tls::ProtocolVersion::TLSv1_0;
  return summary;
}

TEST_CASE("what the answers to a client's hello say, and whether they were forecast") {
  const auto client = [](ExchangeId id, Response response) { return exchange(id, Purpose::client, response); };
  const auto control = [](ExchangeId id, Response response) { return exchange(id, Purpose::control, response); };
  constexpr auto kHello = Response::server_hello, kClosed = Response::closed;
  struct Row {
    const char* name;
    Verdict verdict;
    std::vector<ExchangeSummary> exchanges;
    Observed::Kind kind;
    Agreement agreement;
  };
  const Row rows[] = {
      {"not sent", Verdict::connects, {}, Observed::Kind::not_sent, Agreement::not_compared},
      {"as forecast", Verdict::connects, {client(1, kHello)}, Observed::Kind::selected, Agreement::agrees},
      {"it was to be cut off",
       Verdict::cut_off_outside,
       {client(1, kHello)},
       Observed::Kind::selected,
       Agreement::mismatch},
      {"it was to connect",
       Verdict::connects,
       {client(1, Response::fatal_alert)},
       Observed::Kind::alert,
       Agreement::mismatch},
      {"cut off by an alert",
       Verdict::cut_off_outside,
       {client(1, Response::fatal_alert)},
       Observed::Kind::alert,
       Agreement::agrees},
      {"closed once", Verdict::cut_off_outside, {client(1, kClosed)}, Observed::Kind::unclear, Agreement::not_compared},
      {"closed each time, between controls",
       Verdict::cut_off_outside,
       {client(1, kClosed), control(2, kHello), client(3, kClosed), control(4, kHello)},
       Observed::Kind::closed,
       Agreement::agrees},
      {"the same, and it was to connect",
       Verdict::connects,
       {client(1, kClosed), control(2, kHello), client(3, kClosed), control(4, kHello)},
       Observed::Kind::closed,
       Agreement::mismatch},
      {"the last control failed",
       Verdict::cut_off_outside,
       {client(1, kClosed), control(2, kHello), client(3, kClosed), control(4, kClosed)},
       Observed::Kind::unclear,
       Agreement::not_compared},
      {"closed, then answered",
       Verdict::connects,
       {client(1, kClosed), control(2, kHello), client(3, kHello), control(4, kHello)},
       Observed::Kind::selected,
       Agreement::agrees},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    TargetRecord target;
    target.exchanges = row.exchanges;
    const auto forecast = forecast_of(row.verdict);
    const auto seen = observed(target, forecast);
    CHECK(seen.kind == row.kind);
    CHECK(compare(forecast, seen) == row.agreement);
  }
}

TEST_CASE("a hello that is closed is sent twice more, each time behind a control") {
  ScanOptions options;
  options.max_connections = 1;
  Offer control;
  control.suites = {tls::CipherSuite{0xC02F}};
  ClientHelloPlan plan(options, std::nullopt, control, 100);
  const auto first_name = distinct_client_offers(std::nullopt).front().name;
  std::vector<Purpose> tail;
  std::size_t clients = 0, first_client = 0;
  for (Elapsed now{0}; tail.size() < 200; now += std::chrono::seconds(1)) {
    const auto step = plan.next(now);
    if (std::holds_alternative<Finished>(step)) break;
    const auto* const ask = std::get_if<Ask>(&step);
    if (ask == nullptr) continue;
    CHECK((ask->purpose == Purpose::client) == !ask->client.empty());
    Observation seen;
    seen.response = ask->client == first_name ? Response::closed : Response::server_hello;
    plan.on(ask->id, seen, now);
    clients += ask->purpose == Purpose::client ? 1 : 0;
    first_client += ask->client == first_name ? 1 : 0;
    tail.push_back(ask->purpose);
  }
  const auto distinct = distinct_client_offers(std::nullopt).size();
  CHECK(clients == distinct + 2);
  CHECK(first_client == 3);
  REQUIRE(tail.size() == distinct + 5);
  const std::vector<Purpose> end(tail.end() - 5, tail.end());
  CHECK(end ==
        std::vector<Purpose>{Purpose::control, Purpose::client, Purpose::control, Purpose::client, Purpose::control});
}

}  // namespace
}  // namespace probe
