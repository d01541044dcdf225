// SPDX-License-Identifier: Apache-2.0
#include "reports/cbom_names.hpp"

#include <utility>

namespace reports {
namespace {

struct Named {
  std::string_view name, value;
};

template <std::size_t size>
std::string value_of(const Named (&table)[size], std::string_view name) {
  for (const auto& row : table)
    if (row.name == name) return std::string(row.value);
  return {};
}

constexpr Named kOids[] = {
    {"AES-128-CBC", "2.16.840.1.101.3.4.1.2"},
    {"AES-256-CBC", "2.16.840.1.101.3.4.1.42"},
    {"AES-128-GCM", "2.16.840.1.101.3.4.1.6"},
    {"AES-256-GCM", "2.16.840.1.101.3.4.1.46"},
    {"AES-128-CCM", "2.16.840.1.101.3.4.1.7"},
    {"AES-256-CCM", "2.16.840.1.101.3.4.1.47"},
    {"3DES-168-CBC", "1.2.840.113549.3.7"},
    {"DES-56-CBC", "1.3.14.3.2.7"},
    {"RC4-128", "1.2.840.113549.3.4"},
    {"IDEA-128-CBC", "1.3.6.1.4.1.188.7.1.1.2"},
    {"SEED-128-CBC", "1.2.410.200004.1.4"},
    {"CAMELLIA-128-CBC", "1.2.392.200011.61.1.1.1.2"},
    {"CAMELLIA-256-CBC", "1.2.392.200011.61.1.1.1.4"},
    {"ARIA-128-CBC", "1.2.410.200046.1.1.2"},
    {"ARIA-256-CBC", "1.2.410.200046.1.1.12"},
    {"ARIA-128-GCM", "1.2.410.200046.1.1.34"},
    {"ARIA-256-GCM", "1.2.410.200046.1.1.36"},
    {"ChaCha20-Poly1305", "1.2.840.113549.1.9.16.3.18"},
    {"HMAC-MD5", "1.3.6.1.5.5.8.1.1"},
    {"HMAC-SHA-1", "1.2.840.113549.2.7"},
    {"HMAC-SHA-256", "1.2.840.113549.2.9"},
    {"HMAC-SHA-384", "1.2.840.113549.2.10"},
    {"RSAES-PKCS1", "1.2.840.113549.1.1.1"},
    {"RSASSA-PKCS1-MD5", "1.2.840.113549.1.1.4"},
    {"RSASSA-PKCS1-SHA-1", "1.2.840.113549.1.1.5"},
    {"RSASSA-PKCS1-SHA-224", "1.2.840.113549.1.1.14"},
    {"RSASSA-PKCS1-SHA-256", "1.2.840.113549.1.1.11"},
    {"RSASSA-PKCS1-SHA-384", "1.2.840.113549.1.1.12"},
    {"RSASSA-PKCS1-SHA-512", "1.2.840.113549.1.1.13"},
    {"RSASSA-PSS-SHA-256", "1.2.840.113549.1.1.10"},
    {"RSASSA-PSS-SHA-384", "1.2.840.113549.1.1.10"},
    {"RSASSA-PSS-SHA-512", "1.2.840.113549.1.1.10"},
    {"ECDSA-SHA-1", "1.2.840.10045.4.1"},
    {"ECDSA-SHA-224", "1.2.840.10045.4.3.1"},
    {"ECDSA-SHA-256", "1.2.840.10045.4.3.2"},
    {"ECDSA-SHA-384", "1.2.840.10045.4.3.3"},
    {"ECDSA-SHA-512", "1.2.840.10045.4.3.4"},
    {"DSA-SHA-1", "1.2.840.10040.4.3"},
    {"DSA-SHA-224", "2.16.840.1.101.3.4.3.1"},
    {"DSA-SHA-256", "2.16.840.1.101.3.4.3.2"},
    {"Ed25519", "1.3.101.112"},
    {"Ed448", "1.3.101.113"},
    {"x25519", "1.3.101.110"},
    {"x448", "1.3.101.111"},
    {"MLKEM512", "2.16.840.1.101.3.4.4.1"},
    {"MLKEM768", "2.16.840.1.101.3.4.4.2"},
    {"MLKEM1024", "2.16.840.1.101.3.4.4.3"},
    {"RSA", "1.2.840.113549.1.1.1"},
    {"DSA", "1.2.840.10040.4.1"},
    {"EC", "1.2.840.10045.2.1"},
};

/// TLS's name of a curve, and that of cryptography-defs.
constexpr Named kCurves[] = {
    {"secp192r1", "secg/secp192r1"},
    {"secp224r1", "secg/secp224r1"},
    {"secp256r1", "secg/secp256r1"},
    {"secp384r1", "secg/secp384r1"},
    {"secp521r1", "secg/secp521r1"},
    {"secp256k1", "secg/secp256k1"},
    {"brainpoolP256r1", "brainpool/brainpoolP256r1"},
    {"brainpoolP384r1", "brainpool/brainpoolP384r1"},
    {"brainpoolP512r1", "brainpool/brainpoolP512r1"},
    {"brainpoolP256r1tls13", "brainpool/brainpoolP256r1"},
    {"brainpoolP384r1tls13", "brainpool/brainpoolP384r1"},
    {"brainpoolP512r1tls13", "brainpool/brainpoolP512r1"},
    {"x25519", "other/Curve25519"},
    {"x448", "other/Curve448"},
    {"curveSM2", "oscaa/SM2"},
};

}  // namespace

std::string oid_of(std::string_view algorithm) { return value_of(kOids, algorithm); }
std::string curve_of(std::string_view group) { return value_of(kCurves, group); }

std::optional<unsigned> modular_strength(std::size_t bits) {
  constexpr std::pair<std::size_t, unsigned> kRows[] = {
      {15360, 256}, {7680, 192}, {3072, 128}, {2048, 112}, {1024, 80}};
  for (const auto& [least, strength] : kRows)
    if (bits >= least) return strength;
  return std::nullopt;
}

}  // namespace reports
