// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/tls/client/cells.hpp"
#include "tests/unit/tls/client/scripted_server.hpp"
#include "tests/unit/tls/support/vector_file.hpp"
#include "tls/client/legacy/legacy_client.hpp"
#include "tls/message/certificate.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

using tls::Alert;
using tls::AlertDescription;
using tls::AlertLevel;
using tls::Bytes;
using tls::BytesView;
using tls::CipherSuite;
using tls::ClientState;
using tls::ContentType;
using tls::HandshakeFault;
using tls::HandshakeStep;
using tls::HandshakeType;
using tls::crypto::concatenate;
using tls::legacy::LegacyClient;
using tls::test::cell_config;
using tls::test::octets;
using tls::test::ScriptedServer;
using V = tls::ProtocolVersion;
using Step = HandshakeStep;
using Fault = HandshakeFault;

constexpr V kVersion = V::TLSv1_0;
constexpr CipherSuite kAnonymous = CipherSuite::TLS_DH_anon_WITH_3DES_EDE_CBC_SHA;

Bytes record(ContentType type, const Bytes& content) { return encode_records(type, kVersion, content); }
Bytes alert(AlertLevel level, AlertDescription description) {
  return record(ContentType::alert, encode(Alert{level, description}));
}
Bytes message(HandshakeType type, const Bytes& body) {
  return record(ContentType::handshake, handshake_message(type, body));
}

/// The alert that the client sent last, of those in the clear.
std::optional<AlertDescription> last_alert(BytesView sent) {
  tls::RecordReader reader;
  reader.feed(sent);
  std::optional<AlertDescription> last;
  while (const auto next = reader.next().value()) {
    if (next->type == ContentType::alert) last = AlertDescription{next->fragment.at(1)};
  }
  return last;
}

