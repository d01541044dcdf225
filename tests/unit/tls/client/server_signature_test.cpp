// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/tls/client/cells.hpp"
#include "tests/unit/tls/client/recorded.hpp"
#include "tls/client/legacy/legacy_client.hpp"
#include "tls/record/handshake_joiner.hpp"
#include "tls/record/record.hpp"

#include <doctest/doctest.h>

#include <functional>

namespace {

using tls::Bytes;
using tls::HandshakeFault;
using tls::HandshakeStep;
using tls::test::RecordedCell;
using V = tls::ProtocolVersion;
using S = tls::CipherSuite;

/// The first flight of a recording, with its ServerKeyExchange changed.
Bytes changed_flight(const RecordedCell& cell, const std::function<void(Bytes&)>& change) {
  tls::RecordReader records;
  records.feed(recording(cell));
  tls::HandshakeJoiner messages;
  Bytes flight;
  while (auto record = records.next().value()) {
    if (record->type != tls::ContentType::handshake) break;
    messages.feed(record->fragment);
    while (auto message = messages.next().value()) {
      if (message->type == tls::HandshakeType::server_key_exchange) change(message->raw);
      const Bytes octets = encode_records(tls::ContentType::handshake, cell.version, message->raw);
      flight.insert(flight.end(), octets.begin(), octets.end());
      if (message->type == tls::HandshakeType::server_hello_done) return flight;
    }
  }
  return flight;
}

TEST_CASE("the server's signature is checked, of every kind and in every version") {
  const RecordedCell cells[] = {
      {V::SSLv3, S::TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA},  // RSA: MD5 and SHA-1
      {V::SSLv3, S::TLS_RSA_EXPORT_WITH_RC4_40_MD5},         // a temporary RSA key
      {V::SSLv3, S::TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA},  // ECDSA: SHA-1
      {V::TLSv1_0, S::TLS_RSA_EXPORT_WITH_DES40_CBC_SHA},
      {V::TLSv1_0, S::TLS_ECDHE_RSA_WITH_RC4_128_SHA},
      {V::TLSv1_1, S::TLS_ECDHE_ECDSA_WITH_RC4_128_SHA},
      {V::TLSv1_2, S::TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA},  // DSA, with a scheme
      {V::TLSv1_2, S::TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA},
  };
  for (const auto& cell : cells) {
    CAPTURE(recording_name(cell));
    const auto run = [&cell](const std::function<void(Bytes&)>& change) {
      tls::legacy::LegacyClient client(tls::test::cell_config(cell.version, cell.suite));
      client.feed(changed_flight(cell, change));
      return client.report();
    };
    const auto untouched = run([](Bytes&) {});
    CHECK_FALSE(untouched.failure);
    CHECK(untouched.reached == HandshakeStep::client_key_exchange);

    // The last octet is the signature's, the seventh one of the parameters'.
    const std::function<void(Bytes&)> changes[] = {[](Bytes& raw) { raw.back() ^= 1; },
                                                   [](Bytes& raw) { raw.at(8) ^= 1; }};
    for (const auto& change : changes) {
      const auto report = run(change);
      REQUIRE(report.failure);
      CAPTURE(to_string(*report.failure));
      CHECK(report.failure->step == HandshakeStep::server_key_exchange);
      CHECK(report.failure->fault == HandshakeFault::unverified);
      CHECK(report.reached == HandshakeStep::certificate);
    }
  }
}

}  // namespace
