// SPDX-License-Identifier: Apache-2.0
#include "probe/plan/classify.hpp"

#include "tests/unit/probe/plan/simulated_server.hpp"

#include <doctest/doctest.h>

namespace probe {
namespace {

using test::alert;
using test::connect_failure;
using test::response;
using tls::CipherSuite;
using tls::ProtocolVersion;

constexpr CipherSuite kOffered{0x002F}, kOther{0x0035};

Observation hello(ProtocolVersion version, std::vector<CipherSuite> suites) {
  auto observation = response(Response::server_hello);
  observation.selection.emplace();
  observation.selection->version = version;
  observation.selection->suites = std::move(suites);
  return observation;
}

Corroboration corroborated(std::size_t times, bool controls = true, bool agree = true, bool strict = false) {
  Corroboration c;
  c.same_answers = times;
  c.controls_succeed = controls;
  c.answers_agree = agree;
  c.strict = strict;
  return c;
}

TEST_CASE("classify: every row of the rule") {
  const auto v12 = ProtocolVersion::TLSv1_2;
  struct Row {
    const char* name;
    Observation observation;
    Corroboration corroboration;
    Verdict verdict;
  };
  const Row rows[] = {
      {"as offered", hello(v12, {kOffered}), {}, {Outcome::accepted, Reason::server_selected_it}},
      {"older version",
       hello(ProtocolVersion::TLSv1_0, {kOffered}),
       {},
       {Outcome::refused, Reason::negotiated_other_version}},
      {"newer version",
       hello(ProtocolVersion::TLSv1_3, {kOffered}),
       {},
       {Outcome::refused, Reason::negotiated_other_version}},
      {"suite not offered",
       hello(v12, {kOther}),
       corroborated(9),
       {Outcome::inconclusive, Reason::selected_unoffered_suite}},
      {"alert 40", alert(40), {}, {Outcome::refused, Reason::alert_handshake_failure}},
      {"alert 70", alert(70), {}, {Outcome::refused, Reason::alert_protocol_version}},
      {"alert 71", alert(71), {}, {Outcome::refused, Reason::alert_insufficient_security}},
      {"alert 80", alert(80), corroborated(9), {Outcome::inconclusive, Reason::other_alert}},
      {"alert 10", alert(10), {}, {Outcome::inconclusive, Reason::other_alert}},
      {"alert 0, fatal", alert(0), {}, {Outcome::inconclusive, Reason::other_alert}},
      {"alert 112, fatal", alert(112), {}, {Outcome::inconclusive, Reason::other_alert}},
      {"closed once", response(Response::closed), corroborated(1), {Outcome::inconclusive, Reason::closed}},
      {"closed twice", response(Response::closed), corroborated(2), {Outcome::inconclusive, Reason::closed}},
      {"closed three times",
       response(Response::closed),
       corroborated(3),
       {Outcome::refused, Reason::closed_while_control_succeeds}},
      {"closed, controls fail",
       response(Response::closed),
       corroborated(9, false),
       {Outcome::inconclusive, Reason::closed}},
      {"closed, repeats disagree",
       response(Response::closed),
       corroborated(3, true, false),
       {Outcome::inconclusive, Reason::repeats_disagree}},
      {"closed, strict",
       response(Response::closed),
       corroborated(3, true, true, true),
       {Outcome::inconclusive, Reason::closed_while_control_succeeds}},
      {"silent once", response(Response::silent), corroborated(1), {Outcome::inconclusive, Reason::timed_out}},
      {"silent three times",
       response(Response::silent),
       corroborated(3),
       {Outcome::refused, Reason::silent_while_control_succeeds}},
      {"silent, controls fail",
       response(Response::silent),
       corroborated(3, false),
       {Outcome::inconclusive, Reason::timed_out}},
      {"silent, strict",
       response(Response::silent),
       corroborated(3, true, true, true),
       {Outcome::inconclusive, Reason::silent_while_control_succeeds}},
      {"partial", response(Response::partial), corroborated(9), {Outcome::inconclusive, Reason::partial_answer}},
      {"garbled", response(Response::garbled), corroborated(9), {Outcome::inconclusive, Reason::garbled}},
      {"not TLS", response(Response::not_tls), corroborated(9), {Outcome::inconclusive, Reason::not_tls}},
      {"retry failed",
       response(Response::retry_failed),
       corroborated(9),
       {Outcome::inconclusive, Reason::hello_retry_failed}},
      {"connect timed out",
       connect_failure(ConnectFailure::timed_out),
       corroborated(9),
       {Outcome::inconclusive, Reason::timed_out}},
      {"connect refused",
       connect_failure(ConnectFailure::refused),
       corroborated(9),
       {Outcome::inconclusive, Reason::connect_failed}},
      {"own failure",
       response(Response::local_failure),
       corroborated(9),
       {Outcome::inconclusive, Reason::local_failure}},
      {"SSL 2.0 error to a TLS hello", response(Response::ssl2_error), {}, {Outcome::inconclusive, Reason::garbled}},
      {"a ServerHello without its content",
       response(Response::server_hello),
       {},
       {Outcome::inconclusive, Reason::garbled}},
  };
  Offer offer;
  offer.version = v12;
  offer.suites = {kOffered};
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto verdict = classify(offer, row.observation, row.corroboration);
    CHECK(to_string(verdict.outcome) == to_string(row.verdict.outcome));
    CHECK(to_string(verdict.reason) == to_string(row.verdict.reason));
  }
}

TEST_CASE("classify: a ServerHello behind a HelloRetryRequest") {
  const auto v13 = ProtocolVersion::TLSv1_3;
  constexpr CipherSuite kFirst{0x1301}, kSecond{0x1302}, kUnoffered{0x1303};
  struct Row {
    const char* name;
    CipherSuite retry, hello;
    Verdict verdict;
  };
  const Row rows[] = {
      {"both as offered", kFirst, kFirst, {Outcome::accepted, Reason::server_selected_it}},
      {"another one that was offered", kSecond, kFirst, {Outcome::accepted, Reason::server_selected_it}},
      {"the retry's was not offered", kUnoffered, kFirst, {Outcome::inconclusive, Reason::selected_unoffered_suite}},
      {"the hello's was not offered", kFirst, kUnoffered, {Outcome::inconclusive, Reason::selected_unoffered_suite}},
      {"neither was offered", kUnoffered, kUnoffered, {Outcome::inconclusive, Reason::selected_unoffered_suite}},
  };
  Offer offer;
  offer.version = v13;
  offer.suites = {kFirst, kSecond};
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto observation = hello(v13, {row.hello});
    observation.selection->after_retry = true;
    observation.selection->retry_suite = row.retry;
    CHECK(classify(offer, observation, {}) == row.verdict);
  }
}

