// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/gateway_session.hpp"

#include <doctest/doctest.h>

#include "tests/unit/samples/gateway/captured_hello.hpp"
#include "tests/unit/samples/gateway/sample_profile.hpp"
#include "tls/message/server_hello.hpp"
#include "tls/message/ssl2.hpp"
#include "tls/record/handshake_joiner.hpp"
#include "tls/record/record.hpp"

namespace {

using gateway::Ending;
using gateway::GatewaySession;
using gateway::test::fixed_random;
using gateway::test::gateway_with;
using tls::Bytes;
using tls::CipherSuite;
using tls::Want;

GatewaySession session_of(const std::string& versions, const std::string& more = "") {
  return GatewaySession(gateway_with(versions, more), fixed_random);
}

Bytes output_of(GatewaySession& session) {
  Bytes all;
  for (auto octets = session.output(); !octets.empty(); octets = session.output()) {
    all.insert(all.end(), octets.begin(), octets.end());
  }
  return all;
}

Bytes ssl2_hello(std::initializer_list<std::uint32_t> kinds) {
  tls::ssl2::ClientHello hello;
  for (const auto kind : kinds) hello.cipher_kinds.push_back(CipherSuite{kind});
  hello.challenge.assign(16, 7);
  return tls::ssl2::encode_record(hello);
}

TEST_CASE("Each style of refusal") {
  struct Row {
    const char* style;
    Bytes output;
    Ending ending;
  };
  const Row rows[] = {
      {"alert", {21, 3, 3, 0, 2, 2, 40}, Ending::close},  // RFC 5246 section 7.2: fatal handshake_failure
      {"reset", {}, Ending::reset},
      {"close", {}, Ending::close},
      {"silence", {}, Ending::hold},
  };
  for (const auto& row : rows) {
    CAPTURE(row.style);
    const auto more = "suites = [\"RC4\"]\nrefusal = \"" + std::string(row.style) + "\"";
    auto session = session_of(R"(["TLSv1.2"])", more);
    session.feed(gateway::test::tls12_hello());
    CHECK(output_of(session) == row.output);
    CHECK(session.want() == Want::done);
    CHECK(session.ending() == row.ending);
  }
}

TEST_CASE("A refusal in TLS 1.3 has the profile's style too") {
  const std::string group_it_lacks = "suites = [\"0x1301\"]\ngroups = [\"x448\"]\n";
  SUBCASE("alert: libssl's own") {
    // Another key set: the groups of TLS 1.3 stand in libssl's context.
    const auto wide = gateway_with(R"(["TLSv1.3"])", group_it_lacks);
    GatewaySession session(std::make_shared<const gateway::Gateway>(wide->profile), fixed_random);
    session.feed(gateway::test::tls13_hello());
    CHECK(output_of(session) == Bytes{21, 3, 3, 0, 2, 2, 40});
    CHECK(session.want() == Want::done);
  }
  SUBCASE("reset") {
    const auto wide = gateway_with(R"(["TLSv1.3"])", group_it_lacks + "refusal = \"reset\"");
    GatewaySession session(std::make_shared<const gateway::Gateway>(wide->profile), fixed_random);
    session.feed(gateway::test::tls13_hello());
    CHECK(output_of(session).empty());
    CHECK(session.ending() == Ending::reset);
  }
}

TEST_CASE("The answer does not depend on how the hello is cut") {
  for (const auto& hello : {gateway::test::tls12_hello(), gateway::test::tls10_hello()}) {
    const std::string versions = R"(["TLSv1.0", "TLSv1.1", "TLSv1.2"])";
    auto whole = session_of(versions, R"(suites = ["0x002F", "0xC018"])");  // nothing in it is signed: no randomness
    whole.feed(hello);
    const auto expected = output_of(whole);
    REQUIRE(expected.size() > 50);
    auto cut = session_of(versions, R"(suites = ["0x002F", "0xC018"])");
    for (const auto octet : hello) {
      CHECK(cut.output().empty());
      cut.feed(Bytes{octet});
    }
    CHECK(output_of(cut) == expected);
    CHECK(cut.want() == Want::read);
  }
}

TEST_CASE("A flight with RSA key exchange is ServerHello, Certificate, ServerHelloDone") {
  auto session = session_of(R"(["TLSv1.2"])", R"(suites = ["0x002F"])");
  session.feed(gateway::test::tls12_hello());
  const auto flight = output_of(session);
  tls::RecordReader records;
  records.feed(flight);
  tls::HandshakeJoiner joiner;
  for (auto record = records.next(); record && *record; record = records.next()) joiner.feed((*record)->fragment);
  const auto hello_message = joiner.next();
  REQUIRE((hello_message && *hello_message));
  const auto hello = tls::decode_server_hello((*hello_message)->body());
  REQUIRE(hello.has_value());
  CHECK(hello->legacy_version == tls::ProtocolVersion::TLSv1_2);
  CHECK(hello->cipher_suite == CipherSuite{0x002F});
  CHECK(hello->random.front() == 0x5A);
  // The client sent the SCSV and extended_master_secret (RFC 5746 section 3.6, RFC 7627 section 5.1).
  CHECK(tls::find(hello->extensions, tls::ExtensionType::renegotiation_info) != nullptr);
  CHECK(tls::find(hello->extensions, tls::ExtensionType::extended_master_secret) != nullptr);
  CHECK((*joiner.next())->type == tls::HandshakeType::certificate);
  CHECK((*joiner.next())->type == tls::HandshakeType::server_hello_done);
  CHECK(joiner.empty());
}

TEST_CASE("SSL 2.0 lists the kinds that are shared") {
  auto session = session_of(R"(["SSLv2"])");
  session.feed(ssl2_hello({0x010080, 0xABCDEF, 0x0700C0}));
  const auto octets = output_of(session);
  const auto record = tls::ssl2::first_record(octets);
  REQUIRE((record && *record));
  const auto hello = tls::ssl2::decode_server_hello((*record)->payload);
  REQUIRE(hello.has_value());
  CHECK(hello->cipher_kinds == std::vector{CipherSuite{0x010080}, CipherSuite{0x0700C0}});
  CHECK(hello->certificate == gateway::test::wide_gateway().keys->credential(gateway::KeyKind::rsa)->der);
  CHECK(session.want() == Want::read);
}

TEST_CASE("SSL 2.0 without a shared kind, or switched off") {
  struct Row {
    const char* name;
    const char* versions;
    const char* refusal;
    Bytes output;
    Ending ending;
  };
  const Row rows[] = {
      {"an ERROR record", R"(["SSLv2"])", "alert", {0x80, 3, 0, 0, 1}, Ending::close},
      {"a reset", R"(["SSLv2"])", "reset", {}, Ending::reset},
      {"off: protocol_version", R"(["TLSv1.2"])", "alert", {21, 3, 1, 0, 2, 2, 70}, Ending::close},
      {"off: silence", R"(["TLSv1.2"])", "silence", {}, Ending::hold},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto session = session_of(row.versions, "refusal = \"" + std::string(row.refusal) + "\"");
    session.feed(ssl2_hello({0xABCDEF}));
    CHECK(output_of(session) == row.output);
    CHECK(session.want() == Want::done);
    CHECK(session.ending() == row.ending);
  }
}

TEST_CASE("A TLS 1.3 hello with a key share is answered, one without the group's is retried") {
  SUBCASE("answered") {
    auto session = session_of(R"(["TLSv1.3"])");
    session.feed(gateway::test::tls13_hello());
    const auto octets = output_of(session);
    REQUIRE(octets.size() > 44);
    const auto hello = tls::decode_server_hello(tls::BytesView(octets).subspan(9, octets[8]));
    REQUIRE(hello.has_value());
    CHECK_FALSE(is_hello_retry_request(*hello));
    CHECK(hello->cipher_suite == CipherSuite{0x1301});
    CHECK(session.want() == Want::read);
  }
  SUBCASE("retried") {
    auto hello = gateway::test::decoded(gateway::test::tls13_hello());
    std::erase_if(*hello.extensions, [](const auto& e) { return e.type == tls::ExtensionType::key_share; });
    hello.extensions->push_back(tls::client_key_share_extension({}));
    auto session = session_of(R"(["TLSv1.3"])");
    session.feed(tls::encode_records(tls::ContentType::handshake, tls::ProtocolVersion::TLSv1_0, tls::encode(hello)));
    const auto octets = output_of(session);
    REQUIRE(octets.size() > 44);
    const auto retry = tls::decode_server_hello(tls::BytesView(octets).subspan(9, octets[8]));
    REQUIRE(retry.has_value());
    CHECK(is_hello_retry_request(*retry));
    const auto* share = tls::find(retry->extensions, tls::ExtensionType::key_share);
    REQUIRE(share != nullptr);
    CHECK(tls::decode_retry_key_share(share->data).value() == tls::NamedGroup::secp256r1);
    session.feed(gateway::test::tls13_hello());
    CHECK(output_of(session).front() == 22);
  }
}

TEST_CASE("What is no hello ends the session and nothing worse") {
  struct Row {
    const char* name;
    Bytes octets;
  };
  const Row rows[] = {
      {"HTTP", {'G', 'E', 'T', ' ', '/', '\r', '\n'}},
      {"a record of 65535 octets", {22, 3, 1, 0xFF, 0xFF, 1}},
      {"an alert", {21, 3, 1, 0, 2, 1, 0}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto session = session_of(R"(["TLSv1.2"])");
    session.feed(row.octets);
    CHECK(session.want() == Want::done);
    CHECK(output_of(session) == Bytes{21, 3, 1, 0, 2, 2, 50});
  }
}

TEST_CASE("A client that never comes to a hello is not listened to for ever") {
  auto session = session_of(R"(["TLSv1.2"])");
  const Bytes change_cipher_spec{20, 3, 3, 0, 1, 1};
  std::size_t fed = 0;
  while (session.want() == Want::read && fed < 1024 * 1024) {
    session.feed(change_cipher_spec);
    fed += change_cipher_spec.size();
  }
  CHECK(session.want() == Want::done);
}

TEST_CASE("Closed by the client") {
  auto session = session_of(R"(["TLSv1.2"])");
  session.closed(tls::Closure::end_of_stream);
  CHECK(session.want() == Want::done);
  CHECK(output_of(session).empty());
}

}  // namespace
