// SPDX-License-Identifier: Apache-2.0
#include "tls/client/modern/modern_client.hpp"

#include "tests/unit/tls/client/cells.hpp"
#include "tests/unit/tls/client/libssl_server.hpp"
#include "tls/client/modern/libssl_suites.hpp"
#include "tls/record/record.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace {

using tls::Bytes;
using tls::CipherSuite;
using tls::ClientState;
using tls::HandshakeFault;
using tls::HandshakeReport;
using tls::HandshakeStep;
using tls::modern::ModernClient;
using tls::test::cell_config;
using tls::test::Cut;
using tls::test::LibsslServer;
using tls::test::octets;
using tls::test::text;
using tls::test::why;
using V = tls::ProtocolVersion;
using S = tls::CipherSuite;

struct Cell {
  V version;
  S suite;
};

TEST_CASE("libssl's client and server finish every cell that libssl offers, TLS 1.3 included") {
  std::size_t cells = 0;
  for (const V version : tls::kProtocolVersions) {
    for (const auto& suite : tls::cipher_suites()) {
      if (!tls::modern::libssl_suite_name(suite.code, version)) continue;
      CAPTURE(suite.name);
      CAPTURE(to_string(version));
      ModernClient client(cell_config(version, suite.code));
      LibsslServer server({.version = version});
      converse(client, server, ++cells % 8 == 0 ? Cut::octets : Cut::whole);
      CAPTURE(why(client.report()));
      REQUIRE(client.state() == ClientState::connected);
      client.send(octets("question"));
      server.write(octets("answer"));
      converse(client, server);
      CHECK(text(server.received()) == "question");
      CHECK(text(client.received()) == "answer");
      client.close();
      converse(client, server);
      CHECK(server.saw_close_notify());
      server.close();
      converse(client, server);
      CHECK(client.state() == ClientState::closed);

      const HandshakeReport& report = client.report();
      CHECK(report.reached == HandshakeStep::finished);
      CHECK(report.version == version);
      CHECK(report.suite == suite.code);
      CHECK(report.close_notify);
      CHECK(report.extended_master_secret);
      CHECK(report.secure_renegotiation);
      CHECK(report.key_bits.value_or(0) >= 200);
      CHECK(report.certificates.empty() == (suite.authentication == tls::Authentication::anonymous));
      CHECK_FALSE(report.key_log.empty());
      if (version == V::TLSv1_3) {
        CHECK(report.group == tls::NamedGroup::x25519);
        CHECK(report.scheme.has_value());
        CHECK(report.key_log.size() >= 4);
      }
    }
  }
  CHECK(cells > 120);
}

TEST_CASE("in TLS 1.3 the key log has NSS's labels") {
  ModernClient client(cell_config(V::TLSv1_3, S::TLS_AES_128_GCM_SHA256));
  LibsslServer server({.version = V::TLSv1_3});
  converse(client, server);
  for (const std::string label : {"CLIENT_HANDSHAKE_TRAFFIC_SECRET ", "SERVER_HANDSHAKE_TRAFFIC_SECRET ",
                                  "CLIENT_TRAFFIC_SECRET_0 ", "SERVER_TRAFFIC_SECRET_0 "}) {
    CAPTURE(label);
    const auto has_label = [&label](const std::string& line) { return line.rfind(label, 0) == 0; };
    CHECK(std::ranges::count_if(client.report().key_log, has_label) == 1);
  }
}

TEST_CASE("a request for a certificate is answered with none") {
  for (const auto& cell :
       {Cell{V::TLSv1_2, S::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}, Cell{V::TLSv1_3, S::TLS_AES_128_GCM_SHA256}}) {
    CAPTURE(to_string(cell.version));
    ModernClient client(cell_config(cell.version, cell.suite));
    LibsslServer server({.version = cell.version, .asks_for_certificate = true});
    converse(client, server);
    CHECK(client.state() == ClientState::connected);
    CHECK(client.report().certificate_requested);
  }
}

