// SPDX-License-Identifier: Apache-2.0
#include "probe/hello/first_look.hpp"
#include "probe/hello/hello_exchange.hpp"
#include "tests/unit/probe/hello/answered.hpp"
#include "tests/unit/tls/support/vector_file.hpp"
#include "tls/message/ssl2.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using namespace probe;
using namespace probe::test;
using tls::Closure;
using tls::ProtocolVersion;
using tls::test::from_hex;
using tls::test::vector_file;

const Offer kOfferSsl2 = offer_of(ProtocolVersion::SSLv2);

}  // namespace

TEST_CASE("OpenSSL 0.9.8's SERVER-HELLO names every kind that both sides have") {
  const auto answer = vector_file("openssl-0.9.8-ssl2-server-hello");
  const auto expected = tls::ssl2::decode_server_hello(tls::BytesView(answer).subspan(2)).value();
  for (const auto arrival : {Arrival::at_once, Arrival::octet_by_octet}) {
    const auto observation = answered(kOfferSsl2, answer, Closure::timed_out, arrival);
    CHECK(observation.response == Response::server_hello);
    REQUIRE(observation.selection);
    CHECK(observation.selection->version == ProtocolVersion::SSLv2);
    CHECK(observation.selection->suites == expected.cipher_kinds);
    CHECK(observation.selection->certificates == std::vector<tls::Bytes>{expected.certificate});
  }
  for (std::size_t size = 1; size < answer.size(); ++size) {
    CAPTURE(size);
    const auto observation = answered(kOfferSsl2, tls::BytesView(answer).first(size), Closure::timed_out);
    CHECK(observation.response == Response::partial);
    CHECK_FALSE(observation.selection);
  }
}

TEST_CASE("other answers to an SSL 2.0 hello") {
  struct Row {
    std::string name;
    tls::Bytes answer;
    Response response;
    std::string detail;
  };
  const std::vector<Row> rows{
      {"no cipher", from_hex("8003 00 0001"), Response::ssl2_error, "SSL 2.0 error: no cipher"},
      {"no cipher, padded", from_hex("0005 02 00 0001 0000"), Response::ssl2_error, "SSL 2.0 error: no cipher"},
      {"an error without a name", from_hex("8003 00 1234"), Response::ssl2_error, "SSL 2.0 error: 4660"},
      {"a TLS alert", alert_record(2, 70), Response::fatal_alert, "fatal protocol_version (70)"},
      {"closed", {}, Response::closed, ""},
      {"half an error", from_hex("8003 00"), Response::partial, "the connection was closed after 3 octets"},
      {"a SERVER-HELLO that lies", from_hex("801b 04 00 01 0002 ffff 0000 0010") + tls::Bytes(16, 0), Response::garbled,
       "CERTIFICATE-LENGTH is longer than it may be (octet 5)"},
      {"a web server", octets_of("HTTP/1.1 400 Bad Request\r\n"), Response::not_tls,
       "the answer begins with \"HTTP/1.1 400 Bad Request\""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    for (const auto arrival : {Arrival::at_once, Arrival::octet_by_octet}) {
      const auto observation = answered(kOfferSsl2, row.answer, Closure::end_of_stream, arrival);
      CHECK(observation.response == row.response);
      CHECK(observation.detail == row.detail);
    }
  }
}

TEST_CASE("the first octets tell the protocol") {
  struct Row {
    std::string name;
    tls::Bytes start;
    FirstLook look;
  };
  const std::vector<Row> rows{
      {"nothing", {}, FirstLook::undecided},
      {"a handshake record's type", from_hex("16"), FirstLook::undecided},
      {"a handshake record", from_hex("1603"), FirstLook::tls},
      {"an alert record", from_hex("1503"), FirstLook::tls},
      {"a type and no version", from_hex("16040000"), FirstLook::other},
      {"a short SSL 2.0 header", from_hex("8003"), FirstLook::undecided},
      {"an SSL 2.0 error", from_hex("800300"), FirstLook::ssl2},
      {"an error that is too long", from_hex("800400"), FirstLook::other},
      {"an SSL 2.0 hello of a client", from_hex("802e01"), FirstLook::other},
      {"a SERVER-HELLO", from_hex("84f204"), FirstLook::ssl2},
      {"a SERVER-HELLO that is too short", from_hex("801a04"), FirstLook::other},
      {"a long header", from_hex("04f2"), FirstLook::undecided},
      {"a SERVER-HELLO behind a long header", from_hex("04f20004"), FirstLook::ssl2},
      {"more padding than record", from_hex("00020900"), FirstLook::other},
      {"HTTP/2's SETTINGS", from_hex("00001204"), FirstLook::other},
      {"text", octets_of("HTTP"), FirstLook::other},
      {"digits", octets_of("220 "), FirstLook::other},
      {"MySQL", from_hex("4a0000000a"), FirstLook::other},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(first_look(row.start) == row.look);
  }
}