TEST_CASE("classify: alerts of a server that sheds load by them need what a close needs") {
  struct Row {
    const char* name;
    int description;
    Corroboration corroboration;
    Verdict verdict;
  };
  const Row rows[] = {
      {"once", 40, corroborated(1), {Outcome::inconclusive, Reason::no_control}},
      {"twice", 70, corroborated(2), {Outcome::inconclusive, Reason::no_control}},
      {"three times", 40, corroborated(3), {Outcome::refused, Reason::alert_handshake_failure}},
      {"three times, 70", 70, corroborated(3), {Outcome::refused, Reason::alert_protocol_version}},
      {"three times, 71", 71, corroborated(3), {Outcome::refused, Reason::alert_insufficient_security}},
      {"strict believes alerts",
       40,
       corroborated(3, true, true, true),
       {Outcome::refused, Reason::alert_handshake_failure}},
      {"controls fail", 40, corroborated(9, false), {Outcome::inconclusive, Reason::no_control}},
      {"repeats disagree", 40, corroborated(3, true, false), {Outcome::inconclusive, Reason::repeats_disagree}},
      {"another alert", 80, corroborated(9), {Outcome::inconclusive, Reason::other_alert}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto corroboration = row.corroboration;
    corroboration.alerts_doubted = true;
    CHECK(classify({}, alert(row.description), corroboration) == row.verdict);
  }
}

TEST_CASE("classify: SSL 2.0") {
  Offer offer;
  offer.version = ProtocolVersion::SSLv2;
  offer.suites = {CipherSuite{0x010080}, CipherSuite{0x0700C0}};
  CHECK(classify(offer, response(Response::ssl2_error), {}).reason == Reason::ssl2_error);
  CHECK(classify(offer, hello(ProtocolVersion::SSLv2, {}), {}) ==
        Verdict{Outcome::refused, Reason::no_shared_cipher_kind});
  CHECK(classify(offer, hello(ProtocolVersion::SSLv2, offer.suites), {}).outcome == Outcome::accepted);
  CHECK(classify(offer, hello(ProtocolVersion::SSLv2, {CipherSuite{0x010080}, CipherSuite{0x050080}}), {}).reason ==
        Reason::selected_unoffered_suite);
  CHECK(classify(offer, alert(70), {}).outcome == Outcome::refused);
}

}  // namespace
}  // namespace probe