TEST_CASE("what is merely too much for us is not told as the server's breach of the standard") {
  for (const std::size_t size : {150'000, 110'000}) {
    CAPTURE(size);
    ModernClient client(cell_config(V::TLSv1_2, S::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256));
    LibsslServer server({.chain_padding = size});
    converse(client, server);
    CAPTURE(why(client.report()));
    CHECK((client.state() == ClientState::connected) == (size == 110'000));
    if (client.report().failure) CHECK(client.report().failure->fault == HandshakeFault::own_limit);
  }
}

TEST_CASE("what shows that a server took our Finished") {
  for (const auto& cell :
       {Cell{V::TLSv1_2, S::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}, Cell{V::TLSv1_3, S::TLS_AES_128_GCM_SHA256}}) {
    CAPTURE(to_string(cell.version));
    ModernClient client(cell_config(cell.version, cell.suite));
    LibsslServer server({.version = cell.version});
    client.feed(server.exchange(client.output()));
    const Bytes last = server.exchange(client.output());
    CHECK_FALSE(client.report().acknowledged);
    client.feed(last);  // Finished in TLS 1.2, tickets in TLS 1.3
    CHECK(client.report().acknowledged);
  }
}

TEST_CASE("a wish to renegotiate is declined and noted") {
  ModernClient client(cell_config(V::TLSv1_2, S::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256));
  LibsslServer server({});
  converse(client, server);
  CHECK_FALSE(client.report().renegotiation_requested);
  server.ask_to_renegotiate();
  client.feed(server.exchange({}));
  CHECK(client.report().renegotiation_requested);
  CHECK(client.state() == ClientState::connected);
  // OpenSSL's server does not go on without.
  client.feed(server.exchange(client.output()));
  CHECK(server.was_refused_renegotiation());
  REQUIRE(client.report().failure);
  CHECK(client.report().failure->step == HandshakeStep::application_data);
  CHECK(client.report().failure->fault == HandshakeFault::alert);
}

TEST_CASE("what the server has not makes a failure with its alert") {
  ModernClient client(cell_config(V::TLSv1_2, S::TLS_RSA_WITH_AES_128_CBC_SHA));
  LibsslServer server({.version = V::TLSv1_3});
  converse(client, server);
  REQUIRE(client.report().failure);
  CHECK(client.report().failure->step == HandshakeStep::server_hello);
  CHECK(client.report().failure->fault == HandshakeFault::alert);
  REQUIRE(client.report().failure->alert);
  CHECK(client.report().failure->alert->description == tls::AlertDescription::protocol_version);
}

TEST_CASE("nothing that libssl could offer is a failure from the start") {
  auto config = cell_config(V::TLSv1_2, S::TLS_RSA_WITH_AES_128_CBC_SHA);
  config.schemes = {tls::SignatureScheme::rsa_md5};
  ModernClient client(config);
  REQUIRE(client.state() == ClientState::failed);
  CHECK(client.report().failure->fault == HandshakeFault::unsupported);
  CHECK(client.want() == tls::Want::done);
  CHECK(client.output().empty());
}

TEST_CASE("answers that are no TLS, and ends") {
  const auto start = [] { return cell_config(V::TLSv1_2, S::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256); };
  ModernClient web(start());
  web.feed(octets("HTTP/1.1 400 Bad Request\r\n\r\n"));
  REQUIRE(web.report().failure);
  CHECK(web.report().failure->fault == HandshakeFault::bad_message);

  struct Row {
    tls::Closure how;
    HandshakeFault fault;
  };
  for (const auto& row :
       {Row{tls::Closure::end_of_stream, HandshakeFault::closed}, Row{tls::Closure::reset, HandshakeFault::reset},
        Row{tls::Closure::timed_out, HandshakeFault::timed_out}}) {
    ModernClient client(start());
    client.closed(row.how);
    REQUIRE(client.report().failure);
    CHECK(client.report().failure->fault == row.fault);
    CHECK(client.report().failure->step == HandshakeStep::server_hello);
  }
}

/// Where a message of that type begins in the first flight, each message having a record of its own.
std::size_t find_message(const Bytes& flight, tls::HandshakeType type) {
  for (std::size_t at = 0; at + tls::kRecordHeaderSize < flight.size();) {
    if (flight[at + tls::kRecordHeaderSize] == static_cast<std::uint8_t>(type)) return at;
    at += tls::kRecordHeaderSize + (std::size_t{flight[at + 3]} << 8 | flight[at + 4]);
  }
  return flight.size();
}

TEST_CASE("a wrong signature is told from a wrong message") {
  struct Row {
    std::string name;
    tls::HandshakeType type;
    std::size_t octet;  ///< of the record
    HandshakeStep step;
    HandshakeFault fault;
  };
  const Row rows[] = {
      {"the share", tls::HandshakeType::server_key_exchange, 15, HandshakeStep::server_key_exchange,
       HandshakeFault::unverified},
      {"the version", tls::HandshakeType::server_hello, 10, HandshakeStep::server_hello, HandshakeFault::bad_message},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    ModernClient client(cell_config(V::TLSv1_2, S::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256));
    LibsslServer server({});
    Bytes flight = server.exchange(client.output());
    const std::size_t at = find_message(flight, row.type);
    REQUIRE(at < flight.size());
    flight.at(at + row.octet) ^= 1;
    client.feed(flight);
    REQUIRE(client.report().failure);
    CAPTURE(why(client.report()));
    CHECK(client.report().failure->step == row.step);
    CHECK(client.report().failure->fault == row.fault);
  }
}

TEST_CASE("a record under protection with a bit turned over is not believed") {
  for (const auto& cell :
       {Cell{V::TLSv1_2, S::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}, Cell{V::TLSv1_0, S::TLS_RSA_WITH_AES_128_CBC_SHA},
        Cell{V::TLSv1_3, S::TLS_AES_128_GCM_SHA256}}) {
    CAPTURE(to_string(cell.version));
    ModernClient client(cell_config(cell.version, cell.suite));
    LibsslServer server({.version = cell.version});
    converse(client, server);
    REQUIRE(client.state() == ClientState::connected);
    server.write(octets("answer"));
    Bytes answer = server.exchange({});
    answer.back() ^= 1;
    client.feed(answer);
    REQUIRE(client.report().failure);
    CAPTURE(why(client.report()));
    CHECK(client.report().failure->step == HandshakeStep::application_data);
    CHECK(client.report().failure->fault == HandshakeFault::unverified);
    CHECK(client.received().empty());
  }
}

}  // namespace
