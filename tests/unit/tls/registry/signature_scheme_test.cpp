// SPDX-License-Identifier: Apache-2.0
#include "tls/registry/signature_scheme.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

using tls::SignatureHash;
using tls::SignatureKey;
using tls::SignatureScheme;

TEST_CASE("schemes have the codes and parts of their RFCs") {
  struct Row {
    int code;
    const char* name;
    SignatureHash hash;
    SignatureKey key;
  };
  const Row rows[] = {
      {0x0101, "rsa_md5", SignatureHash::md5, SignatureKey::rsa},                      // RFC 5246 section 7.4.1.4.1
      {0x0201, "rsa_pkcs1_sha1", SignatureHash::sha1, SignatureKey::rsa},              // RFC 8446 section 4.2.3
      {0x0202, "dsa_sha1", SignatureHash::sha1, SignatureKey::dsa},                    // RFC 5246 section 7.4.1.4.1
      {0x0203, "ecdsa_sha1", SignatureHash::sha1, SignatureKey::ecdsa},                // RFC 8446 section 4.2.3
      {0x0303, "ecdsa_sha224", SignatureHash::sha224, SignatureKey::ecdsa},            // RFC 5246 section 7.4.1.4.1
      {0x0401, "rsa_pkcs1_sha256", SignatureHash::sha256, SignatureKey::rsa},          // RFC 8446 section 4.2.3
      {0x0403, "ecdsa_secp256r1_sha256", SignatureHash::sha256, SignatureKey::ecdsa},  // RFC 8446 section 4.2.3
      {0x0602, "dsa_sha512", SignatureHash::sha512, SignatureKey::dsa},                // RFC 5246 section 7.4.1.4.1
      {0x0620, "rsa_pkcs1_sha512_legacy", SignatureHash::sha512, SignatureKey::rsa},   // draft-davidben-tls13-pkcs1
      {0x0708, "sm2sig_sm3", SignatureHash::sm3, SignatureKey::sm2},                   // RFC 8998 section 2
      {0x0709, "gostr34102012_256a", SignatureHash::gost, SignatureKey::gost},         // RFC 9367
      {0x0805, "rsa_pss_rsae_sha384", SignatureHash::sha384, SignatureKey::rsa_pss},   // RFC 8446 section 4.2.3
      {0x0807, "ed25519", SignatureHash::intrinsic, SignatureKey::eddsa},              // RFC 8446 section 4.2.3
      {0x080B, "rsa_pss_pss_sha512", SignatureHash::sha512, SignatureKey::rsa_pss},    // RFC 8446 section 4.2.3
      {0x0905, "mldsa65", SignatureHash::intrinsic, SignatureKey::mldsa},              // draft-ietf-tls-mldsa
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto* const found = tls::find_signature_scheme(static_cast<SignatureScheme>(row.code));
    REQUIRE(found != nullptr);
    CHECK(found->name == row.name);
    CHECK(found->hash == row.hash);
    CHECK(found->key == row.key);
  }
}

// RFC 5246 section 7.4.1.4.1: enum { none(0), md5(1), ... sha512(6) } HashAlgorithm and
// enum { anonymous(0), rsa(1), dsa(2), ecdsa(3) } SignatureAlgorithm.
TEST_CASE("every pair of RFC 5246 from MD5 to SHA-512 is there and says what its bytes say") {
  const SignatureHash hashes[] = {SignatureHash::md5,    SignatureHash::sha1,   SignatureHash::sha224,
                                  SignatureHash::sha256, SignatureHash::sha384, SignatureHash::sha512};
  const SignatureKey keys[] = {SignatureKey::rsa, SignatureKey::dsa, SignatureKey::ecdsa};
  for (int hash = 1; hash <= 6; ++hash) {
    for (int key = 1; key <= 3; ++key) {
      const auto code = static_cast<SignatureScheme>(hash << 8 | key);
      CAPTURE(to_string(code));
      const auto* const found = tls::find_signature_scheme(code);
      REQUIRE(found != nullptr);
      CHECK(found->hash == hashes[hash - 1]);
      CHECK(found->key == keys[key - 1]);
    }
  }
}

TEST_CASE("a scheme without a name prints as its number") {
  CHECK(to_string(SignatureScheme{0x0000}) == "0x0000");
  CHECK(to_string(SignatureScheme{0x1A1A}) == "0x1A1A");
  CHECK(tls::find_signature_scheme(SignatureScheme{0x0001}) == nullptr);
}

}  // namespace
