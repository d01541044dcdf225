// SPDX-License-Identifier: Apache-2.0
#include "probe/model/absence.hpp"
#include "probe/model/azure.hpp"
#include "reports/catalogue.hpp"

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
  if (rung >= Rung::tls) suite.climb->correlation_id = "{}";
  return suite;
}

AcceptedSuite answered(unsigned status) {
  auto suite = halted(Rung::tls, outcome_of_status(status));
  suite.climb->status = status;
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

void try_requests(TargetRecord& target, RequestKind kind, std::size_t count, unsigned status) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto id = static_cast<ExchangeId>(100 + target.sstp.trials.size());
    target.sstp.trials.push_back({kind, id, outcome_of_status(status), status});
    target.exchanges.emplace_back().id = id;
    target.exchanges.back().leaf = "A1";
  }
}

/// One cell, asked as often and in as many ways as a proof takes, by the name of the target.
TargetRecord asked_whole(unsigned sstp, unsigned path, unsigned method) {
  auto target = with_suites({answered(sstp)});
  target.target.host = "vpn.example.net";
  target.target.sni = "vpn.example.net";
  CertificateChain chain;
  chain.facts.emplace_back().emplace().sha256 = "A1";
  chain.verdict = ChainVerdict{{ChainProblem::self_signed}, NameMatch::alternative_name, "vpn.example.net", ""};
  target.certificates.push_back(chain);
  try_requests(target, RequestKind::sstp, kSstpTrials, sstp);
  try_requests(target, RequestKind::other_path, kOtherTrials, path);
  try_requests(target, RequestKind::other_method, kOtherTrials, method);
  for (const auto kind : {RequestKind::short_sstp, RequestKind::short_other_path, RequestKind::short_other_method})
    try_requests(target, kind, kOtherTrials, 404);
  return target;
}

void answer_short_ones(TargetRecord& target, unsigned sstp, unsigned path, unsigned method) {
  for (auto& trial : target.sstp.trials) {
    if (!is_short(trial.request)) continue;
    const auto status = trial.request == RequestKind::short_sstp         ? sstp
                        : trial.request == RequestKind::short_other_path ? path
                                                                         : method;
    trial.status = status;
    trial.outcome = status == 200 ? CallOutcome::web_page : outcome_of_status(status);
  }
}