TEST_CASE("answers that are no ServerHello, or none that was asked for") {
  const auto hello_with = [](auto change) {
    tls::ServerHello hello = ScriptedServer(kVersion, kAnonymous).hello();
    change(hello);
    return record(ContentType::handshake, encode(hello));
  };
  struct Row {
    std::string name;
    Bytes answer;
    Fault fault;
    std::string sentence;  ///< a part of it
    std::optional<AlertDescription> told;
  };
  using D = AlertDescription;
  const Row rows[] = {
      {"a web server", tls::crypto::concatenate({octets("HTTP/1.1 400 Bad Request\r\n")}), Fault::bad_message,
       "ContentType", D::decode_error},
      {"a fatal alert", alert(AlertLevel::fatal, D::handshake_failure), Fault::alert, "handshake_failure (40)", {}},
      {"a fatal alert in two records",
       concatenate({record(ContentType::alert, {2}), record(ContentType::alert, {70})}),
       Fault::alert,
       "protocol_version (70)",
       {}},
      {"an alert of no level", record(ContentType::alert, {3, 40}), Fault::bad_message, "level", D::decode_error},
      {"close_notify", alert(AlertLevel::warning, D::close_notify), Fault::closed, "close_notify", {}},
      {"another version", hello_with([](auto& hello) { hello.legacy_version = V::SSLv3; }), Fault::bad_message, "SSLv3",
       D::protocol_version},
      {"another suite", hello_with([](auto& hello) { hello.cipher_suite = CipherSuite::TLS_RSA_WITH_RC4_128_MD5; }),
       Fault::bad_message, "TLS_RSA_WITH_RC4_128_MD5", D::illegal_parameter},
      {"compression", hello_with([](auto& hello) { hello.compression_method = 1; }), Fault::bad_message, "compression",
       D::illegal_parameter},
      {"encrypt-then-MAC unasked",
       hello_with([](auto& hello) { hello.extensions = {{tls::ExtensionType::encrypt_then_mac, {}}}; }),
       Fault::bad_message, "encrypt_then_mac", D::unsupported_extension},
      {"renegotiation_info of another handshake",
       hello_with([](auto& hello) { hello.extensions = {{tls::ExtensionType::renegotiation_info, {1, 7}}}; }),
       Fault::bad_message, "renegotiation_info", D::handshake_failure},
      {"a ServerHello of one octet", message(HandshakeType::server_hello, {3}), Fault::bad_message, "ends early",
       D::decode_error},
      {"Finished at once", message(HandshakeType::finished, Bytes(12)), Fault::bad_message, "out of turn",
       D::unexpected_message},
      {"ChangeCipherSpec at once", record(ContentType::change_cipher_spec, {1}), Fault::bad_message, "out of turn",
       D::unexpected_message},
      {"application data at once", record(ContentType::application_data, {1}), Fault::bad_message, "application data",
       D::unexpected_message},
      {"a heartbeat", record(ContentType::heartbeat, {1}), Fault::bad_message, "heartbeat", D::unexpected_message},
      {"a message of 16 MiB", record(ContentType::handshake, {2, 0xFF, 0xFF, 0xFF}), Fault::own_limit, "length",
       D::internal_error},
      {"a record of more than 2^14 octets",
       encode_records(ContentType::handshake, kVersion, Bytes(16'385), tls::kMaxCiphertextFragment), Fault::bad_message,
       "too long", D::record_overflow},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    LegacyClient client(cell_config(kVersion, kAnonymous));
    static_cast<void>(client.output());
    client.feed(row.answer);
    REQUIRE(client.state() == ClientState::failed);
    CHECK(client.want() == tls::Want::done);
    const auto& failure = *client.report().failure;
    CAPTURE(to_string(failure));
    CHECK(failure.step == Step::server_hello);
    CHECK(failure.fault == row.fault);
    CHECK(failure.sentence.find(row.sentence) != std::string::npos);
    CHECK(failure.alert.has_value() == (row.fault == Fault::alert));
    CHECK(client.report().reached == Step::client_hello);
    CHECK(last_alert(client.output()) == row.told);
  }
}

TEST_CASE("the end of the octets says how it came") {
  struct Row {
    std::string name;
    tls::Closure how;
    Fault fault;
  };
  const Row rows[] = {{"in order", tls::Closure::end_of_stream, Fault::closed},
                      {"reset", tls::Closure::reset, Fault::reset},
                      {"too late", tls::Closure::timed_out, Fault::timed_out}};
  for (const auto& row : rows) {
    CAPTURE(row.name);
    LegacyClient client(cell_config(kVersion, kAnonymous));
    client.closed(row.how);
    REQUIRE(client.report().failure);
    CHECK(client.report().failure->fault == row.fault);
    client.feed(alert(AlertLevel::fatal, AlertDescription::handshake_failure));
    CHECK(client.report().failure->fault == row.fault);
  }
}

TEST_CASE("warnings are kept, some of them, and waited behind") {
  LegacyClient client(cell_config(kVersion, kAnonymous));
  for (int i = 0; i < 100; ++i) client.feed(alert(AlertLevel::warning, AlertDescription::unrecognized_name));
  CHECK(client.state() == ClientState::handshaking);
  CHECK(client.report().warnings.size() == tls::HandshakeReport::kMaxWarnings);
}

/// A ScriptedServer behind a client that waits for ChangeCipherSpec.
struct Met {
  explicit Met(V version = kVersion, CipherSuite suite = kAnonymous)
      : client(cell_config(version, suite)), server(version, suite) {
    server.read_hello(client.output());
    client.feed(server.first_flight());
    REQUIRE(server.read_flight(client.output()));
  }
  void finish() {
    client.feed(server.change_cipher_spec());
    client.feed(server.seal(ContentType::handshake, server.finished()));
    REQUIRE(client.state() == ClientState::connected);
  }
  LegacyClient client;
  ScriptedServer server;
};

TEST_CASE("certificates that are none") {
  struct Row {
    std::string name;
    tls::CertificateMessage message;
    Fault fault;
  };
  const Row rows[] = {{"no certificate", {}, Fault::bad_message},
                      {"garbage", {{{1, 2, 3}}}, Fault::unsupported},
                      {"cut short", {{{0x30, 0x82, 0x04, 0x00, 0x30}}}, Fault::unsupported}};
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const CipherSuite suite = CipherSuite::TLS_RSA_WITH_RC4_128_MD5;
    LegacyClient client(cell_config(kVersion, suite));
    client.feed(record(ContentType::handshake, encode(ScriptedServer(kVersion, suite).hello())));
    client.feed(record(ContentType::handshake, encode(row.message)));
    REQUIRE(client.report().failure);
    CHECK(client.report().failure->step == Step::certificate);
    CHECK(client.report().failure->fault == row.fault);
    CHECK(client.report().reached == Step::server_hello);
  }
}

TEST_CASE("what is merely too much for us is not told as the server's breach of the standard") {
  const auto failure_of = [](tls::Client& client, ScriptedServer& server, const Bytes& answer) {
    server.read_hello(client.output());
    client.feed(server.send(server.hello()));
    client.feed(answer);
    return client.report().failure.value_or(tls::HandshakeFailure{});
  };
  // No prime, but whoever declines its size does not look.
  Bytes prime(2048, 0xFF);
  const Bytes group = encode_params(tls::ServerDhParams{prime, {2}, {3}});
  for (const auto suite : {kAnonymous, CipherSuite::TLS_DH_anon_WITH_AES_128_CBC_SHA}) {
    CAPTURE(to_string(suite));
    const auto client = make_client(cell_config(kVersion, suite));
    ScriptedServer server(kVersion, suite);
    const auto failure = failure_of(*client, server,
                                    concatenate({message(HandshakeType::server_key_exchange, group),
                                                 message(HandshakeType::server_hello_done, {})}));
    CAPTURE(to_string(failure));
    CHECK(failure.fault == Fault::own_limit);
    CHECK(failure.sentence.find("16384 bits") != std::string::npos);
  }
  const auto suite = CipherSuite::TLS_RSA_WITH_RC4_128_MD5;
  for (const std::size_t certificates : {std::size_t{2}, tls::CertificateMessage::kMaxChain + 1}) {
    CAPTURE(certificates);
    LegacyClient client(cell_config(kVersion, suite));
    ScriptedServer server(kVersion, suite);
    const Bytes der(certificates == 2 ? 70'000 : 100, 0x30);
    const auto failure = failure_of(
        client, server,
        record(ContentType::handshake, encode(tls::CertificateMessage{std::vector<Bytes>(certificates, der)})));
    CAPTURE(to_string(failure));
    CHECK(failure.step == Step::certificate);
    CHECK(failure.fault == Fault::own_limit);
  }
}

TEST_CASE("messages out of turn in the first flight") {
  struct Row {
    std::string name;
    HandshakeType type;
    Step step;
  };
  const Row after_hello[] = {{"a second ServerHello", HandshakeType::server_hello, Step::server_key_exchange},
                             {"no ServerKeyExchange", HandshakeType::server_hello_done, Step::server_key_exchange},
                             {"a certificate", HandshakeType::certificate, Step::server_key_exchange}};
  for (const auto& row : after_hello) {
    CAPTURE(row.name);
    LegacyClient client(cell_config(kVersion, kAnonymous));
    ScriptedServer server(kVersion, kAnonymous);
    client.feed(server.send(server.hello()));
    client.feed(message(row.type, {}));
    REQUIRE(client.report().failure);
    CHECK(client.report().failure->step == row.step);
    CHECK(client.report().failure->fault == Fault::bad_message);
  }
}

TEST_CASE("a ServerHelloDone with something in it") {
  LegacyClient client(cell_config(kVersion, kAnonymous));
  ScriptedServer server(kVersion, kAnonymous);
  client.feed(server.send(server.hello()));
  client.feed(server.send_key_exchange());
  client.feed(message(HandshakeType::server_hello_done, {0}));
  REQUIRE(client.report().failure);
  CHECK(client.report().failure->step == Step::server_hello_done);
}

TEST_CASE("ends of the handshake that prove nothing") {
  struct Row {
    std::string name;
    void (*act)(Met&);
    Step step;
    Fault fault;
    std::string sentence;
  };
  const Row rows[] = {
      {"Finished with a bit turned over",
       [](Met& met) {
         Bytes finished = met.server.finished();
         finished.back() ^= 1;
         met.client.feed(met.server.change_cipher_spec());
         met.client.feed(met.server.seal(ContentType::handshake, finished));
       },
       Step::finished, Fault::unverified, "Finished is wrong"},
      {"Finished cut by an octet",
       [](Met& met) {
         Bytes finished = met.server.finished();
         finished.pop_back();
         finished[3] = static_cast<std::uint8_t>(finished[3] - 1);
         met.client.feed(met.server.change_cipher_spec());
         met.client.feed(met.server.seal(ContentType::handshake, finished));
       },
       Step::finished, Fault::unverified, "Finished is wrong"},
      {"Finished in the clear",
       [](Met& met) {
         met.client.feed(met.server.change_cipher_spec());
         met.client.feed(record(ContentType::handshake, met.server.finished()));
       },
       Step::finished, Fault::unverified, "length"},
      {"no ChangeCipherSpec", [](Met& met) { met.client.feed(record(ContentType::handshake, met.server.finished())); },
       Step::change_cipher_spec, Fault::bad_message, "out of turn"},
      {"ChangeCipherSpec of 2", [](Met& met) { met.client.feed(record(ContentType::change_cipher_spec, {2})); },
       Step::change_cipher_spec, Fault::bad_message, "ChangeCipherSpec"},
      {"ChangeCipherSpec inside a message",
       [](Met& met) {
         met.client.feed(record(ContentType::handshake, {20, 0}));
         met.client.feed(met.server.change_cipher_spec());
       },
       Step::change_cipher_spec, Fault::bad_message, "out of turn"},
      {"application data before Finished",
       [](Met& met) {
         met.client.feed(met.server.change_cipher_spec());
         met.client.feed(met.server.seal(ContentType::application_data, Bytes{1}));
       },
       Step::finished, Fault::bad_message, "application data"},
      {"an alert under protection",
       [](Met& met) {
         met.client.feed(met.server.change_cipher_spec());
         met.client.feed(met.server.seal(ContentType::alert, Bytes{2, 80}));
       },
       Step::finished, Fault::alert, "internal_error (80)"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    Met met;
    row.act(met);
    REQUIRE(met.client.report().failure);
    CAPTURE(to_string(*met.client.report().failure));
    CHECK(met.client.state() == ClientState::failed);
    CHECK(met.client.report().failure->step == row.step);
    CHECK(met.client.report().failure->fault == row.fault);
    CHECK(met.client.report().failure->sentence.find(row.sentence) != std::string::npos);
  }
}

TEST_CASE("Finished may come octet by octet, each in its record") {
  Met met;
  met.client.feed(met.server.change_cipher_spec());
  for (const std::uint8_t octet : met.server.finished()) {
    met.client.feed(met.server.seal(ContentType::handshake, Bytes{octet}));
  }
  CHECK(met.client.state() == ClientState::connected);
}

TEST_CASE("a HelloRequest is ignored in a handshake, and declined after it") {
  Met met;
  met.client.feed(message(HandshakeType::hello_request, {}));
  met.finish();
  CHECK(met.client.output().empty());
  CHECK_FALSE(met.client.report().renegotiation_requested);
  met.client.feed(met.server.seal(ContentType::handshake, handshake_message(HandshakeType::hello_request, {})));
  const auto answer = met.server.open(met.client.output());
  REQUIRE(answer.size() == 1);
  CHECK(answer[0].fragment == encode(Alert{AlertLevel::warning, AlertDescription::no_renegotiation_RESERVED}));
  CHECK(met.client.report().renegotiation_requested);
  CHECK(met.client.state() == ClientState::connected);
}

TEST_CASE("SSL 3.0 has no alert that declines") {
  Met met(V::SSLv3);
  met.finish();
  met.client.feed(met.server.seal(ContentType::handshake, handshake_message(HandshakeType::hello_request, {})));
  CHECK(met.client.output().empty());
  CHECK(met.client.state() == ClientState::connected);
}

TEST_CASE("leave-taking") {
  Met met;
  met.finish();
  met.client.close();
  met.client.close();
  met.client.send(octets("too late"));
  const auto farewell = met.server.open(met.client.output());
  REQUIRE(farewell.size() == 1);
  CHECK(farewell[0].fragment == encode(Alert{AlertLevel::warning, AlertDescription::close_notify}));
  met.client.feed(met.server.seal(ContentType::application_data, octets("still")));
  CHECK(tls::test::text(met.client.received()) == "still");
  met.client.closed(tls::Closure::end_of_stream);
  CHECK(met.client.state() == ClientState::closed);
  CHECK_FALSE(met.client.report().close_notify);
}

TEST_CASE("the peer's close_notify is answered") {
  Met met;
  met.finish();
  met.client.feed(met.server.seal(ContentType::alert, Bytes{1, 0}));
  CHECK(met.client.state() == ClientState::closed);
  CHECK(met.server.open(met.client.output()).size() == 1);
}

TEST_CASE("a reset after the handshake is a failure of the data, not of the handshake") {
  Met met;
  met.finish();
  met.client.closed(tls::Closure::reset);
  REQUIRE(met.client.report().failure);
  CHECK(met.client.report().reached == Step::finished);
  CHECK(met.client.report().failure->step == Step::application_data);
}

TEST_CASE("plaintext that nobody takes is not kept without end") {
  Met met;
  met.finish();
  const Bytes record = Bytes(16'384, 'x');
  for (std::size_t kept = 0; kept < LegacyClient::kMaxReceived; kept += record.size()) {
    met.client.feed(met.server.seal(ContentType::application_data, record));
  }
  CHECK(met.client.state() == ClientState::connected);
  met.client.feed(met.server.seal(ContentType::application_data, Bytes{1}));
  REQUIRE(met.client.report().failure);
  CHECK(met.client.report().failure->fault == Fault::own_limit);
  CHECK(met.client.received().size() == LegacyClient::kMaxReceived);
}

}  // namespace
