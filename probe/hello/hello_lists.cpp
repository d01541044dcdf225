// SPDX-License-Identifier: Apache-2.0
#include "probe/hello/hello_lists.hpp"

#include <array>
#include <iterator>

namespace probe {
namespace {

using tls::ProtocolVersion;
using G = tls::NamedGroup;
using S = tls::SignatureScheme;

/// What nearly every server has one of.
constexpr std::array kSmallGroups{G::x25519, G::secp256r1, G::secp384r1, G::secp521r1};

/// For SSL 3.0 to TLS 1.2. The rare curves come last: a server that has no other must not lose its ECDHE suites for it.
/// No finite-field group: RFC 7919 section 4 makes a server drop DHE suites whose own primes are not in the client's
/// list, while "if a client [...] does not include any FFDHE groups" it is free to take its own.
constexpr std::array kGroups{
    G::x25519,          G::secp256r1,       G::secp384r1,       G::secp521r1, G::x448,      G::secp256k1, G::secp224r1,
    G::brainpoolP256r1, G::brainpoolP384r1, G::brainpoolP512r1, G::secp192r1, G::secp224k1, G::secp192k1, G::secp160r2,
    G::secp160r1,       G::secp160k1,       G::sect571r1,       G::sect571k1, G::sect409r1, G::sect409k1, G::sect283r1,
    G::sect283k1,       G::sect239k1,       G::sect233r1,       G::sect233k1, G::sect193r2, G::sect193r1, G::sect163r2,
    G::sect163r1,       G::sect163k1,       G::GC256B,          G::GC256A,    G::GC256C,    G::GC256D,    G::GC512A,
    G::GC512B,          G::GC512C,
};

/// RFC 7919: what a server without primes of its own takes for DHE, when the client names one.
constexpr std::array kFfdheGroups{G::ffdhe2048, G::ffdhe3072, G::ffdhe4096, G::ffdhe6144, G::ffdhe8192};

/// Each of them has a client_share(). The hybrids come last and without a share: a server that has another group need
/// not ask for 1.2 kilobytes more.
constexpr std::array kTls13Groups{
    G::x25519,
    G::secp256r1,
    G::x448,
    G::secp521r1,
    G::secp384r1,
    G::ffdhe2048,
    G::ffdhe3072,
    G::ffdhe4096,
    G::ffdhe6144,
    G::ffdhe8192,
    G::brainpoolP256r1tls13,
    G::brainpoolP384r1tls13,
    G::brainpoolP512r1tls13,
    G::curveSM2,
    G::X25519MLKEM768,
    G::SecP256r1MLKEM768,
    G::SecP384r1MLKEM1024,
    G::MLKEM768,
    G::MLKEM1024,
    G::MLKEM512,
};

/// Pairs of a hash and a signature alone, as RFC 5246 has them: some servers do not bear those of TLS 1.3.
constexpr std::array kSmallTls12Schemes{
    S::ecdsa_secp256r1_sha256, S::rsa_pkcs1_sha256, S::ecdsa_secp384r1_sha384, S::rsa_pkcs1_sha384,
    S::rsa_pkcs1_sha512,       S::dsa_sha256,       S::rsa_pkcs1_sha1,         S::ecdsa_sha1,
};

constexpr std::array kSmallTls13Schemes{
    S::ecdsa_secp256r1_sha256, S::rsa_pss_rsae_sha256, S::rsa_pkcs1_sha256,
    S::ecdsa_secp384r1_sha384, S::rsa_pss_rsae_sha384, S::ed25519,
};

/// From SHA-2 down to MD5: whatever a server can sign with, its suites must show.
constexpr std::array kTls12Schemes{
    S::ecdsa_secp256r1_sha256,
    S::rsa_pss_rsae_sha256,
    S::rsa_pkcs1_sha256,
    S::ecdsa_secp384r1_sha384,
    S::rsa_pss_rsae_sha384,
    S::rsa_pkcs1_sha384,
    S::ecdsa_secp521r1_sha512,
    S::rsa_pss_rsae_sha512,
    S::rsa_pkcs1_sha512,
    S::ed25519,
    S::ed448,
    S::rsa_pss_pss_sha256,
    S::rsa_pss_pss_sha384,
    S::rsa_pss_pss_sha512,
    S::dsa_sha256,
    S::dsa_sha384,
    S::dsa_sha512,
    S::ecdsa_sha224,
    S::rsa_sha224,
    S::dsa_sha224,
    S::ecdsa_sha1,
    S::rsa_pkcs1_sha1,
    S::dsa_sha1,
    S::ecdsa_md5,
    S::rsa_md5,
    S::dsa_md5,
    S::gostr34102012_256a,
    S::gostr34102012_256b,
    S::gostr34102012_256c,
    S::gostr34102012_256d,
    S::gostr34102012_512a,
    S::gostr34102012_512b,
    S::gostr34102012_512c,
};

/// RFC 8446 4.2.3 on the values of before: "MD5 [SLOTH], SHA-224, and DSA MUST NOT be used", and SHA-1 comes last.
constexpr std::array kTls13Schemes{
    S::ecdsa_secp256r1_sha256,
    S::rsa_pss_rsae_sha256,
    S::rsa_pkcs1_sha256,
    S::ecdsa_secp384r1_sha384,
    S::rsa_pss_rsae_sha384,
    S::rsa_pkcs1_sha384,
    S::ecdsa_secp521r1_sha512,
    S::rsa_pss_rsae_sha512,
    S::rsa_pkcs1_sha512,
    S::ed25519,
    S::ed448,
    S::rsa_pss_pss_sha256,
    S::rsa_pss_pss_sha384,
    S::rsa_pss_pss_sha512,
    S::ecdsa_brainpoolP256r1tls13_sha256,
    S::ecdsa_brainpoolP384r1tls13_sha384,
    S::ecdsa_brainpoolP512r1tls13_sha512,
    S::sm2sig_sm3,
    S::mldsa44,
    S::mldsa65,
    S::mldsa87,
    S::ecdsa_sha1,
    S::rsa_pkcs1_sha1,
};

template <class List>
auto listed(const List& list) {
  return std::vector<typename List::value_type>(std::begin(list), std::end(list));
}

}  // namespace

std::vector<G> groups_of(const Offer& offer) {
  if (!offer.groups.empty()) return offer.groups;
  if (offer.shape == HelloShape::rich && offer.version != ProtocolVersion::TLSv1_3) {
    auto groups = listed(kGroups);
    groups.insert(groups.end(), kFfdheGroups.begin(), kFfdheGroups.end());
    return groups;
  }
  if (offer.shape == HelloShape::small) return listed(kSmallGroups);
  return offer.version == ProtocolVersion::TLSv1_3 ? listed(kTls13Groups) : listed(kGroups);
}

std::vector<S> schemes_of(const Offer& offer) {
  // RFC 5246 7.4.1.4.1: "Clients MUST NOT offer it if they are offering TLS versions prior to 1.2."
  if (offer.version < ProtocolVersion::TLSv1_2) return {};
  if (!offer.schemes.empty()) return offer.schemes;
  const bool small = offer.shape == HelloShape::small;
  if (offer.version == ProtocolVersion::TLSv1_3) return small ? listed(kSmallTls13Schemes) : listed(kTls13Schemes);
  return small ? listed(kSmallTls12Schemes) : listed(kTls12Schemes);
}

}  // namespace probe
