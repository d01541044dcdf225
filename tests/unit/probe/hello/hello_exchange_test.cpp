// SPDX-License-Identifier: Apache-2.0
#include "probe/hello/hello_exchange.hpp"

#include "tests/unit/probe/hello/answered.hpp"
#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using namespace probe;
using namespace probe::test;
using tls::Bytes;
using tls::Closure;
using tls::ProtocolVersion;
using tls::test::from_hex;
using tls::test::vector_file;

const Offer kOffer = offer_of(ProtocolVersion::TLSv1_2);

/// The ServerHello of OpenSSL, in a record.
Bytes server_hello() { return handshake_records(vector_file("openssl-tls12-server-hello")); }

}  // namespace

TEST_CASE("an answer that says nothing of the offer is told by what it is") {
  struct Row {
    std::string name;
    Bytes answer;
    Closure end;
    Response response;
    CloseStyle close;
    std::string detail;
  };
  const std::vector<Row> rows{
      {"closed after the hello", {}, Closure::end_of_stream, Response::closed, CloseStyle::end_of_stream, ""},
      {"reset after the hello", {}, Closure::reset, Response::closed, CloseStyle::reset, ""},
      {"silence", {}, Closure::timed_out, Response::silent, CloseStyle::none, ""},
      {"half a record header", from_hex("160303"), Closure::end_of_stream, Response::partial, CloseStyle::end_of_stream,
       "the connection was closed after 3 octets"},
      {"one octet", from_hex("16"), Closure::timed_out, Response::partial, CloseStyle::none,
       "nothing more came after 1 octet"},
      {"half an alert", from_hex("1503030002 02"), Closure::reset, Response::partial, CloseStyle::reset,
       "the connection was closed after 6 octets"},
      {"only a warning", alert_record(1, 112), Closure::end_of_stream, Response::partial, CloseStyle::end_of_stream,
       "the connection was closed after 7 octets; there came a warning unrecognized_name (112)"},
      {"a web server", octets_of("HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n"), Closure::end_of_stream,
       Response::not_tls, CloseStyle::none, "the answer begins with \"HTTP/1.1 400 Bad Request\""},
      {"a secure shell", octets_of("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"), Closure::timed_out, Response::not_tls,
       CloseStyle::none, "the answer begins with \"SSH-2.0-OpenSSH_9.2p1 Debian-2\""},
      {"a line of text that does not end", octets_of("220 mail"), Closure::timed_out, Response::not_tls,
       CloseStyle::none, "the answer begins with \"220 mail\""},
      {"octets that are no text", from_hex("4a0000000a352e35"), Closure::timed_out, Response::not_tls, CloseStyle::none,
       "the answer begins with the octets 4a 00 00 00 0a 35 2e 35"},
      {"text behind a line's end", octets_of("\n\x1b[2Jboo"), Closure::timed_out, Response::not_tls, CloseStyle::none,
       "the answer begins with the octets 0a 1b 5b 32 4a 62 6f 6f"},
      {"a record that is too long", from_hex("160303ffff"), Closure::timed_out, Response::garbled, CloseStyle::none,
       "fragment is longer than it may be (octet 3)"},
      {"a ServerHello cut short inside", from_hex("1603030006 02000002 0303"), Closure::timed_out, Response::garbled,
       CloseStyle::none, "ServerHello: random ends early (octet 2)"},
      {"noise behind a warning", alert_record(1, 112) + octets_of("HTTP/1.1"), Closure::timed_out, Response::garbled,
       CloseStyle::none,
       "ContentType has a value that is not allowed here (octet 0); there came a warning unrecognized_name (112)"},
      {"an alert of no known level", from_hex("15030300020328"), Closure::timed_out, Response::garbled,
       CloseStyle::none, "level has a value that is not allowed here (octet 0)"},
      {"application data", from_hex("170303000100"), Closure::timed_out, Response::garbled, CloseStyle::none,
       "application data came out of place"},
      {"a Certificate first", handshake_records(vector_file("openssl-certificate")), Closure::timed_out,
       Response::garbled, CloseStyle::none, "handshake message 11 came out of place"},
      {"a message larger than any", from_hex("1603030004 0bffffff"), Closure::timed_out, Response::garbled,
       CloseStyle::none, "length is larger than this program reads (octet 1)"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto observation = answered(kOffer, row.answer, row.end);
    CHECK(observation.response == row.response);
    CHECK(observation.close == row.close);
    CHECK(observation.detail == row.detail);
    CHECK(observation.received == row.answer.size());
    CHECK_FALSE(observation.selection);
    CHECK_FALSE(observation.alert);
  }
}

TEST_CASE("a fatal alert is the answer, warnings before it are kept") {
  struct Row {
    std::string name;
    Bytes answer;
    unsigned description;
    std::size_t warnings;
    std::string detail;
  };
  const std::vector<Row> rows{
      // OpenJDK's, see the vector.
      {"handshake_failure", vector_file("jdk-alert"), 40, 0, "fatal handshake_failure (40)"},
      {"internal_error", alert_record(2, 80), 80, 0, "fatal internal_error (80)"},
      {"a number without a name", alert_record(2, 200), 200, 0, "fatal 200"},
      {"behind a warning", alert_record(1, 112) + alert_record(2, 40), 40, 1,
       "fatal handshake_failure (40); there came a warning unrecognized_name (112)"},
      {"two in one record", from_hex("1503030004 0170 0228"), 40, 1,
       "fatal handshake_failure (40); there came a warning unrecognized_name (112)"},
      {"each octet in a record", from_hex("1503030001 02 1503030001 46"), 70, 0, "fatal protocol_version (70)"},
      {"an empty record first", from_hex("1503030000 1503030002 0228"), 40, 0, "fatal handshake_failure (40)"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    for (const auto arrival : {Arrival::at_once, Arrival::octet_by_octet}) {
      const auto observation = answered(kOffer, row.answer, Closure::end_of_stream, arrival);
      CHECK(observation.response == Response::fatal_alert);
      REQUIRE(observation.alert);
      CHECK(static_cast<unsigned>(observation.alert->description) == row.description);
      CHECK(observation.warnings.size() == row.warnings);
      CHECK(observation.detail == row.detail);
      CHECK(observation.close == CloseStyle::none);
    }
  }
}

TEST_CASE("no more than sixteen warnings are kept") {
  Bytes answer;
  for (int i = 0; i < 40; ++i) answer = std::move(answer) + alert_record(1, 112);
  const auto observation = answered(kOffer, answer + server_hello(), Closure::timed_out);
  CHECK(observation.response == Response::server_hello);
  CHECK(observation.warnings.size() == 16);
}

TEST_CASE("the flight behind a ServerHello is read as far as it tells something") {
  struct Row {
    std::string name;
    ProtocolVersion version;
    const char* vector;
    unsigned suite;
    std::optional<tls::NamedGroup> group;
    std::optional<std::size_t> key_bits;
    std::optional<unsigned> scheme;
  };
  const std::vector<Row> rows{
      {"OpenSSL, ECDHE", ProtocolVersion::TLSv1_2, "openssl-tls12-flight", 0xC02F, tls::NamedGroup::x25519, 255,
       0x0804},
      {"OpenJDK, export RSA", ProtocolVersion::TLSv1_0, "jdk-tls10-flight", 0x0003, std::nullopt, 512, std::nullopt},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    HelloExchange exchange(offer_of(row.version), count_up);
    exchange.feed(vector_file(row.vector));
    CHECK(exchange.want() == tls::Want::done);
    const auto& observation = exchange.observation();
    CHECK(observation.response == Response::server_hello);
    CHECK(observation.detail.empty());
    REQUIRE(observation.selection);
    const auto& selection = *observation.selection;
    CHECK(selection.version == row.version);
    CHECK(selection.suites == std::vector{tls::CipherSuite{row.suite}});
    CHECK(selection.key_bits == row.key_bits);
    REQUIRE(selection.signature_scheme.has_value() == row.scheme.has_value());
    if (row.scheme) CHECK(static_cast<unsigned>(*selection.signature_scheme) == *row.scheme);
    CHECK(selection.certificates.size() == 1);
    CHECK_FALSE(selection.after_retry);
    CHECK(selection.group == row.group);
  }
}

TEST_CASE("RFC 8448 section 3: TLS 1.3 tells the group in its ServerHello") {
  HelloExchange exchange(offer_of(ProtocolVersion::TLSv1_3), count_up);
  exchange.feed(handshake_records(vector_file("rfc8448-3-server-hello")));
  CHECK(exchange.want() == tls::Want::done);
  const auto& selection = exchange.observation().selection;
  REQUIRE(selection);
  CHECK(selection->version == ProtocolVersion::TLSv1_3);
  CHECK(selection->suites == std::vector{tls::CipherSuite{0x1301}});
  CHECK(selection->group == tls::NamedGroup::x25519);
}

TEST_CASE("once a suite is selected, nothing behind it takes that back") {
  struct Row {
    std::string name;
    Bytes rest;
    Closure end;
    std::string detail;
    std::optional<unsigned> alert;
  };
  const std::vector<Row> rows{
      {"closed", {}, Closure::end_of_stream, "the connection was closed before the ServerHelloDone", {}},
      {"reset", {}, Closure::reset, "the connection was closed before the ServerHelloDone", {}},
      {"silent", {}, Closure::timed_out, "nothing more came before the ServerHelloDone", {}},
      // OpenJDK 17 does so for DHE_DSS before TLS 1.2.
      {"a fatal alert", alert_record(2, 80), Closure::reset, "behind the ServerHello: fatal internal_error (80)", 80},
      {"another protocol",
       octets_of("HTTP/1.1 400"),
       Closure::reset,
       "behind the ServerHello: ContentType has a value that is not allowed here (octet 0)",
       {}},
      {"a Certificate that lies",
       handshake_records(from_hex("0b000004 000009 00")),
       Closure::timed_out,
       "Certificate: certificate_list ends early (octet 0); nothing more came before the ServerHelloDone",
       {}},
      {"a message larger than any",
       handshake_records(from_hex("0bffffff")),
       Closure::timed_out,
       "behind the ServerHello: length is larger than this program reads (octet 1)",
       {}},
      {"a second ServerHello",
       server_hello(),
       Closure::timed_out,
       "handshake message 2 came behind the ServerHello",
       {}},
      {"a ChangeCipherSpec",
       from_hex("140303000101"),
       Closure::timed_out,
       "behind the ServerHello: a ChangeCipherSpec came out of place",
       {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto observation = answered(kOffer, server_hello() + row.rest, row.end);
    CHECK(observation.response == Response::server_hello);
    REQUIRE(observation.selection);
    CHECK(observation.selection->suites == std::vector{tls::CipherSuite{0xC02F}});
    CHECK(observation.detail == row.detail);
    CHECK(observation.alert.has_value() == row.alert.has_value());
  }
}

TEST_CASE("what was selected is told as it stands, offered or not") {
  struct Row {
    std::string name;
    ProtocolVersion offered;
    Bytes answer;
    ProtocolVersion version;
    unsigned suite;
  };
  const std::vector<Row> rows{
      {"an older version", ProtocolVersion::TLSv1_2, vector_file("jdk-ssl3-server-hello"), ProtocolVersion::SSLv3,
       0x0004},
      {"an older version than TLS 1.3", ProtocolVersion::TLSv1_3, vector_file("openssl-tls12-server-hello"),
       ProtocolVersion::TLSv1_2, 0xC02F},
      {"a newer version", ProtocolVersion::TLSv1_0, vector_file("rfc8448-3-server-hello"), ProtocolVersion::TLSv1_3,
       0x1301},
      {"no extensions", ProtocolVersion::SSLv3, vector_file("jdk-ssl3-bare-server-hello"), ProtocolVersion::SSLv3,
       0x0004},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto observation = answered(offer_of(row.offered), handshake_records(row.answer));
    CHECK(observation.response == Response::server_hello);
    REQUIRE(observation.selection);
    CHECK(observation.selection->version == row.version);
    CHECK(observation.selection->suites == std::vector{tls::CipherSuite{row.suite}});
  }
}

TEST_CASE("a flight that never ends is left") {
  SUBCASE("behind a ServerHello") {
    HelloExchange exchange(kOffer, count_up);
    exchange.feed(server_hello());
    const auto endless = handshake_records(tls::test::vector_file("openssl-certificate"));
    for (int i = 0; i < 10'000 && exchange.want() == tls::Want::read; ++i) exchange.feed(endless);
    CHECK(exchange.want() == tls::Want::done);
    CHECK(exchange.observation().response == Response::server_hello);
    CHECK(exchange.observation().received == 256 * 1024);
  }
  SUBCASE("of empty records") {
    HelloExchange exchange(kOffer, count_up);
    for (int i = 0; i < 100'000 && exchange.want() == tls::Want::read; ++i) exchange.feed(from_hex("1603030000"));
    CHECK(exchange.want() == tls::Want::done);
    CHECK(exchange.observation().response == Response::garbled);
    CHECK(exchange.observation().detail == "the answer did not end within 262144 octets");
  }
}

TEST_CASE("nothing is read once the answer is there") {
  HelloExchange exchange(kOffer, count_up);
  exchange.feed(alert_record(2, 40));
  exchange.feed(server_hello());
  exchange.closed(Closure::reset);
  CHECK(exchange.observation().response == Response::fatal_alert);
  CHECK(exchange.observation().received == 7);
  CHECK(exchange.observation().close == CloseStyle::none);
}
