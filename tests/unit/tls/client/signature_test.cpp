// SPDX-License-Identifier: Apache-2.0
#include "tls/client/crypto/signature.hpp"

#include <openssl/rsa.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace {

using tls::Bytes;
using tls::SignatureScheme;
using tls::crypto::PkeyCtxPtr;
using tls::crypto::PkeyPtr;
using tls::crypto::SignatureCheck;
using tls::crypto::verify_signature;
using Scheme = SignatureScheme;

/// What OpenSSL signs. `padding` is RSA's, or 0.
Bytes sign(EVP_PKEY* key, const EVP_MD* method, int padding, const Bytes& message) {
  const tls::crypto::MdCtxPtr context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* details = nullptr;
  REQUIRE(EVP_DigestSignInit(context.get(), &details, method, nullptr, key) == 1);
  if (padding != 0) REQUIRE(EVP_PKEY_CTX_set_rsa_padding(details, padding) == 1);
  if (padding == RSA_PKCS1_PSS_PADDING) {
    REQUIRE(EVP_PKEY_CTX_set_rsa_pss_saltlen(details, RSA_PSS_SALTLEN_DIGEST) == 1);
  }
  std::size_t size = 0;
  REQUIRE(EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()) == 1);
  Bytes signature(size);
  REQUIRE(EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) == 1);
  signature.resize(size);
  return signature;
}

struct Keys {
  PkeyPtr rsa{EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{1024})};
  PkeyPtr short_rsa{EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{512})};
  PkeyPtr ec{EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")};
  PkeyPtr ed25519{EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")};
  PkeyPtr ed448{EVP_PKEY_Q_keygen(nullptr, nullptr, "ED448")};
};

TEST_CASE("OpenSSL's signatures of every scheme are good, until a bit turns") {
  const Keys keys;
  struct Row {
    std::string name;
    Scheme scheme;
    EVP_PKEY* key;
    const EVP_MD* method;
    int padding;
  };
  const Row rows[] = {
      {"RSA MD5", Scheme::rsa_md5, keys.rsa.get(), EVP_md5(), RSA_PKCS1_PADDING},
      {"RSA SHA-1", Scheme::rsa_pkcs1_sha1, keys.rsa.get(), EVP_sha1(), RSA_PKCS1_PADDING},
      {"RSA SHA-1, 512 bits", Scheme::rsa_pkcs1_sha1, keys.short_rsa.get(), EVP_sha1(), RSA_PKCS1_PADDING},
      {"RSA SHA-512", Scheme::rsa_pkcs1_sha512, keys.rsa.get(), EVP_sha512(), RSA_PKCS1_PADDING},
      {"PSS SHA-256", Scheme::rsa_pss_rsae_sha256, keys.rsa.get(), EVP_sha256(), RSA_PKCS1_PSS_PADDING},
      {"ECDSA MD5", Scheme::ecdsa_md5, keys.ec.get(), EVP_md5(), 0},
      {"ECDSA SHA-1", Scheme::ecdsa_sha1, keys.ec.get(), EVP_sha1(), 0},
      {"ECDSA SHA-384 on P-256", Scheme::ecdsa_secp384r1_sha384, keys.ec.get(), EVP_sha384(), 0},
      {"Ed25519", Scheme::ed25519, keys.ed25519.get(), nullptr, 0},
      {"Ed448", Scheme::ed448, keys.ed448.get(), nullptr, 0},
  };
  const Bytes message{1, 2, 3};
  for (const auto& row : rows) {
    CAPTURE(row.name);
    Bytes signature = sign(row.key, row.method, row.padding, message);
    CHECK(verify_signature(*row.key, row.scheme, message, signature) == SignatureCheck::good);
    CHECK(verify_signature(*row.key, row.scheme, Bytes{1, 2, 4}, signature) == SignatureCheck::bad);
    signature.back() ^= 1;
    CHECK(verify_signature(*row.key, row.scheme, message, signature) == SignatureCheck::bad);
    CHECK(verify_signature(*row.key, row.scheme, message, {}) == SignatureCheck::bad);
  }
}

TEST_CASE("before TLS 1.2 the key alone says how it signed") {
  const Keys keys;
  const Bytes message{1, 2, 3};
  struct Row {
    std::string name;
    EVP_PKEY* key;
    const EVP_MD* method;
    SignatureCheck check;
  };
  const Row rows[] = {
      {"RSA with MD5 and SHA-1", keys.rsa.get(), EVP_md5_sha1(), SignatureCheck::good},
      {"RSA of 512 bits", keys.short_rsa.get(), EVP_md5_sha1(), SignatureCheck::good},
      {"RSA with SHA-1 alone", keys.rsa.get(), EVP_sha1(), SignatureCheck::bad},
      {"ECDSA with SHA-1", keys.ec.get(), EVP_sha1(), SignatureCheck::good},
      {"ECDSA with SHA-256", keys.ec.get(), EVP_sha256(), SignatureCheck::bad},
      {"Ed25519, which came later", keys.ed25519.get(), nullptr, SignatureCheck::unsupported},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(verify_signature(*row.key, message, sign(row.key, row.method, 0, message)) == row.check);
  }
}

TEST_CASE("a scheme of another kind of key, or that nobody knows") {
  const Keys keys;
  CHECK(verify_signature(*keys.rsa, Scheme::ecdsa_sha1, {}, {}) == SignatureCheck::wrong_key);
  CHECK(verify_signature(*keys.ec, Scheme::rsa_pkcs1_sha1, {}, {}) == SignatureCheck::wrong_key);
  CHECK(verify_signature(*keys.ec, Scheme::dsa_sha1, {}, {}) == SignatureCheck::wrong_key);
  CHECK(verify_signature(*keys.rsa, Scheme::mldsa44, {}, {}) == SignatureCheck::unsupported);
  CHECK(verify_signature(*keys.rsa, SignatureScheme{0x0A0A}, {}, {}) == SignatureCheck::unsupported);
}

TEST_CASE("strong schemes are offered first, and none of TLS 1.3 alone") {
  const auto& schemes = tls::crypto::supported_schemes();
  REQUIRE_FALSE(schemes.empty());
  const auto place = [&schemes](Scheme scheme) { return std::ranges::find(schemes, scheme) - schemes.begin(); };
  CHECK(place(Scheme::rsa_pss_rsae_sha256) < place(Scheme::rsa_pkcs1_sha1));
  CHECK(place(Scheme::rsa_pkcs1_sha256) < place(Scheme::rsa_pkcs1_sha1));
  CHECK(place(Scheme::rsa_pkcs1_sha1) < place(Scheme::rsa_md5));
  CHECK(std::ranges::count(schemes, Scheme::rsa_pkcs1_sha256_legacy) == 0);
  CHECK(std::ranges::count(schemes, Scheme::mldsa44) == 0);
}

}  // namespace
