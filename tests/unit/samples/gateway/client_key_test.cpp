// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/client_key.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "tests/unit/samples/gateway/sample_profile.hpp"
#include "tests/unit/tls/client/random_octets.hpp"
#include "tls/client/crypto/public_key.hpp"

namespace {

using tls::Bytes;
using V = tls::ProtocolVersion;

void marked(std::span<std::uint8_t> buffer) { std::fill(buffer.begin(), buffer.end(), std::uint8_t{0x77}); }

Bytes premaster_of(std::uint16_t version) {
  Bytes premaster(48, 0x11);
  premaster[0] = static_cast<std::uint8_t>(version >> 8);
  premaster[1] = static_cast<std::uint8_t>(version);
  return premaster;
}

TEST_CASE("an RSA secret that is none is replaced without a word") {
  const auto& gateway = gateway::test::wide_gateway();
  const auto* credential = gateway.keys->credential(gateway::KeyKind::rsa);
  const gateway::Selection selection{V::TLSv1_1, tls::find_cipher_suite(tls::CipherSuite::TLS_RSA_WITH_RC4_128_SHA),
                                     credential, nullptr, std::nullopt};
  const auto encrypted = [&](const Bytes& message) {
    return tls::crypto::rsa_encrypt(*credential->key, message, tls::test::repeatable_random()).value();
  };
  const Bytes instead(48, 0x77);
  struct Row {
    std::string name;
    Bytes ciphertext;
    Bytes premaster;
  };
  // The hello offered TLS 1.2, TLS 1.1 was chosen. RFC 5246 section 7.4.7.1.
  const Row rows[] = {
      {"the version that was offered", encrypted(premaster_of(0x0303)), premaster_of(0x0303)},
      {"the version that was chosen", encrypted(premaster_of(0x0302)), premaster_of(0x0302)},
      {"a version rolled back", encrypted(premaster_of(0x0301)), instead},
      {"a secret of 47 octets", encrypted(Bytes(47, 3)), instead},
      {"a secret of 49 octets", encrypted(Bytes(49, 3)), instead},
      {"padding that is none", Bytes(128, 1), instead},
      {"a number above the modulus", Bytes(128, 0xFF), instead},
      {"too short", Bytes(127, 1), instead},
      {"nothing", {}, instead},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    Bytes body{0, static_cast<std::uint8_t>(row.ciphertext.size())};
    body.insert(body.end(), row.ciphertext.begin(), row.ciphertext.end());
    const auto secret = premaster_secret(*gateway.keys, selection, V::TLSv1_2, body, marked);
    REQUIRE(std::holds_alternative<Bytes>(secret));
    CHECK(std::get<Bytes>(secret) == row.premaster);
  }
}

}  // namespace
