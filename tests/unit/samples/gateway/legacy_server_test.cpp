// SPDX-License-Identifier: Apache-2.0
// What clients send wrong, and the alert that RFC 5246 section 7.2.2 (SSL 3.0: RFC 6101 section 5.4.2) has for it.
#include "samples/gateway/legacy_server.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "tests/unit/samples/gateway/conversation.hpp"
#include "tests/unit/samples/gateway/sample_profile.hpp"
#include "tests/unit/tls/client/cells.hpp"
#include "tests/unit/tls/client/random_octets.hpp"
#include "tls/client/crypto/hash.hpp"
#include "tls/client/legacy/legacy_client.hpp"
#include "tls/message/handshake_type.hpp"

namespace {

using gateway::GatewaySession;
using gateway::test::gateway_with;
using tls::Bytes;
using tls::CipherSuite;
using tls::ContentType;
using tls::HandshakeType;
using tls::crypto::concatenate;
using tls::legacy::LegacyClient;
using D = tls::AlertDescription;
using V = tls::ProtocolVersion;

constexpr const char* kAllVersions = R"(["SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2"])";

GatewaySession legacy_session(const std::string& more = "") {
  return GatewaySession(gateway_with(kAllVersions, more), tls::test::repeatable_random());
}

Bytes record(V version, ContentType type, const Bytes& content) { return encode_records(type, version, content); }
Bytes message(V version, HandshakeType type, const Bytes& body) {
  return record(version, ContentType::handshake, handshake_message(type, body));
}

/// The alert in the clear that a session ends with.
std::optional<D> last_alert(const Bytes& sent) {
  tls::RecordReader reader;
  reader.feed(sent);
  std::optional<D> last;
  while (const auto next = reader.next().value()) {
    if (next->type == ContentType::alert) last = D{next->fragment.at(1)};
  }
  return last;
}

TEST_CASE("wrong octets in the place of a ClientKeyExchange and behind it") {
  const auto key = [](V version, const Bytes& body) {
    return message(version, HandshakeType::client_key_exchange, body);
  };
  const Bytes change_cipher_spec{1};
  struct Row {
    std::string name;
    V version;
    CipherSuite suite;
    Bytes octets;
    D alert;
  };
  using S = CipherSuite;
  constexpr auto kDh = S::TLS_DH_anon_WITH_AES_128_CBC_SHA;
  constexpr auto kEcdh = S::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA;
  constexpr auto kRsa = S::TLS_RSA_WITH_AES_128_CBC_SHA;
  const auto v10 = V::TLSv1_0;
  const Bytes good_dh = key(v10, concatenate({Bytes{0, 1}, Bytes{5}}));
  const Row rows[] = {
      {"a ChangeCipherSpec first", v10, kDh, record(v10, ContentType::change_cipher_spec, {1}), D::unexpected_message},
      {"application data first", v10, kDh, record(v10, ContentType::application_data, {1}), D::unexpected_message},
      {"a heartbeat", v10, kDh, record(v10, ContentType::heartbeat, {1}), D::unexpected_message},
      {"a Finished first", v10, kDh, message(v10, HandshakeType::finished, Bytes(12)), D::unexpected_message},
      {"a Certificate that nobody asked for", v10, kDh, message(v10, HandshakeType::certificate, {0, 0, 0}),
       D::unexpected_message},
      {"a second ClientHello", v10, kDh, message(v10, HandshakeType::client_hello, Bytes(40)), D::unexpected_message},
      {"no record at all", v10, kDh, {'G', 'E', 'T', ' ', '/'}, D::decode_error},
      {"a message of 16 MiB", v10, kDh, record(v10, ContentType::handshake, {16, 0xFF, 0xFF, 0xFF}), D::decode_error},
      {"an alert of no level", v10, kDh, record(v10, ContentType::alert, {7, 0}), D::decode_error},
      {"DH: an empty body", v10, kDh, key(v10, {}), D::decode_error},
      {"DH: a length that lies", v10, kDh, key(v10, {0, 9, 1}), D::decode_error},
      {"DH: octets behind the value", v10, kDh, key(v10, {0, 1, 5, 5}), D::decode_error},
      {"DH: the value 1", v10, kDh, key(v10, {0, 1, 1}), D::illegal_parameter},
      {"DH: a value above the prime", v10, kDh, key(v10, concatenate({Bytes{1, 0}, Bytes(256, 0xFF)})),
       D::illegal_parameter},
      {"ECDH: no point", v10, kEcdh, key(v10, {0}), D::decode_error},
      {"ECDH: a point off the curve", v10, kEcdh, key(v10, concatenate({Bytes{97, 4}, Bytes(96, 1)})),
       D::illegal_parameter},
      {"RSA: without length octets, as in SSL 3.0", v10, kRsa, key(v10, Bytes(128, 0xFF)), D::decode_error},
      {"SSL 3.0 knows no decode_error", V::SSLv3, kDh, key(V::SSLv3, {0, 9, 1}), D::handshake_failure},
      {"a ChangeCipherSpec that says 2", v10, kDh,
       concatenate({good_dh, record(v10, ContentType::change_cipher_spec, {2})}), D::illegal_parameter},
      {"a ChangeCipherSpec inside a message", v10, kDh,
       concatenate({good_dh, record(v10, ContentType::handshake, {20}),
                    record(v10, ContentType::change_cipher_spec, change_cipher_spec)}),
       D::unexpected_message},
      {"a Finished in the clear", v10, kDh, concatenate({good_dh, message(v10, HandshakeType::finished, Bytes(12))}),
       D::unexpected_message},
      {"a Finished that is not encrypted", v10, kDh,
       concatenate({good_dh, record(v10, ContentType::change_cipher_spec, {1}),
                    message(v10, HandshakeType::finished, Bytes(12))}),
       D::bad_record_mac},
      {"RSA: a secret that is none shows only in the Finished", v10, kRsa,
       concatenate({key(v10, concatenate({Bytes{0, 128}, Bytes(128, 1)})),
                    record(v10, ContentType::change_cipher_spec, {1}), record(v10, ContentType::handshake, Bytes(48))}),
       D::bad_record_mac},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto session = legacy_session();
    LegacyClient client(tls::test::cell_config(row.version, row.suite));
    session.feed(client.output());
    REQUIRE(session.want() == tls::Want::read);
    static_cast<void>(session.output());
    session.feed(row.octets);
    CHECK(session.want() == tls::Want::done);
    CHECK(session.ending() == gateway::Ending::close);
    CHECK(last_alert(session.output()) == row.alert);
    session.feed(row.octets);  // ignored from here on
    CHECK(session.output().empty());
  }
}

TEST_CASE("a Finished over another hello than was received is refused") {
  // TLS_EMPTY_RENEGOTIATION_INFO_SCSV becomes another suite on its way: the keys stay what they were.
  struct Row {
    V version;
    D alert;
  };
  const Row rows[] = {{V::SSLv3, D::handshake_failure},
                      {V::TLSv1_0, D::decrypt_error},
                      {V::TLSv1_1, D::decrypt_error},
                      {V::TLSv1_2, D::decrypt_error}};
  for (const auto& row : rows) {
    CAPTURE(to_string(row.version));
    auto session = legacy_session("extended_master_secret = false\n");
    LegacyClient client(tls::test::cell_config(row.version, CipherSuite::TLS_RSA_WITH_AES_128_CBC_SHA));
    Bytes hello = client.output();
    const Bytes scsv{0x00, 0x2F, 0x00, 0xFF};
    const auto at = std::search(hello.begin(), hello.end(), scsv.begin(), scsv.end());
    REQUIRE(at != hello.end());
    *(at + 3) = 0xFE;
    session.feed(hello);
    client.feed(session.output());
    gateway::test::converse(client, session);
    REQUIRE(client.report().failure.has_value());
    REQUIRE(client.report().failure->alert.has_value());
    CHECK(client.report().failure->alert->description == row.alert);
    CHECK(session.want() == tls::Want::done);
  }
}

TEST_CASE("whichever octet of the client's last flight is changed: nobody is let in") {
  struct Row {
    V version;
    CipherSuite suite;
  };
  const Row rows[] = {{V::SSLv3, CipherSuite::TLS_DH_anon_WITH_RC4_128_MD5},
                      {V::TLSv1_0, CipherSuite::TLS_DH_anon_WITH_3DES_EDE_CBC_SHA},
                      {V::TLSv1_2, CipherSuite::TLS_DH_anon_WITH_AES_128_GCM_SHA256}};
  for (const auto& row : rows) {
    CAPTURE(to_string(row.version));
    std::size_t size = 1;
    int let_in = 0;
    for (std::size_t at = 0; at < size; ++at) {
      CAPTURE(at);
      auto session = legacy_session();
      LegacyClient client(tls::test::cell_config(row.version, row.suite));
      session.feed(client.output());
      client.feed(session.output());
      Bytes flight = client.output();
      size = flight.size();
      flight[at] ^= 0x80;
      session.feed(flight);
      client.feed(session.output());
      if (client.state() == tls::ClientState::connected) ++let_in;
      session.closed(tls::Closure::end_of_stream);
      CHECK(session.want() == tls::Want::done);
    }
    // Of the three records nobody looks at the minor version: what is protected covers the one that was negotiated.
    CHECK(let_in == 3);
  }
}

TEST_CASE("alerts of the client") {
  struct Row {
    std::string name;
    Bytes alert;
    tls::Want want;
  };
  const Row rows[] = {
      {"a fatal one", {2, 40}, tls::Want::done},
      {"close_notify", {1, 0}, tls::Want::done},
      {"a warning", {1, 90}, tls::Want::read},
      {"half of one", {2}, tls::Want::read},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto session = legacy_session();
    LegacyClient client(tls::test::cell_config(V::TLSv1_2, CipherSuite::TLS_RSA_WITH_AES_128_CBC_SHA));
    session.feed(client.output());
    static_cast<void>(session.output());
    session.feed(record(V::TLSv1_2, ContentType::alert, row.alert));
    CHECK(session.want() == row.want);
    CHECK(session.output().empty());
  }
}

TEST_CASE("a handshake message behind the hello, in its record, has no business there") {
  LegacyClient client(tls::test::cell_config(V::TLSv1_0, CipherSuite::TLS_RSA_WITH_AES_128_CBC_SHA));
  Bytes hello = client.output();
  hello.insert(hello.end(), {16, 0, 0, 0});
  const auto size = hello.size() - tls::kRecordHeaderSize;
  hello[3] = static_cast<std::uint8_t>(size >> 8);
  hello[4] = static_cast<std::uint8_t>(size);
  auto session = legacy_session();
  session.feed(hello);
  CHECK(last_alert(session.output()) == D::unexpected_message);
  CHECK(session.want() == tls::Want::done);
}

TEST_CASE("a record that was changed after the handshake ends it") {
  for (const auto suite : {CipherSuite::TLS_RSA_WITH_AES_128_CBC_SHA, CipherSuite::TLS_RSA_WITH_AES_128_GCM_SHA256}) {
    CAPTURE(to_string(suite));
    auto session = legacy_session();
    LegacyClient client(tls::test::cell_config(V::TLSv1_2, suite));
    gateway::test::converse(client, session);
    REQUIRE(client.state() == tls::ClientState::connected);
    client.send(Bytes(20, 'x'));
    Bytes octets = client.output();
    octets.back() ^= 1;
    session.feed(octets);
    client.feed(session.output());
    REQUIRE(client.report().failure.has_value());
    CHECK(client.report().failure->alert->description == D::bad_record_mac);
    CHECK(session.want() == tls::Want::done);
  }
}

}  // namespace
