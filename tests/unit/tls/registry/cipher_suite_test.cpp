// SPDX-License-Identifier: Apache-2.0
#include "tls/registry/cipher_suite.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>

namespace {

using tls::Authentication;
using tls::Cipher;
using tls::CipherMode;
using tls::CipherSuite;
using tls::KeyExchange;
using tls::MacAlgorithm;
using tls::PrfHash;
using tls::SuiteOrigin;
using tls::VersionSet;
using V = tls::ProtocolVersion;

constexpr VersionSet kSsl2{V::SSLv2};
constexpr VersionSet kSsl3{V::SSLv3};
constexpr VersionSet kSsl3To12{V::SSLv3, V::TLSv1_0, V::TLSv1_1, V::TLSv1_2};
constexpr VersionSet kTls10To12{V::TLSv1_0, V::TLSv1_1, V::TLSv1_2};
constexpr VersionSet kTls12{V::TLSv1_2};
constexpr VersionSet kTls13{V::TLSv1_3};

// Rows that OpenSSL 3.0 cannot vouch for, because it no longer has them or never had: each read from its document.
TEST_CASE("rows say what their documents say") {
  struct Row {
    std::string_view name;
    std::uint32_t code;
    KeyExchange kx;
    Authentication au;
    Cipher cipher;
    int bits;
    CipherMode mode;
    MacAlgorithm mac;
    PrfHash prf;
    bool is_export;
    VersionSet versions;
  };
  using K = KeyExchange;
  using A = Authentication;
  using C = Cipher;
  using M = CipherMode;
  using H = MacAlgorithm;
  using P = PrfHash;
  // clang-format off
  const Row rows[] = {
      // RFC 2246 A.5 and appendix C; in TLS 1.0 and 1.1 the PRF is MD5 and SHA-1 combined (section 5).
      {"TLS_RSA_EXPORT_WITH_RC4_40_MD5", 0x0003, K::rsa_export, A::rsa, C::rc4, 40, M::stream, H::md5, P::md5_sha1, true, kSsl3To12},
      {"TLS_RSA_WITH_RC4_128_MD5", 0x0004, K::rsa, A::rsa, C::rc4, 128, M::stream, H::md5, P::md5_sha1, false, kSsl3To12},
      {"TLS_RSA_WITH_IDEA_CBC_SHA", 0x0007, K::rsa, A::rsa, C::idea, 128, M::cbc, H::sha1, P::md5_sha1, false, kSsl3To12},
      {"TLS_RSA_WITH_DES_CBC_SHA", 0x0009, K::rsa, A::rsa, C::des, 56, M::cbc, H::sha1, P::md5_sha1, false, kSsl3To12},
      {"TLS_RSA_WITH_3DES_EDE_CBC_SHA", 0x000A, K::rsa, A::rsa, C::des3, 168, M::cbc, H::sha1, P::md5_sha1, false, kSsl3To12},
      {"TLS_DH_DSS_EXPORT_WITH_DES40_CBC_SHA", 0x000B, K::dh, A::dh, C::des, 40, M::cbc, H::sha1, P::md5_sha1, true, kSsl3To12},
      {"TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA", 0x0014, K::dhe, A::rsa, C::des, 40, M::cbc, H::sha1, P::md5_sha1, true, kSsl3To12},
      {"TLS_DH_anon_EXPORT_WITH_RC4_40_MD5", 0x0017, K::dhe, A::anonymous, C::rc4, 40, M::stream, H::md5, P::md5_sha1, true, kSsl3To12},
      // RFC 2712 section 3
      {"TLS_KRB5_EXPORT_WITH_DES_CBC_40_SHA", 0x0026, K::krb5, A::krb5, C::des, 40, M::cbc, H::sha1, P::md5_sha1, true, kSsl3To12},
      // RFC 5246 A.5: "MUST NOT be negotiated"
      {"TLS_NULL_WITH_NULL_NULL", 0x0000, K::null, A::null, C::null, 0, M::none, H::null, P::none, false, VersionSet{}},
      // RFC 6101 A.6
      {"SSL_FORTEZZA_KEA_WITH_FORTEZZA_CBC_SHA", 0x001D, K::fortezza_kea, A::fortezza_kea, C::fortezza, 80, M::cbc, H::sha1, P::md5_sha1, false, kSsl3},
      // draft-ietf-tls-56-bit-ciphersuites-01 section 3
      {"TLS_RSA_EXPORT1024_WITH_DES_CBC_SHA", 0x0062, K::rsa_export, A::rsa, C::des, 56, M::cbc, H::sha1, P::md5_sha1, true, kSsl3To12},
      {"TLS_DHE_DSS_EXPORT1024_WITH_RC4_56_SHA", 0x0065, K::dhe, A::dss, C::rc4, 56, M::stream, H::sha1, P::md5_sha1, true, kSsl3To12},
      {"TLS_DHE_DSS_WITH_RC4_128_SHA", 0x0066, K::dhe, A::dss, C::rc4, 128, M::stream, H::sha1, P::md5_sha1, false, kSsl3To12},
      // RFC 4162 section 2
      {"TLS_DHE_RSA_WITH_SEED_CBC_SHA", 0x009A, K::dhe, A::rsa, C::seed, 128, M::cbc, H::sha1, P::md5_sha1, false, kSsl3To12},
      // RFC 8998 section 2: TLS 1.3
      {"TLS_SM4_GCM_SM3", 0x00C6, K::tls13, A::tls13, C::sm4, 128, M::gcm, H::aead, P::sm3, false, kTls13},
      // RFC 8446 appendix B.4; RFC 6655 section 4 for the short tag
      {"TLS_AES_128_CCM_8_SHA256", 0x1305, K::tls13, A::tls13, C::aes, 128, M::ccm_8, H::aead, P::sha256, false, kTls13},
      // draft-irtf-cfrg-aegis-aead
      {"TLS_AEGIS_256_SHA512", 0x1306, K::tls13, A::tls13, C::aegis, 256, M::aead, H::aead, P::sha512, false, kTls13},
      // RFC 4492 section 6
      {"TLS_ECDH_ECDSA_WITH_RC4_128_SHA", 0xC002, K::ecdh, A::ecdh, C::rc4, 128, M::stream, H::sha1, P::md5_sha1, false, kSsl3To12},
      {"TLS_ECDH_anon_WITH_3DES_EDE_CBC_SHA", 0xC017, K::ecdhe, A::anonymous, C::des3, 168, M::cbc, H::sha1, P::md5_sha1, false, kSsl3To12},
      // RFC 5054 section 2.7
      {"TLS_SRP_SHA_DSS_WITH_3DES_EDE_CBC_SHA", 0xC01C, K::srp, A::dss, C::des3, 168, M::cbc, H::sha1, P::md5_sha1, false, kSsl3To12},
      // RFC 5289 section 3.1
      {"TLS_ECDH_RSA_WITH_AES_256_CBC_SHA384", 0xC02A, K::ecdh, A::ecdh, C::aes, 256, M::cbc, H::sha384, P::sha384, false, kTls12},
      // RFC 5489 section 3.2
      {"TLS_ECDHE_PSK_WITH_NULL_SHA256", 0xC03A, K::ecdhe_psk, A::psk, C::null, 0, M::none, H::sha256, P::sha256, false, kTls10To12},
      // RFC 6209 section 2.1
      {"TLS_ECDHE_RSA_WITH_ARIA_256_CBC_SHA384", 0xC04D, K::ecdhe, A::rsa, C::aria, 256, M::cbc, H::sha384, P::sha384, false, kTls12},
      // RFC 6655 section 3: CCM without a hash in the name has the PRF with SHA-256
      {"TLS_RSA_WITH_AES_256_CCM_8", 0xC0A1, K::rsa, A::rsa, C::aes, 256, M::ccm_8, H::aead, P::sha256, false, kTls12},
      {"TLS_PSK_DHE_WITH_AES_128_CCM_8", 0xC0AA, K::dhe_psk, A::psk, C::aes, 128, M::ccm_8, H::aead, P::sha256, false, kTls12},
      // RFC 9150: integrity without encryption, in TLS 1.3
      {"TLS_SHA384_SHA384", 0xC0B5, K::tls13, A::tls13, C::null, 0, M::none, H::sha384, P::sha384, false, kTls13},
      // RFC 9189 (TLS 1.2) and RFC 9367 (TLS 1.3)
      {"TLS_GOSTR341112_256_WITH_MAGMA_CTR_OMAC", 0xC101, K::gost, A::gost, C::magma, 256, M::ctr, H::gost, P::gost, false, kTls12},
      {"TLS_GOSTR341112_256_WITH_KUZNYECHIK_MGM_L", 0xC103, K::tls13, A::tls13, C::kuznyechik, 256, M::aead, H::aead, P::gost, false, kTls13},
      // BoringSSL tls1.h of 2016, and Botan 2's suite table
      {"TLS_CECPQ1_RSA_WITH_CHACHA20_POLY1305_SHA256", 0x16B7, K::cecpq1, A::rsa, C::chacha20_poly1305, 256, M::aead, H::aead, P::sha256, false, kTls12},
      {"TLS_CECPQ1_ECDSA_WITH_AES_256_GCM_SHA384", 0x16BA, K::cecpq1, A::ecdsa, C::aes, 256, M::gcm, H::aead, P::sha384, false, kTls12},
      // Erlang/OTP tls_v1.erl, psk_exclusive(?TLS_1_0): an AEAD below TLS 1.2
      {"TLS_RSA_PSK_WITH_AES_128_GCM_SHA256", 0x00AC, K::rsa_psk, A::rsa, C::aes, 128, M::gcm, H::aead, P::sha256, false, kTls10To12},
      {"TLS_RSA_PSK_WITH_AES_256_GCM_SHA384", 0x00AD, K::rsa_psk, A::rsa, C::aes, 256, M::gcm, H::aead, P::sha384, false, kTls10To12},
      // draft-agl-tls-chacha20poly1305-04 section 5
      {"TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256_OLD", 0xCC13, K::ecdhe, A::rsa, C::chacha20_poly1305, 256, M::aead, H::aead, P::sha256, false, kTls12},
      // NSS sslproto.h
      {"SSL_RSA_FIPS_WITH_DES_CBC_SHA", 0xFEFE, K::rsa, A::rsa, C::des, 56, M::cbc, H::sha1, P::md5_sha1, false, kSsl3To12},
      // RFC 6101 appendix E: V2CipherSpec
      {"SSL_CK_RC4_128_EXPORT40_WITH_MD5", 0x020080, K::ssl2_rsa, A::rsa, C::rc4, 40, M::stream, H::md5, P::none, true, kSsl2},
      {"SSL_CK_DES_192_EDE3_CBC_WITH_MD5", 0x0700C0, K::ssl2_rsa, A::rsa, C::des3, 168, M::cbc, H::md5, P::none, false, kSsl2},
  };
  // clang-format on
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto* const found = tls::find_cipher_suite(static_cast<CipherSuite>(row.code));
    REQUIRE(found != nullptr);
    CHECK(found->name == row.name);
    CHECK(found->key_exchange == row.kx);
    CHECK(found->authentication == row.au);
    CHECK(found->cipher == row.cipher);
    CHECK(found->key_bits == row.bits);
    CHECK(found->mode == row.mode);
    CHECK(found->mac == row.mac);
    CHECK(found->prf == row.prf);
    CHECK(found->is_export == row.is_export);
    CHECK(found->versions == row.versions);
  }
}

