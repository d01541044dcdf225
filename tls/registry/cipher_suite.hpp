// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/cipher_suite_codes.hpp"  // generated: enum class CipherSuite : std::uint32_t
#include "tls/registry/protocol_version.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tls {

/// How the premaster secret comes about. The certificate's part in it is `Authentication`.
enum class KeyExchange : std::uint8_t {
  null,  ///< TLS_NULL_WITH_NULL_NULL
  rsa,
  rsa_export,  ///< RSA with a temporary key of 512 bits, or of 1024 in the export-1024 draft (RFC 2246 section 7.4.3)
  dh,          ///< static DH: the server's certificate holds the DH key
  dhe,         ///< ephemeral; with Authentication::anonymous it is DH_anon
  ecdh,        ///< static ECDH
  ecdhe,       ///< ephemeral; with Authentication::anonymous it is ECDH_anon
  krb5,
  psk,
  rsa_psk,
  dhe_psk,
  ecdhe_psk,
  srp,
  eccpwd,
  cecpq1,  ///< X25519 and NewHope together: Google's experiment of 2016, still in Botan 2
  gost,
  tls13,         ///< TLS 1.3: negotiated apart from the suite
  ssl2_rsa,      ///< SSL 2.0: the master key under the certificate's RSA key
  fortezza_kea,  ///< SSL 3.0 alone
};

/// What vouches for the server. `dh` and `ecdh`: a certificate whose key is the static (EC)DH key itself.
enum class Authentication : std::uint8_t {
  null,
  rsa,
  dss,
  ecdsa,
  dh,
  ecdh,
  anonymous,
  psk,
  krb5,
  srp,
  eccpwd,
  gost,
  tls13,
  fortezza_kea,
};

enum class Cipher : std::uint8_t {
  null,
  rc4,
  rc2,
  des,
  des3,
  idea,
  seed,
  aes,
  camellia,
  aria,
  chacha20_poly1305,
  sm4,
  aegis,
  gost28147,
  kuznyechik,
  magma,
  fortezza,
  ascon,
};

enum class CipherMode : std::uint8_t { none, stream, cbc, gcm, ccm, ccm_8, ctr, aead, cfb };

/// The hash of the record MAC, of the PRF, or of a signature. `aead`: the cipher itself authenticates records.
enum class MacAlgorithm : std::uint8_t { null, md5, sha1, sha256, sha384, aead, gost, sm3 };

/// The PRF's or HKDF's hash. `md5_sha1`: RFC 5246's ancestors, the suite names none; in TLS 1.2 such a suite takes
/// SHA-256.
enum class PrfHash : std::uint8_t { none, md5_sha1, sha256, sha384, gost, sm3, sha512, ascon };

enum class SuiteOrigin : std::uint8_t {
  iana,          ///< assigned in IANA's "TLS Cipher Suites"
  unregistered,  ///< never assigned but deployed: old ChaCha20, export-1024, FIPS SSLv3
  ssl2,          ///< an SSL 2.0 cipher kind
};

/// One row of the registry: what a suite's name says. Nothing here tells what any server does.
struct CipherSuiteInfo {
  CipherSuite code;
  std::string_view name;          ///< IANA's spelling
  std::string_view openssl_name;  ///< empty where OpenSSL never had it
  KeyExchange key_exchange;
  Authentication authentication;
  Cipher cipher;
  /// Effective length: 40 for EXPORT40, 56 for DES, 112 for two-key 3DES, 168 for 3DES, 0 for NULL.
  std::uint16_t key_bits;
  CipherMode mode;
  MacAlgorithm mac;
  PrfHash prf;
  bool is_export;
  VersionSet versions;  ///< where its definition or that of its MAC allows it to be negotiated, or a server takes it
  SuiteOrigin origin;
};

/// Every suite, sorted by code: 16-bit TLS codes first, then SSL 2.0's 24-bit kinds. Signalling values are not suites.
[[nodiscard]] std::span<const CipherSuiteInfo> cipher_suites();

/// The row of one code; nullptr when no registry knows it.
[[nodiscard]] const CipherSuiteInfo* find_cipher_suite(CipherSuite code);

/// IANA's name, or "0xC0FF" for a code that has none.
[[nodiscard]] std::string to_string(CipherSuite code);

/// "0xC02F"; "0x0700C0" for an SSL 2.0 kind.
[[nodiscard]] std::string code_string(CipherSuite code);

/// Takes "0xC02F", "C02F", "0xC0,0x2F", an IANA name or an OpenSSL name, any case. Nothing for an unknown name;
/// a code needs no row.
[[nodiscard]] std::optional<CipherSuite> cipher_suite_from(std::string_view text);

/// SSL 2.0 kinds have 24 bits, TLS codes 16 (Appendix E of RFC 2246 maps the one onto the other).
[[nodiscard]] constexpr bool is_ssl2_kind(CipherSuite code) { return static_cast<std::uint32_t>(code) > 0xFFFF; }

/// Signalling cipher suite values: sent in the list, never selected.
inline constexpr CipherSuite kEmptyRenegotiationInfoScsv{0x00FF};  // RFC 5746 section 3.3
inline constexpr CipherSuite kFallbackScsv{0x5600};                // RFC 7507 section 2

}  // namespace tls
