// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/reading.hpp"

#include "tests/unit/probe/judge/told_history.hpp"

#include <doctest/doctest.h>

#include <string>

namespace probe::judge {
namespace {

using test::Told;
using tls::CipherSuite;
using tls::ProtocolVersion;

constexpr CipherSuite kOffered{0x002F}, kOther{0x0035}, kThird{0x000A};
constexpr auto kSsl2 = ProtocolVersion::SSLv2;
constexpr CipherSuite kRc4{0x010080}, kTripleDes{0x0700C0}, kIdea{0x050080};

Told retried(CipherSuite retry, CipherSuite selected) {
  auto told = test::select({kOffered, kOther}, selected).in(ProtocolVersion::TLSv1_3);
  told.exchange.retry_suite = retry;
  return told;
}

Told answered(Response response) { return test::answer({kOffered}, response); }

Told without_selection() {
  auto told = answered(Response::server_hello);
  return told;
}

/// What a hello of a real client, who takes older versions too, is answered in.
Told client_hello(ProtocolVersion selected) {
  auto told = test::fall_back({kOffered}, kOffered, selected).of(Purpose::client);
  told.exchange.client = "7sp1/as-shipped";
  return told;
}

TEST_CASE("one answer: every row of the table") {
  struct Row {
    std::string name;
    Told told;
    Answer answer;
    Reason reason;
  };
  const Row rows[] = {
      {"as offered", test::select({kOffered}, kOffered), Answer::accepted, Reason::server_selected_it},
      {"one of many", test::select({kThird, kOther, kOffered}, kOther), Answer::accepted, Reason::server_selected_it},
      {"older version", test::fall_back({kOffered}, kOffered, ProtocolVersion::TLSv1_0), Answer::other_version,
       Reason::negotiated_other_version},
      {"newer version", test::fall_back({kOffered}, kOffered, ProtocolVersion::TLSv1_3), Answer::other_version,
       Reason::negotiated_other_version},
      {"older version and a suite that was not offered", test::fall_back({kOffered}, kOther, ProtocolVersion::TLSv1_0),
       Answer::other_version, Reason::negotiated_other_version},
      {"suite not offered", test::select({kOffered}, kOther), Answer::unoffered_suite,
       Reason::selected_unoffered_suite},
      {"a client's hello, answered in an older version", client_hello(ProtocolVersion::TLSv1_0), Answer::accepted,
       Reason::server_selected_it},
      {"a client's hello, answered in a newer version", client_hello(ProtocolVersion::TLSv1_3), Answer::other_version,
       Reason::negotiated_other_version},
      {"alert 40", test::refuse({kOffered}, 40), Answer::refusal, Reason::alert_handshake_failure},
      {"alert 70", test::refuse({kOffered}, 70), Answer::refusal, Reason::alert_protocol_version},
      {"alert 71", test::refuse({kOffered}, 71), Answer::refusal, Reason::alert_insufficient_security},
      {"alert 0, fatal", test::refuse({kOffered}, 0), Answer::unclear_alert, Reason::other_alert},
      {"alert 10", test::refuse({kOffered}, 10), Answer::unclear_alert, Reason::other_alert},
      {"alert 47", test::refuse({kOffered}, 47), Answer::unclear_alert, Reason::other_alert},
      {"alert 50", test::refuse({kOffered}, 50), Answer::unclear_alert, Reason::other_alert},
      {"alert 80", test::refuse({kOffered}, 80), Answer::unclear_alert, Reason::other_alert},
      {"alert 112, fatal", test::refuse({kOffered}, 112), Answer::unclear_alert, Reason::other_alert},
      {"alert 255", test::refuse({kOffered}, 255), Answer::unclear_alert, Reason::other_alert},
      {"an alert that nobody kept", answered(Response::fatal_alert), Answer::unclear_alert, Reason::other_alert},
      {"closed", answered(Response::closed), Answer::closed, Reason::closed},
      {"silent", answered(Response::silent), Answer::silent, Reason::timed_out},
      {"partial", answered(Response::partial), Answer::nothing, Reason::partial_answer},
      {"garbled", answered(Response::garbled), Answer::nothing, Reason::garbled},
      {"not TLS", answered(Response::not_tls), Answer::nothing, Reason::not_tls},
      {"retry failed", answered(Response::retry_failed), Answer::nothing, Reason::hello_retry_failed},
      {"no connection", answered(Response::not_connected), Answer::no_connection, Reason::connect_failed},
      {"our own failure", answered(Response::local_failure), Answer::no_connection, Reason::local_failure},
      {"behind a retry, both as offered", retried(kOffered, kOffered), Answer::accepted, Reason::server_selected_it},
      {"behind a retry, another that was offered", retried(kOther, kOffered), Answer::accepted,
       Reason::server_selected_it},
      {"the retry's was not offered", retried(kThird, kOffered), Answer::unoffered_suite,
       Reason::selected_unoffered_suite},
      {"behind a retry, not offered", retried(kOffered, kThird), Answer::unoffered_suite,
       Reason::selected_unoffered_suite},
      {"neither was offered", retried(kThird, kThird), Answer::unoffered_suite, Reason::selected_unoffered_suite},
      {"an SSL 2.0 ERROR to a TLS hello", answered(Response::ssl2_error), Answer::nothing, Reason::garbled},
      {"an SSL 2.0 ERROR", answered(Response::ssl2_error).in(kSsl2), Answer::refusal, Reason::ssl2_error},
      {"SSL 2.0, a list of all", test::list({kRc4, kTripleDes}, {kRc4, kTripleDes}), Answer::accepted,
       Reason::server_selected_it},
      {"SSL 2.0, an empty list", test::list({kRc4, kTripleDes}, {}), Answer::refusal, Reason::no_shared_cipher_kind},
      {"SSL 2.0, one of the list was not offered", test::list({kRc4, kTripleDes}, {kRc4, kIdea}),
       Answer::unoffered_suite, Reason::selected_unoffered_suite},
      {"SSL 2.0, an alert", test::refuse({kRc4}, 70).in(kSsl2), Answer::refusal, Reason::alert_protocol_version},
      {"SSL 2.0, an unclear alert", test::refuse({kRc4}, 10).in(kSsl2), Answer::unclear_alert, Reason::other_alert},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto reading = read(row.told.exchange);
    CHECK(static_cast<int>(reading.answer) == static_cast<int>(row.answer));
    CHECK(to_string(reading.reason) == to_string(row.reason));
  }
  // Only a ServerHello that names what was offered may accept anything.
  CHECK(read(without_selection().exchange).answer != Answer::accepted);
}

TEST_CASE("a ServerHello of TLS that names no suite is no answer") {
  // It always names one: an empty list is SSL 2.0's "no", and here a record that lacks what was selected.
  auto told = answered(Response::server_hello);
  told.exchange.selected_version = ProtocolVersion::TLSv1_2;
  CHECK(static_cast<int>(read(told.exchange).answer) == static_cast<int>(Answer::nothing));
}

TEST_CASE("which hellos speak of the suites, and of the target") {
  const auto usual = test::refuse({kOffered});
  CHECK(is_usual(usual.exchange));
  CHECK(is_usual(usual.of(Purpose::feature).exchange));  // a question is its hello, whatever it was put for
  CHECK(!is_usual(usual.of(Purpose::climb).exchange));
  auto varied = usual;
  varied.exchange.variant = "groups:0017";
  CHECK(!is_usual(varied.exchange));
  CHECK(!is_usual(client_hello(ProtocolVersion::TLSv1_2).exchange));

  CHECK(speaks_for_target(usual.exchange));
  CHECK(!speaks_for_target(usual.nameless().exchange));
  CHECK(speaks_for_target(usual.nameless().in(kSsl2).exchange));  // it cannot name anyone

  CHECK(accepted_version(client_hello(ProtocolVersion::TLSv1_0).exchange) == ProtocolVersion::TLSv1_0);
  CHECK(accepted_version(usual.exchange) == ProtocolVersion::TLSv1_2);
}

TEST_CASE("only a close and a silence are absences") {
  for (int i = 0; i <= static_cast<int>(Answer::no_connection); ++i) {
    const auto answer = static_cast<Answer>(i);
    CHECK(is_absence(answer) == (answer == Answer::closed || answer == Answer::silent));
  }
}

}  // namespace
}  // namespace probe::judge
