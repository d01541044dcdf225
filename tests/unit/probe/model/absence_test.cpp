// SPDX-License-Identifier: Apache-2.0
#include "probe/model/absence.hpp"
#include "probe/model/azure.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using namespace probe;

AcceptedSuite halted(Rung rung, CallOutcome outcome) {
  AcceptedSuite suite;
  suite.code = tls::CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;
  suite.rung = rung;
  suite.climb = Climb{};
  suite.climb->exchange = 9;
  suite.climb->halt = outcome;
  return suite;
}

AcceptedSuite acknowledged() {
  auto suite = halted(Rung::sstp, CallOutcome::connected);
  suite.climb->halt = std::nullopt;
  return suite;
}

TargetRecord with_suites(std::vector<AcceptedSuite> suites) {
  TargetRecord target;
  VersionResult version;
  version.version = tls::ProtocolVersion::TLSv1_2;
  version.outcome = Outcome::accepted;
  version.accepted = std::move(suites);
  target.versions = {version};
  return target;
}

TargetRecord with_responses(const std::vector<Response>& responses) {
  TargetRecord target;
  for (const auto response : responses) {
    ExchangeSummary exchange;
    exchange.id = static_cast<ExchangeId>(target.exchanges.size() + 1);
    exchange.response = response;
    target.exchanges.push_back(exchange);
  }
  return target;
}

TEST_CASE("absence needs an answer that no SSTP server gives") {
  using P = SstpPresence;
  using C = CallOutcome;
  struct Row {
    std::string name;
    TargetRecord target;
    P presence;
  };
  auto no_call = halted(Rung::hello, C::not_called);
  no_call.climb = std::nullopt;
  const auto uncalled = [](Rung rung) {
    auto suite = halted(rung, C::not_called);
    suite.climb->exchange = 0;
    return suite;
  };
  const auto believed = [](CallOutcome outcome) {
    auto suite = halted(Rung::tls, outcome);
    suite.climb->exchange = 0;
    suite.climb->detail = "not asked: the calls before this one all ended so";
    return suite;
  };
  auto not_started = with_responses({});
  not_started.status = TargetStatus::not_started;
  const Row rows[] = {
      {"404", with_suites({halted(Rung::tls, C::not_found)}), P::absent},
      {"405", with_suites({halted(Rung::tls, outcome_of_status(405))}), P::absent},
      {"502 of a proxy in front", with_suites({halted(Rung::tls, outcome_of_status(502))}), P::unknown},
      {"a portal's redirection", with_suites({halted(Rung::tls, outcome_of_status(302))}), P::unknown},
      {"a web page", with_suites({halted(Rung::http, C::web_page)}), P::unknown},
      {"404, and a cell without a client",
       with_suites({halted(Rung::hello, C::no_client), halted(Rung::tls, C::not_found)}), P::absent},
      {"acknowledged", with_suites({acknowledged()}), P::present},
      {"one of two acknowledged", with_suites({halted(Rung::tls, C::not_found), acknowledged()}), P::present},
      {"a nak", with_suites({halted(Rung::http, C::nak)}), P::present},
      {"silence behind TLS", with_suites({halted(Rung::tls, C::http_timed_out)}), P::unknown},
      {"closed behind TLS", with_suites({halted(Rung::tls, C::http_closed)}), P::unknown},
      {"busy", with_suites({halted(Rung::tls, C::service_unavailable)}), P::unknown},
      {"404, and silence once", with_suites({halted(Rung::tls, C::not_found), halted(Rung::tls, C::http_timed_out)}),
       P::unknown},
      {"200, and then silence", with_suites({halted(Rung::http, C::sstp_timed_out)}), P::unknown},
      {"no call reached HTTP", with_suites({halted(Rung::hello, C::tls_reset)}), P::unknown},
      {"nobody called", with_suites({no_call}), P::unknown},
      {"another protocol", with_responses({Response::not_tls, Response::not_tls}), P::unknown},
      {"another protocol, once silent", with_responses({Response::not_tls, Response::silent}), P::unknown},
      {"a closed port", with_responses({Response::not_connected}), P::unknown},
      {"a silent port", with_responses({Response::silent, Response::silent}), P::unknown},
      {"nothing", TargetRecord{}, P::unknown},
      {"404, and a call that was never made", with_suites({uncalled(Rung::tls), halted(Rung::tls, C::not_found)}),
       P::absent},
      {"no call was made", with_suites({uncalled(Rung::tls)}), P::unknown},
      {"404, and what is believed for it", with_suites({halted(Rung::tls, C::not_found), believed(C::not_found)}),
       P::absent},
      {"nobody asked what is believed", with_suites({believed(C::not_found)}), P::unknown},
      {"silence, and what is believed for it",
       with_suites({believed(C::http_timed_out), halted(Rung::tls, C::http_timed_out)}), P::unknown},
      {"not started", not_started, P::unknown},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto verdict = sstp_presence(row.target);
    CHECK(static_cast<int>(verdict.presence) == static_cast<int>(row.presence));
    CHECK(!verdict.evidence.empty());
  }
}

TEST_CASE("what nobody asked is not counted as answered, nor told as an answer") {
  auto asked = halted(Rung::tls, CallOutcome::not_found), believed = asked;
  believed.climb->exchange = 0;
  believed.climb->detail = "not asked: the calls before this one all ended so";
  const auto verdict = sstp_presence(with_suites({believed, asked, believed}));
  CHECK(verdict.evidence.starts_with("1 SSTP request was answered"));
  CHECK(verdict.evidence.find("not asked") == std::string::npos);
  CHECK(verdict.exchange == 9);
  TargetRecord untouched;
  untouched.status = TargetStatus::not_started;
  CHECK(sstp_presence(untouched).evidence == "the scan was interrupted before it came to this target");
}

TEST_CASE("the end of SSTP at Azure, by the day") {
  const auto on = [](int year, unsigned month, unsigned day) {
    return azure_retirement(
        std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day)));
  };
  CHECK(on(2026, 3, 30).find("From 2026-03-31 on it cannot be enabled") != std::string::npos);
  CHECK(on(2026, 11, 25).find("126 days after 2026-11-25") != std::string::npos);
  CHECK(on(2026, 11, 25).find("cannot be enabled since") != std::string::npos);
  CHECK(on(2027, 3, 30).find("1 day after") != std::string::npos);
  CHECK(on(2027, 3, 31).find("the very day") != std::string::npos);
  CHECK(on(2027, 4, 1).find("Azure ended SSTP") != std::string::npos);
}

TEST_CASE("names of Azure's gateways") {
  for (const char* name : {"azuregateway-x.vpn.azure.com", "A.VPN.Azure.COM.", "azuregateway-x.cloudapp.net"})
    CHECK(is_azure_gateway(name));
  for (const char* name : {"vpn.example.net", "vpn.azure.com.example.net", "notvpn.azure.com", "192.0.2.1", ""})
    CHECK(!is_azure_gateway(name));
}

}  // namespace