TEST_CASE("what belongs together stays together in every row") {
  std::set<std::string_view> names;
  for (const auto& row : tls::cipher_suites()) {
    CAPTURE(row.name);
    CHECK(names.insert(row.name).second);
    CHECK((row.origin == SuiteOrigin::ssl2) == is_ssl2_kind(row.code));
    CHECK((row.origin == SuiteOrigin::ssl2) == row.versions.contains(V::SSLv2));
    CHECK((row.key_exchange == KeyExchange::tls13) == (row.versions == kTls13));
    CHECK((row.key_bits == 0) == (row.cipher == Cipher::null));
    CHECK(row.is_export == (row.name.find("EXPORT") != std::string_view::npos));
    CHECK((row.name.find("anon") != std::string_view::npos) == (row.authentication == Authentication::anonymous));
    // RFC 5288 section 4: AEAD "MUST NOT be negotiated in older versions of TLS". Erlang does.
    const bool is_seen =
        row.key_exchange == KeyExchange::rsa_psk && row.mode == CipherMode::gcm && row.cipher == Cipher::aes;
    if (row.mac == MacAlgorithm::aead) CHECK(row.versions.contains(V::TLSv1_1) == is_seen);
    if (row.code != CipherSuite::TLS_NULL_WITH_NULL_NULL) CHECK_FALSE(row.versions.empty());
    CHECK(tls::cipher_suite_from(row.name) == row.code);
    CHECK(tls::cipher_suite_from(code_string(row.code)) == row.code);
  }
}

