// SPDX-License-Identifier: Apache-2.0
// Our own clients against the gateway, in memory: whatever a profile can play is finished, and an SSTP call goes
// through.
#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/unit/samples/gateway/conversation.hpp"
#include "tests/unit/samples/gateway/sample_profile.hpp"
#include "tests/unit/tls/client/cells.hpp"
#include "tests/unit/tls/client/random_octets.hpp"
#include "tls/client/legacy/legacy_client.hpp"
#include "tls/client/modern/libssl_suites.hpp"
#include "tls/client/modern/modern_client.hpp"

namespace {

using gateway::GatewaySession;
using gateway::test::Cut;
using gateway::test::fixed_random;
using tls::CipherSuite;
using tls::ClientState;
using tls::legacy::LegacyClient;
using tls::modern::ModernClient;
using tls::test::why;
using V = tls::ProtocolVersion;

std::shared_ptr<const gateway::Gateway> shared_wide_gateway() {
  static const auto gateway =
      std::make_shared<const gateway::Gateway>(gateway::test::wide_gateway().profile, gateway::test::wide_gateway());
  return gateway;
}

/// Handshake, a call up to its Ack, leave-taking.
void check_whole_call(tls::Client& client, Cut cut) {
  GatewaySession session(shared_wide_gateway(), tls::test::repeatable_random());
  probe::SstpCall call("gateway.example.test", fixed_random);
  gateway::test::converse(client, call, session, cut);
  CAPTURE(why(client.report()));
  CHECK(client.report().reached == tls::HandshakeStep::finished);
  CHECK(client.report().close_notify);
  CHECK(client.state() == ClientState::closed);
  CHECK(call.report().outcome == probe::CallOutcome::connected);
  CHECK(call.report().leave == probe::CallLeave::acknowledged);
  REQUIRE(call.report().binding.has_value());
  CHECK(call.report().binding->hashes == 0x03);
  CHECK(session.want() == tls::Want::done);
  CHECK(session.ending() == gateway::Ending::close);
}

TEST_CASE("our own client finishes every suite of SSL 3.0 to TLS 1.2 that it carries, and calls") {
  std::size_t finished = 0;
  std::vector<std::string> not_carried;
  for (const auto& entry : shared_wide_gateway()->profile.suites) {
    const auto version = entry.first;
    if (version < V::SSLv3 || version > V::TLSv1_2) continue;
    for (const auto code : entry.second) {
      CAPTURE(to_string(version));
      CAPTURE(to_string(code));
      if (!LegacyClient::carries(*tls::find_cipher_suite(code), version)) {
        not_carried.push_back(to_string(version) + " " + to_string(code));
        continue;
      }
      LegacyClient client(tls::test::cell_config(version, code));
      check_whole_call(client, Cut::whole);
      ++finished;
    }
  }
  CHECK(finished > 300);
  // IDEA and its like are for builds of OpenSSL that have them; Camellia-GCM and the drafts of ChaCha20 are for none.
  for (const auto& cell : not_carried) {
    const bool is_expected = cell.find("CAMELLIA") != std::string::npos || cell.find("IDEA") != std::string::npos ||
                             cell.find("CHACHA20") != std::string::npos || cell.find("0xCC1") != std::string::npos;
    CAPTURE(cell);
    CHECK(is_expected);
  }
}

TEST_CASE("libssl's client finishes every suite that it carries, and calls") {
  std::size_t finished = 0;
  for (const auto& entry : shared_wide_gateway()->profile.suites) {
    const auto version = entry.first;
    for (const auto code : entry.second) {
      if (!tls::modern::libssl_suite_name(code, version)) continue;
      CAPTURE(to_string(version));
      CAPTURE(to_string(code));
      ModernClient client(tls::test::cell_config(version, code));
      check_whole_call(client, Cut::whole);
      ++finished;
    }
  }
  CHECK(finished > 100);
}

TEST_CASE("it does not matter how the octets are cut") {
  struct Row {
    V version;
    CipherSuite suite;
  };
  const Row rows[] = {
      {V::SSLv3, CipherSuite::TLS_RSA_WITH_RC4_128_MD5},
      {V::TLSv1_0, CipherSuite::TLS_RSA_EXPORT_WITH_DES40_CBC_SHA},
      {V::TLSv1_1, CipherSuite::TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA},
      {V::TLSv1_2, CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384},
      {V::TLSv1_2, CipherSuite::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256},
  };
  for (const auto& row : rows) {
    CAPTURE(to_string(row.version));
    CAPTURE(to_string(row.suite));
    LegacyClient client(tls::test::cell_config(row.version, row.suite));
    check_whole_call(client, Cut::octets);
  }
  ModernClient client(tls::test::cell_config(V::TLSv1_3, CipherSuite::TLS_AES_128_GCM_SHA256));
  check_whole_call(client, Cut::octets);
}

TEST_CASE("with and without the extended master secret") {
  for (const bool offered : {true, false}) {
    CAPTURE(offered);
    const auto gateway = gateway::test::gateway_with(
        R"(["TLSv1.2"])", "extended_master_secret = " + std::string(offered ? "true" : "false") + "\n");
    GatewaySession session(gateway, tls::test::repeatable_random());
    LegacyClient client(tls::test::cell_config(V::TLSv1_2, CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA));
    gateway::test::converse(client, session);
    CHECK(client.state() == ClientState::connected);
    CHECK(client.report().extended_master_secret == offered);
    CHECK(client.report().secure_renegotiation);
  }
}

}  // namespace
