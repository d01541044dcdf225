// SPDX-License-Identifier: Apache-2.0
#include "tls/client/carrier.hpp"

#include "tests/unit/tls/client/cells.hpp"
#include "tls/client/crypto/bulk_cipher.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

namespace {

using tls::carrier;
using tls::CarrierKind;
using tls::CipherSuite;
using V = tls::ProtocolVersion;
using S = tls::CipherSuite;

TEST_CASE("who carries what, with OpenSSL 3 as it is installed everywhere") {
  struct Row {
    V version;
    S suite;
    CarrierKind kind;
    std::string reason;  ///< a part of it
  };
  const Row rows[] = {
      {V::TLSv1_3, S::TLS_AES_128_GCM_SHA256, CarrierKind::modern, ""},
      {V::TLSv1_3, S::TLS_AES_128_CCM_8_SHA256, CarrierKind::modern, ""},
      {V::TLSv1_2, S::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, CarrierKind::modern, ""},
      {V::TLSv1_2, S::TLS_DH_anon_WITH_AES_128_CBC_SHA, CarrierKind::modern, ""},
      {V::TLSv1_0, S::TLS_RSA_WITH_AES_128_CBC_SHA, CarrierKind::modern, ""},
      {V::SSLv3, S::TLS_RSA_WITH_AES_128_CBC_SHA, CarrierKind::legacy, ""},
      {V::TLSv1_0, S::TLS_RSA_WITH_RC4_128_MD5, CarrierKind::legacy, ""},
      {V::TLSv1_2, S::TLS_ECDHE_ECDSA_WITH_RC4_128_SHA, CarrierKind::legacy, ""},
      {V::TLSv1_2, S::TLS_RSA_WITH_3DES_EDE_CBC_SHA, CarrierKind::legacy, ""},
      {V::TLSv1_1, S::TLS_RSA_WITH_DES_CBC_SHA, CarrierKind::legacy, ""},
      {V::TLSv1_0, S::TLS_RSA_EXPORT_WITH_DES40_CBC_SHA, CarrierKind::legacy, ""},
      {V::TLSv1_0, S::TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5, CarrierKind::legacy, ""},
      {V::TLSv1_2, S::TLS_ECDHE_RSA_WITH_ARIA_128_CBC_SHA256, CarrierKind::legacy, ""},
      {V::TLSv1_2, S::TLS_ECDH_RSA_WITH_AES_128_CBC_SHA, CarrierKind::legacy, ""},
      {V::TLSv1_0, S::TLS_RSA_WITH_AES_128_GCM_SHA256, CarrierKind::none, "not defined for TLSv1.0"},
      {V::TLSv1_2, S::TLS_PSK_WITH_AES_128_CBC_SHA, CarrierKind::none, "pre-shared key"},
      {V::TLSv1_2, S::TLS_RSA_PSK_WITH_AES_128_CBC_SHA, CarrierKind::none, "pre-shared key"},
      {V::TLSv1_0, S::TLS_KRB5_WITH_DES_CBC_SHA, CarrierKind::none, "key exchange"},
      {V::TLSv1_2, S::TLS_SRP_SHA_WITH_AES_128_CBC_SHA, CarrierKind::none, "key exchange"},
      {V::TLSv1_2, S::TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256, CarrierKind::legacy, ""},
      {V::TLSv1_2, S::TLS_RSA_WITH_CAMELLIA_128_GCM_SHA256, CarrierKind::none, "cipher"},
      {V::TLSv1_3, S::TLS_SM4_GCM_SM3, CarrierKind::none, "libssl"},
      {V::SSLv2, S::SSL_CK_RC4_128_WITH_MD5, CarrierKind::none, "SSL 2.0"},
      {V::TLSv1_2, CipherSuite{0x0A0A}, CarrierKind::none, "0x0A0A"},
      {V::TLSv1_2, tls::kFallbackScsv, CarrierKind::none, "registry"},
  };
  for (const auto& row : rows) {
    CAPTURE(to_string(row.version));
    CAPTURE(to_string(row.suite));
    const auto found = carrier(row.suite, row.version);
    CHECK(found.kind == row.kind);
    CAPTURE(found.reason);
    CHECK(found.reason.empty() == (row.kind != CarrierKind::none));
    CHECK(found.reason.find(row.reason) != std::string::npos);
  }
}

TEST_CASE("IDEA goes by what the build of OpenSSL has") {
  const auto expected = tls::crypto::has_bulk_cipher(tls::Cipher::idea) ? CarrierKind::legacy : CarrierKind::none;
  CHECK(carrier(S::TLS_RSA_WITH_IDEA_CBC_SHA, V::TLSv1_0).kind == expected);
}

TEST_CASE("a client is made for what is carried, and for nothing else") {
  CHECK(make_client(tls::test::cell_config(V::TLSv1_0, S::TLS_RSA_WITH_RC4_128_MD5)) != nullptr);
  CHECK(make_client(tls::test::cell_config(V::TLSv1_3, S::TLS_AES_128_GCM_SHA256)) != nullptr);
  CHECK_THROWS_AS(static_cast<void>(make_client(tls::test::cell_config(V::TLSv1_0, S::TLS_PSK_WITH_AES_128_CBC_SHA))),
                  std::invalid_argument);
  auto config = tls::test::cell_config(V::TLSv1_0, S::TLS_RSA_WITH_RC4_128_MD5);
  config.random = nullptr;
  CHECK_THROWS_AS(static_cast<void>(make_client(config)), std::invalid_argument);
}

}  // namespace
