// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/tls/client/cells.hpp"
#include "tests/unit/tls/client/libssl_server.hpp"
#include "tls/client/legacy/legacy_client.hpp"

#include <doctest/doctest.h>

namespace {

using tls::Bytes;
using tls::CipherSuite;
using tls::ClientState;
using tls::HandshakeReport;
using tls::HandshakeStep;
using tls::ProtocolVersion;
using tls::legacy::LegacyClient;
using tls::test::cell_config;
using tls::test::Cut;
using tls::test::LibsslServer;
using tls::test::octets;
using tls::test::text;
using tls::test::why;

/// Handshake, a few words each way, leave-taking.
void check_whole_conversation(tls::Client& client, LibsslServer& server, Cut cut) {
  converse(client, server, cut);
  CAPTURE(why(client.report()));
  REQUIRE(client.state() == ClientState::connected);
  REQUIRE(server.connected());
  CHECK(client.report().reached == HandshakeStep::finished);

  const std::string question(40'000, '?');
  client.send(octets(question));
  server.write(octets("an answer"));
  converse(client, server, cut);
  CHECK(text(server.received()) == question);
  CHECK(text(client.received()) == "an answer");
  CHECK(client.received().empty());

  client.close();
  converse(client, server, cut);
  CHECK(server.saw_close_notify());
  CHECK(client.state() == ClientState::connected);
  server.close();
  converse(client, server, cut);
  CHECK(client.state() == ClientState::closed);
  CHECK(client.report().close_notify);
  CHECK_FALSE(client.report().failure);
}

TEST_CASE("our client and libssl's server finish every cell that both carry") {
  const auto cells = tls::test::cells_of_both();
  CHECK(cells.size() > 100);
  for (const auto& cell : cells) {
    for (const Cut cut : {Cut::whole, Cut::octets}) {
      CAPTURE(to_string(cell));
      LegacyClient client(cell_config(cell.version, cell.suite->code));
      LibsslServer server({.version = cell.version});
      check_whole_conversation(client, server, cut);
      const HandshakeReport& report = client.report();
      CHECK(report.version == cell.version);
      CHECK(report.suite == cell.suite->code);
      CHECK(report.extended_master_secret);
      CHECK(report.secure_renegotiation);
      CHECK(report.key_bits.value_or(0) >= 200);
      CHECK(report.certificates.empty() == (cell.suite->authentication == tls::Authentication::anonymous));
      const bool is_signed = report.scheme.has_value();
      CHECK(is_signed == (cell.version == ProtocolVersion::TLSv1_2 && !report.certificates.empty() &&
                          cell.suite->key_exchange != tls::KeyExchange::rsa));
    }
  }
}

TEST_CASE("the key log has libssl's own master secret") {
  LegacyClient client(cell_config(ProtocolVersion::TLSv1_2, CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA));
  LibsslServer server({});
  converse(client, server);
  Bytes master(48);
  Bytes random(32);
  REQUIRE(SSL_SESSION_get_master_key(SSL_get_session(server.ssl()), master.data(), master.size()) == master.size());
  SSL_get_client_random(server.ssl(), random.data(), random.size());
  std::string line = "CLIENT_RANDOM ";
  const auto append = [&line](const Bytes& part) {
    for (const auto octet : part) {
      line += "0123456789abcdef"[octet >> 4];
      line += "0123456789abcdef"[octet & 15];
    }
  };
  append(random);
  line += ' ';
  append(master);
  REQUIRE(client.report().key_log.size() == 1);
  CHECK(client.report().key_log.front() == line);
}

TEST_CASE("without extended master secret it goes as well") {
  for (const auto version : {ProtocolVersion::TLSv1_0, ProtocolVersion::TLSv1_2}) {
    CAPTURE(to_string(version));
    LegacyClient client(cell_config(version, CipherSuite::TLS_RSA_WITH_AES_128_CBC_SHA));
    LibsslServer server({.version = version, .extended_master_secret = false});
    check_whole_conversation(client, server, Cut::whole);
    CHECK_FALSE(client.report().extended_master_secret);
  }
}

TEST_CASE("a request for a certificate is answered with none") {
  for (const auto version : {ProtocolVersion::TLSv1_0, ProtocolVersion::TLSv1_2}) {
    CAPTURE(to_string(version));
    LegacyClient client(cell_config(version, CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA));
    LibsslServer server({.version = version, .asks_for_certificate = true});
    check_whole_conversation(client, server, Cut::octets);
    CHECK(client.report().certificate_requested);
  }
}

TEST_CASE("a wish to renegotiate is declined, whatever the server makes of it") {
  LegacyClient client(cell_config(ProtocolVersion::TLSv1_0, CipherSuite::TLS_RSA_WITH_AES_128_CBC_SHA));
  LibsslServer server({.version = ProtocolVersion::TLSv1_0});
  converse(client, server);
  REQUIRE(client.state() == ClientState::connected);
  server.ask_to_renegotiate();
  converse(client, server);
  CHECK(server.was_refused_renegotiation());
  // libssl will not go on without it; others do.
  REQUIRE(client.report().failure);
  CHECK(client.report().failure->fault == tls::HandshakeFault::alert);
  CHECK(client.report().failure->step == HandshakeStep::application_data);
}

// RFC 8422 5.1.1, RFC 8446 4.2.3: each scheme and group that both know, alone.
TEST_CASE("signatures and groups of every kind") {
  struct Row {
    std::string schemes, groups;
    CipherSuite suite;
    tls::SignatureScheme scheme;
    tls::NamedGroup group;
  };
  using Scheme = tls::SignatureScheme;
  using G = tls::NamedGroup;
  const auto rsa = CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA;
  const auto ecdsa = CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA;
  const Row rows[] = {
      {"RSA+SHA1", "X25519", rsa, Scheme::rsa_pkcs1_sha1, G::x25519},
      {"RSA+SHA224", "X448", rsa, Scheme::rsa_sha224, G::x448},
      {"RSA+SHA256", "P-256", rsa, Scheme::rsa_pkcs1_sha256, G::secp256r1},
      {"RSA+SHA384", "P-384", rsa, Scheme::rsa_pkcs1_sha384, G::secp384r1},
      {"RSA+SHA512", "P-521", rsa, Scheme::rsa_pkcs1_sha512, G::secp521r1},
      {"RSA-PSS+SHA256", "sect283k1", rsa, Scheme::rsa_pss_rsae_sha256, G::sect283k1},
      {"RSA-PSS+SHA384", "brainpoolP256r1", rsa, Scheme::rsa_pss_rsae_sha384, G::brainpoolP256r1},
      {"ECDSA+SHA1", "secp256k1", ecdsa, Scheme::ecdsa_sha1, G::secp256k1},
      {"ECDSA+SHA224", "secp192r1", ecdsa, Scheme::ecdsa_sha224, G::secp192r1},
      {"ECDSA+SHA256", "sect571r1", ecdsa, Scheme::ecdsa_secp256r1_sha256, G::sect571r1},
      {"ECDSA+SHA512", "secp224r1", ecdsa, Scheme::ecdsa_secp521r1_sha512, G::secp224r1},
  };
  for (const auto& row : rows) {
    CAPTURE(row.schemes);
    CAPTURE(row.groups);
    auto config = cell_config(ProtocolVersion::TLSv1_2, row.suite);
    config.groups.clear();
    config.schemes.clear();
    LegacyClient client(config);
    LibsslServer server({.schemes = row.schemes, .groups = row.groups});
    converse(client, server);
    CAPTURE(why(client.report()));
    CHECK(client.state() == ClientState::connected);
    CHECK(client.report().scheme == row.scheme);
    CHECK(client.report().group == row.group);
  }
}

}  // namespace
