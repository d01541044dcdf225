// SPDX-License-Identifier: Apache-2.0
#include "tls/message/server_key_exchange.hpp"

#include "tests/unit/tls/support/hostile.hpp"
#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using tls::Bytes;
using tls::BytesView;
using tls::CipherSuite;
using tls::decode_server_key_exchange;
using tls::NamedGroup;
using tls::ProtocolVersion;
using tls::ServerDhParams;
using tls::ServerEcdhParams;
using tls::ServerKeyExchange;
using tls::ServerRsaParams;
using tls::SignatureScheme;
using namespace tls::test;
using V = ProtocolVersion;

FaultOf fault_in(CipherSuite suite, V version) {
  return fault_of([=](BytesView body) { return decode_server_key_exchange(body, *find_cipher_suite(suite), version); });
}

/// Sizes of the integers, or of the point.
std::vector<std::size_t> sizes_of(const ServerKeyExchange& message) {
  if (const auto* dh = std::get_if<ServerDhParams>(&message.key)) {
    return {dh->p.size(), dh->g.size(), dh->public_value.size()};
  }
  if (const auto* ecdh = std::get_if<ServerEcdhParams>(&message.key)) return {ecdh->point.size()};
  if (const auto* rsa = std::get_if<ServerRsaParams>(&message.key)) return {rsa->modulus.size(), rsa->exponent.size()};
  return {};
}

}  // namespace

TEST_CASE("other people's key exchanges decode to what tshark 4.0.17 shows, and encode to the same octets") {
  const struct {
    std::string vector;
    CipherSuite suite;
    V version;
    std::vector<std::size_t> sizes;
    std::optional<std::size_t> bits;
    std::size_t params;
    std::optional<SignatureScheme> scheme;
    std::size_t signature;
    std::vector<LengthField> lengths;
  } rows[] = {
      {"jdk-ssl3-dhe-server-key-exchange",
       CipherSuite::TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA,
       V::SSLv3,
       {256, 1, 256},
       2048,
       519,
       {},
       128,
       {{"dh_p", 0, 2}, {"dh_g", 258, 2}, {"dh_Ys", 261, 2}, {"signature", 519, 2}}},
      {"jdk-ssl3-ecdhe-server-key-exchange",
       CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
       V::SSLv3,
       {32},
       255,
       36,
       {},
       128,
       {{"point", 3, 1}, {"signature", 36, 2}}},
      {"jdk-tls10-rsa-export-server-key-exchange",
       CipherSuite::TLS_RSA_EXPORT_WITH_RC4_40_MD5,
       V::TLSv1_0,
       {64, 3},
       512,
       71,
       {},
       128,
       {{"rsa_modulus", 0, 2}, {"rsa_exponent", 66, 2}, {"signature", 71, 2}}},
      {"jdk-tls12-dh-anon-server-key-exchange",
       CipherSuite::TLS_DH_anon_WITH_AES_128_GCM_SHA256,
       V::TLSv1_2,
       {256, 1, 256},
       2048,
       519,
       {},
       0,
       {{"dh_p", 0, 2}, {"dh_g", 258, 2}, {"dh_Ys", 261, 2}}},
      {"openssl-tls10-ecdhe-server-key-exchange",
       CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
       V::TLSv1_0,
       {32},
       255,
       36,
       {},
       72,
       {{"point", 3, 1}, {"signature", 36, 2}}},
      {"openssl-tls12-ecdhe-server-key-exchange",
       CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
       V::TLSv1_2,
       {32},
       255,
       36,
       SignatureScheme::rsa_pss_rsae_sha256,
       128,
       {{"point", 3, 1}, {"signature", 38, 2}}},
      {"openssl-tls12-dhe-server-key-exchange",
       CipherSuite::TLS_DHE_RSA_WITH_AES_128_GCM_SHA256,
       V::TLSv1_2,
       {128, 1, 128},
       1024,
       263,
       SignatureScheme::rsa_pss_rsae_sha256,
       128,
       {{"dh_p", 0, 2}, {"dh_g", 130, 2}, {"dh_Ys", 133, 2}, {"signature", 265, 2}}},
      {"openssl-tls12-ecdh-anon-server-key-exchange",
       CipherSuite::TLS_ECDH_anon_WITH_AES_128_CBC_SHA,
       V::TLSv1_2,
       {32},
       255,
       36,
       {},
       0,
       {{"point", 3, 1}}},
      {"openssl-tls12-dhe-psk-server-key-exchange",
       CipherSuite::TLS_DHE_PSK_WITH_AES_128_GCM_SHA256,
       V::TLSv1_2,
       {128, 1, 128},
       1024,
       279,
       {},
       0,
       {{"psk_identity_hint", 0, 2}, {"dh_p", 16, 2}, {"dh_g", 146, 2}, {"dh_Ys", 149, 2}}},
      {"openssl-tls12-ecdhe-psk-server-key-exchange",
       CipherSuite::TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256,
       V::TLSv1_2,
       {32},
       255,
       52,
       {},
       0,
       {{"psk_identity_hint", 0, 2}, {"point", 19, 1}}},
      {"openssl-tls12-psk-server-key-exchange",
       CipherSuite::TLS_PSK_WITH_AES_128_GCM_SHA256,
       V::TLSv1_2,
       {},
       {},
       16,
       {},
       0,
       {{"psk_identity_hint", 0, 2}}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.vector);
    const Bytes body = vector_body(row.vector);
    const auto message = decode_server_key_exchange(body, *find_cipher_suite(row.suite), row.version);
    REQUIRE(message.has_value());
    CHECK(sizes_of(*message) == row.sizes);
    CHECK(key_bits(*message) == row.bits);
    CHECK(message->params == Bytes(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(row.params)));
    CHECK(message->scheme == row.scheme);
    CHECK(message->signature.size() == row.signature);
    if (const auto* ecdh = std::get_if<ServerEcdhParams>(&message->key)) CHECK(ecdh->group == NamedGroup::x25519);
    CHECK(encode(*message) == vector_file(row.vector));

    check_cuts(body, fault_in(row.suite, row.version));
    check_lies(body, fault_in(row.suite, row.version), row.lengths);
  }
}