TEST_CASE("absence is proven where the answer depends on nothing, and nowhere else") {
  using P = SstpPresence;
  using C = CallOutcome;
  struct Row {
    const char* name;
    unsigned sstp, path, method;
    void (*change)(TargetRecord&);
    P presence;
    const char* word;  ///< of the evidence
  };
  const auto nothing = [](TargetRecord&) {};
  const Row rows[] = {
      {"a web server says 404 to all", 404, 404, 404, nothing, P::absent, "31 SSTP requests to vpn.example.net"},
      {"400 to all", 400, 400, 400, nothing, P::absent, "HTTP status 400"},
      {"405 to all", 405, 405, 405, nothing, P::absent, "HTTP status 405"},
      // accel-ppp with host-name= (accel-pppd/ctrl/sstp/sstp.c, http_recv_request): 404 to a foreign name, and 501 to
      // what is neither GET nor SSTP_DUPLEX_POST.
      {"it knows the method", 404, 404, 501, nothing, P::unknown, "a request with another method"},
      {"it knows the path", 400, 404, 400, nothing, P::unknown, "a request for another path"},
      {"405 and 501 are two answers", 405, 405, 501, nothing, P::unknown, "a request with another method"},
      {"by address, without a name", 404, 404, 404,
       [](TargetRecord& t) {
         t.target.host = "192.0.2.1";
         t.target.sni = std::nullopt;
       },
       P::unknown, "by its name"},
      {"by an IPv6 address", 404, 404, 404, [](TargetRecord& t) { t.target.host = "2001:db8::1"; }, P::unknown,
       "by its name"},
      {"no name in the hello", 404, 404, 404, [](TargetRecord& t) { t.target.sni = std::nullopt; }, P::unknown,
       "by its name"},
      {"another name in the hello", 404, 404, 404, [](TargetRecord& t) { t.target.sni = "www.example.net"; },
       P::unknown, "by its name"},
      {"who answers is somebody else", 404, 404, 404,
       [](TargetRecord& t) {
         t.certificates[0].verdict->problems = {ChainProblem::name_mismatch};
         t.certificates[0].verdict->name_match = NameMatch::mismatch;
       },
       P::unknown, "no certificate for vpn.example.net"},
      {"nobody looked at the certificate", 404, 404, 404, [](TargetRecord& t) { t.certificates.clear(); }, P::unknown,
       "no certificate for vpn.example.net"},
      {"unlike servers", 404, 404, 404,
       [](TargetRecord& t) { t.findings.push_back({FindingKind::servers_differ, {}, {}, {}, {}}); }, P::unknown,
       "unlike servers"},
      {"the same hello drew two answers", 404, 404, 404,
       [](TargetRecord& t) { t.findings.push_back({FindingKind::answer_changed, {}, {}, {}, {}}); }, P::unknown,
       "unlike servers"},
      {"it changed in mid-scan", 404, 404, 404,
       [](TargetRecord& t) { t.findings.push_back({FindingKind::policy_changed, {}, {}, {}, {}}); }, P::unknown,
       "unlike servers"},
      {"a finding about something else", 404, 404, 404,
       [](TargetRecord& t) { t.findings.push_back({FindingKind::slowed_down, {}, {}, {}, {}}); }, P::absent, "31 SSTP"},
      {"a mixed cell", 404, 404, 404, [](TargetRecord& t) { t.versions[0].accepted[0].answers = AnswerCount{3, 4}; },
       P::unknown, "unlike servers"},
      {"two certificates to one offer", 404, 404, 404, [](TargetRecord& t) { t.exchanges[7].leaf = "B2"; }, P::unknown,
       "unlike servers"},
      {"once 400 among 404", 404, 404, 404,
       [](TargetRecord& t) { t.sstp.trials[4] = {RequestKind::sstp, 104, C::bad_request, 400}; }, P::unknown,
       "not by one server"},
      {"another cell was answered otherwise", 404, 404, 404,
       [](TargetRecord& t) { t.versions[0].accepted.push_back(answered(400)); }, P::unknown, "not by one server"},
      {"once 404 for another path, among 400", 400, 400, 400,
       [](TargetRecord& t) { t.sstp.trials[kSstpTrials] = {RequestKind::other_path, 110, C::not_found, 404}; },
       P::unknown, "a request for another path"},
      {"once acknowledged", 404, 404, 404,
       [](TargetRecord& t) { t.sstp.trials[9] = {RequestKind::sstp, 109, C::connected, 200}; }, P::present, ""},
      {"acknowledged on another path", 404, 404, 404,
       [](TargetRecord& t) { t.sstp.trials[11] = {RequestKind::other_path, 111, C::connected, 200}; }, P::present, ""},
      {"a nak", 404, 404, 404, [](TargetRecord& t) { t.sstp.trials[9] = {RequestKind::sstp, 109, C::nak, 200}; },
       P::present, ""},
      {"once silent", 404, 404, 404,
       [](TargetRecord& t) { t.sstp.trials[9] = {RequestKind::sstp, 109, C::http_timed_out, std::nullopt}; },
       P::unknown, "in doubt"},
      {"once reset in the handshake", 404, 404, 404,
       [](TargetRecord& t) { t.sstp.trials[12] = {RequestKind::other_path, 112, C::tls_reset, std::nullopt}; },
       P::unknown, "in doubt"},
      {"another path draws 503", 404, 404, 404,
       [](TargetRecord& t) { t.sstp.trials[12] = {RequestKind::other_path, 112, C::service_unavailable, 503}; },
       P::unknown, "in doubt"},
      {"no trial was made", 404, 404, 404, [](TargetRecord& t) { t.sstp.trials.clear(); }, P::unknown,
       "not asked often enough"},
      {"one SSTP request too few", 404, 404, 404, [](TargetRecord& t) { t.sstp.trials.erase(t.sstp.trials.begin()); },
       P::unknown, "not asked often enough"},
      {"one for another path too few", 404, 404, 404,
       [](TargetRecord& t) { t.sstp.trials.erase(t.sstp.trials.begin() + kSstpTrials); }, P::unknown,
       "not asked often enough"},
      {"one with another method too few", 404, 404, 404,
       [](TargetRecord& t) { t.sstp.trials.erase(t.sstp.trials.begin() + kSstpTrials + kOtherTrials); }, P::unknown,
       "not asked often enough"},
      {"one without content too few", 400, 400, 400, [](TargetRecord& t) { t.sstp.trials.pop_back(); }, P::unknown,
       "not asked often enough"},
      // nginx: 400 to that Content-Length, whatever else is asked, and 405 to a method that is none of its own.
      {"nothing but the length was answered, and nobody knows the path", 400, 400, 400,
       [](TargetRecord& t) { answer_short_ones(t, 405, 405, 405); }, P::absent, "HTTP status 405"},
      {"a page for each path", 400, 400, 400, [](TargetRecord& t) { answer_short_ones(t, 200, 200, 200); }, P::absent,
       "31 SSTP"},
      {"the length hides a path that something knows", 400, 400, 400,
       [](TargetRecord& t) { answer_short_ones(t, 403, 404, 403); }, P::unknown, "another path, without content"},
      {"the length hides a method that something knows", 400, 400, 400,
       [](TargetRecord& t) { answer_short_ones(t, 404, 404, 501); }, P::unknown, "another method, without content"},
      {"a gateway that is down behind a proxy", 400, 400, 400,
       [](TargetRecord& t) { answer_short_ones(t, 502, 502, 502); }, P::unknown, "in doubt"},
      {"acknowledged without content", 400, 400, 400,
       [](TargetRecord& t) { t.sstp.trials.back() = {RequestKind::short_sstp, 140, C::connected, 200}; }, P::present,
       ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto target = asked_whole(row.sstp, row.path, row.method);
    row.change(target);
    const auto verdict = sstp_presence(target);
    const auto evidence = reports::english(verdict.evidence);
    CAPTURE(evidence);
    CHECK(to_string(verdict.presence) == to_string(row.presence));
    CHECK(evidence.find(row.word) != std::string::npos);
    CHECK(verdict.exchange != 0);
  }
}

TEST_CASE("what calls and hellos show without any trial") {
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
    suite.climb->correlation_id.clear();
    return suite;
  };
  auto not_started = with_responses({});
  not_started.status = TargetStatus::not_started;
  const Row rows[] = {
      {"acknowledged", with_suites({acknowledged()}), P::present},
      {"one of two acknowledged", with_suites({answered(404), acknowledged()}), P::present},
      {"a nak", with_suites({halted(Rung::http, C::nak)}), P::present},
      {"404 alone", with_suites({answered(404)}), P::unknown},
      {"502 of a proxy in front", with_suites({answered(502)}), P::unknown},
      {"a portal's redirection", with_suites({answered(302)}), P::unknown},
      {"a web page", with_suites({halted(Rung::http, C::web_page)}), P::unknown},
      {"silence behind TLS", with_suites({halted(Rung::tls, C::http_timed_out)}), P::unknown},
      {"closed behind TLS", with_suites({halted(Rung::tls, C::http_closed)}), P::unknown},
      {"busy", with_suites({answered(503)}), P::unknown},
      {"200, and then silence", with_suites({halted(Rung::http, C::sstp_timed_out)}), P::unknown},
      {"no call reached HTTP", with_suites({halted(Rung::hello, C::tls_reset)}), P::unknown},
      {"nobody called", with_suites({no_call}), P::unknown},
      {"another protocol", with_responses({Response::not_tls, Response::not_tls}), P::unknown},
      {"another protocol, once silent", with_responses({Response::not_tls, Response::silent}), P::unknown},
      {"a closed port", with_responses({Response::not_connected}), P::unknown},
      {"a silent port", with_responses({Response::silent, Response::silent}), P::unknown},
      {"nothing", TargetRecord{}, P::unknown},
      {"no call was made", with_suites({uncalled(Rung::tls)}), P::unknown},
      {"not started", not_started, P::unknown},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto verdict = sstp_presence(row.target);
    CHECK(to_string(verdict.presence) == to_string(row.presence));
    CHECK(!verdict.evidence.empty());
  }
}

TEST_CASE("what nobody asked is not counted as answered, nor told as an answer") {
  auto target = asked_whole(404, 404, 404);
  // The calls before all ended so: the handshake was made, and no request.
  auto believed = answered(404);
  believed.climb->correlation_id.clear();
  believed.climb->status.reset();
  believed.climb->exchange = 8;
  target.versions[0].accepted = {believed, answered(404), believed};
  const auto verdict = sstp_presence(target);
  CHECK(reports::english(verdict.evidence).starts_with("31 SSTP requests"));
  CHECK(verdict.exchange == 9);
  target.versions[0].accepted = {believed};
  target.sstp.trials.clear();
  CHECK(sstp_presence(target).evidence == probe::message("absence.not_so_far"));
  TargetRecord untouched;
  untouched.status = TargetStatus::not_started;
  CHECK(sstp_presence(untouched).evidence == probe::message("absence.interrupted"));
}

TEST_CASE("the end of SSTP at Azure, by the day") {
  const auto on = [](int year, unsigned month, unsigned day) {
    return reports::english(azure_retirement(
        std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day))));
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