TEST_CASE("signalling values are not suites, but have names") {
  CHECK(tls::find_cipher_suite(tls::kEmptyRenegotiationInfoScsv) == nullptr);
  CHECK(tls::find_cipher_suite(tls::kFallbackScsv) == nullptr);
  CHECK(to_string(tls::kEmptyRenegotiationInfoScsv) == "TLS_EMPTY_RENEGOTIATION_INFO_SCSV");  // RFC 5746 section 3.3
  CHECK(to_string(tls::kFallbackScsv) == "TLS_FALLBACK_SCSV");                                // RFC 7507 section 2
}

TEST_CASE("an unknown suite prints as its code") {
  CHECK(to_string(CipherSuite{0x0A0A}) == "0x0A0A");
  CHECK(to_string(CipherSuite{0x123456}) == "0x123456");
  CHECK(code_string(CipherSuite{0x0005}) == "0x0005");
  CHECK(code_string(CipherSuite{0x0700C0}) == "0x0700C0");
  CHECK(code_string(CipherSuite{0xFFFFFFFF}) == "0xFFFFFFFF");
}

TEST_CASE("a suite is read from its code or from either name, in any case") {
  struct Row {
    const char* text;
    std::uint32_t code;
  };
  const Row rows[] = {
      {"0xC02F", 0xC02F},
      {"0xc02f", 0xC02F},
      {"C02F", 0xC02F},
      {"0xC0,0x2F", 0xC02F},
      {"c0,2f", 0xC02F},
      {"0xDEAD", 0xDEAD},
      {"0x0700C0", 0x0700C0},
      {"0x07,0x00,0xC0", 0x0700C0},
      {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", 0xC02F},
      {"tls_ecdhe_rsa_with_aes_128_gcm_sha256", 0xC02F},
      {"ECDHE-RSA-AES128-GCM-SHA256", 0xC02F},
      {"des-cbc3-sha", 0x000A},
      {"EXP1024-DES-CBC-SHA", 0x0062},
      {"EDH-RSA-DES-CBC-SHA", 0x0015},
      {"RC4-MD5", 0x0004},  // SSL 2.0's 0x010080 has the same name in OpenSSL
      {"IDEA-CBC-MD5", 0x050080},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(tls::cipher_suite_from(row.text) == static_cast<CipherSuite>(row.code));
  }
}

TEST_CASE("what names no suite is not guessed") {
  for (const char* const text :
       {"", "0x", "x", "RC4", "NULL", "0xC0", "0xC02", "0xC02F0", "0xC0,0x2", "0xC0,", ",0xC0", "0xC0,,0x2F", "-C02",
        "+C02F", " C02F", "0xC02G", "0x0xC02F", "0xC0,0x2F,0x00,0x00", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA25"}) {
    CAPTURE(text);
    CHECK_FALSE(tls::cipher_suite_from(text).has_value());
  }
}

}  // namespace