TEST_CASE("parameters that are not given as sent are made from the key") {
  for (const std::string vector : {"jdk-tls10-rsa-export", "openssl-tls12-dhe", "openssl-tls12-ecdhe"}) {
    CAPTURE(vector);
    const CipherSuite suite = vector == "jdk-tls10-rsa-export" ? CipherSuite::TLS_RSA_EXPORT_WITH_RC4_40_MD5
                              : vector == "openssl-tls12-dhe"  ? CipherSuite::TLS_DHE_RSA_WITH_AES_128_GCM_SHA256
                                                               : CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;
    const V version = vector == "jdk-tls10-rsa-export" ? V::TLSv1_0 : V::TLSv1_2;
    auto message =
        decode_server_key_exchange(vector_body(vector + "-server-key-exchange"), *find_cipher_suite(suite), version)
            .value();
    message.params.clear();
    CHECK(encode(message) == vector_file(vector + "-server-key-exchange"));
  }
}

TEST_CASE("kinds that stay opaque, whole") {
  const struct {
    std::string name;
    CipherSuite suite;
    Bytes body;
  } rows[] = {
      {"SRP (RFC 5054 section 2.8.3)", CipherSuite::TLS_SRP_SHA_RSA_WITH_AES_128_CBC_SHA, from_hex("0001 17 0001 05")},
      {"explicit prime curve (RFC 4492 section 5.4)", CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
       from_hex("01 01 17")},
      {"explicit binary curve", CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, from_hex("02 00 a3")},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto message = decode_server_key_exchange(row.body, *find_cipher_suite(row.suite), V::TLSv1_2);
    REQUIRE(message.has_value());
    CHECK(std::holds_alternative<std::monostate>(message->key));
    CHECK(message->params == row.body);
    CHECK(message->signature.empty());
    CHECK_FALSE(key_bits(*message).has_value());
  }
}

TEST_CASE("what must not be a ServerKeyExchange") {
  const struct {
    std::string name;
    CipherSuite suite;
    std::string body;
    std::string field;
  } rows[] = {
      {"RSA has none", CipherSuite::TLS_RSA_WITH_AES_128_CBC_SHA, "00", "ServerKeyExchange"},
      {"RSA has not even an empty one", CipherSuite::TLS_RSA_WITH_AES_128_CBC_SHA, "", "ServerKeyExchange"},
      {"static DH has none", CipherSuite::TLS_DH_RSA_WITH_AES_128_CBC_SHA, "00", "ServerKeyExchange"},
      {"a curve type that is not assigned", CipherSuite::TLS_ECDH_anon_WITH_AES_128_CBC_SHA, "04 001d 01 09",
       "curve_type"},
      {"an empty prime", CipherSuite::TLS_DH_anon_WITH_AES_128_CBC_SHA, "0000 0001 02 0001 03", "dh_p"},
      {"an empty point", CipherSuite::TLS_ECDH_anon_WITH_AES_128_CBC_SHA, "03 001d 00", "point"},
      {"a signature that an anonymous exchange has not", CipherSuite::TLS_ECDH_anon_WITH_AES_128_CBC_SHA,
       "03 001d 01 09 0401 0001 09", "ServerKeyExchange"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto fault = fault_in(row.suite, V::TLSv1_2)(from_hex(row.body));
    REQUIRE(fault.has_value());
    CHECK(std::string(fault->field) == row.field);
  }
}

TEST_CASE("key sizes count bits, not octets") {
  const auto dh_bits = [](Bytes p) { return tls::key_bits({ServerDhParams{std::move(p), {2}, {3}}, {}, {}, {}}); };
  CHECK(dh_bits({0x00, 0x80, 0x01}) == 16);
  CHECK(dh_bits({0x01, 0xFF}) == 9);
  CHECK(dh_bits({0x00}) == 0);
  CHECK(tls::key_bits({ServerEcdhParams{NamedGroup{0x9999}, {4}}, {}, {}, {}}) == std::nullopt);
}
