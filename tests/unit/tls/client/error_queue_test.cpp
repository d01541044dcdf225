// SPDX-License-Identifier: Apache-2.0
// Whatever somebody else made is looked at, OpenSSL's queue of errors stays as it was: an error that is left in it is
// told later, as another call's.
#include "tests/unit/tls/client/certificates.hpp"
#include "tls/client/crypto/aead.hpp"
#include "tls/client/crypto/curve.hpp"
#include "tls/client/crypto/finite_field.hpp"
#include "tls/client/crypto/public_key.hpp"
#include "tls/client/crypto/signature.hpp"
#include "tls/client/x509/certificate.hpp"
#include "tls/client/x509/describe.hpp"
#include "tls/client/x509/roots.hpp"

#include <doctest/doctest.h>
#include <openssl/err.h>

#include <functional>
#include <numeric>

using namespace tls;

TEST_CASE("an octet string that is none of what it should be leaves no error behind") {
  const auto count = [](std::span<std::uint8_t> out) { std::iota(out.begin(), out.end(), std::uint8_t{1}); };
  const auto leaf = test::certificate("leaf");
  const auto key = crypto::certificate_key(leaf);
  REQUIRE(key != nullptr);
  const Bytes none, garbage(256, 0xFF), small(16, 7);
  const auto* const suite = find_cipher_suite(CipherSuite::TLS_RSA_WITH_AES_128_GCM_SHA256);
  REQUIRE(suite != nullptr);
  struct Row {
    const char* name;
    std::function<void()> look;
  };
  const Row rows[] = {
      {"no certificate", [&] { CHECK(crypto::certificate_key(garbage) == nullptr); }},
      {"half a certificate", [&] { CHECK(!x509::describe(BytesView(leaf).first(leaf.size() / 2))); }},
      {"a certificate in which anything is turned around",
       [&] {
         for (std::size_t at = 0; at < leaf.size(); ++at) {
           auto flawed = leaf;
           flawed[at] ^= 0x55;
           (void)x509::describe(flawed);
           if (const auto parsed = x509::parse(flawed)) {
             (void)x509::key_facts(*parsed);
             (void)x509::signature_facts(*parsed);
             (void)x509::server_usage(*parsed);
           }
         }
       }},
      {"no RSA key", [&] { (void)crypto::rsa_key(none, none); }},
      {"no signature",
       [&] {
         for (const auto scheme : crypto::supported_schemes())
           (void)crypto::verify_signature(*key, scheme, small, garbage);
         (void)crypto::verify_signature(*key, small, garbage);
       }},
      {"not this key's kind",
       [&] {
         (void)crypto::curve_point(*key);
         (void)crypto::rsa_numbers(*key);
         (void)crypto::finite_field_key(*key);
         (void)crypto::rsa_decrypt_raw(*key, garbage);
       }},
      {"no point of any curve",
       [&] {
         for (const auto curve : crypto::supported_curves()) CHECK(!crypto::curve_exchange(curve, garbage, count));
       }},
      {"no group", [&] { CHECK(!crypto::finite_field_exchange(none, none, none, count)); }},
      {"a tag that does not fit", [&] { CHECK(!crypto::Aead(*suite, small).open(Bytes(12), none, garbage)); }},
      {"roots that are not there",
       [&] {
         x509::RootSources sources;
         sources.ca_file = "/there/is/none.pem";
         CHECK(!x509::Roots::load(sources));
       }},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    ERR_clear_error();
    ERR_raise(ERR_LIB_USER, 1);
    const auto before = ERR_peek_error();
    row.look();
    CHECK(ERR_peek_error() == before);
    CHECK(ERR_peek_last_error() == before);
    ERR_clear_error();
  }
}
