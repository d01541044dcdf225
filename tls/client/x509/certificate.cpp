// SPDX-License-Identifier: Apache-2.0
#include "tls/client/x509/certificate.hpp"

#include "tls/client/crypto/error_mark.hpp"

#include <openssl/x509v3.h>

#include <array>
#include <climits>

namespace tls::x509 {
namespace {

KeyType key_type(int algorithm) {
  switch (algorithm) {
    case NID_rsaEncryption:
      return KeyType::rsa;
    case NID_rsassaPss:
      return KeyType::rsa_pss;
    case NID_dsa:
      return KeyType::dsa;
    case NID_dhKeyAgreement:
    case NID_dhpublicnumber:
      return KeyType::dh;
    case NID_X9_62_id_ecPublicKey:
      return KeyType::ec;
    case NID_ED25519:
      return KeyType::ed25519;
    case NID_ED448:
      return KeyType::ed448;
    default:  // of an open set
      return KeyType::other;
  }
}

/// RFC 5480 2.1.1: the parameters of id-ecPublicKey name a curve, or (which PKIX forbids) spell one out.
std::string curve_of(X509_PUBKEY* info) {
  X509_ALGOR* algorithm = nullptr;
  if (X509_PUBKEY_get0_param(nullptr, nullptr, nullptr, &algorithm, info) != 1) return {};
  int type = V_ASN1_UNDEF;
  const void* parameters = nullptr;
  X509_ALGOR_get0(nullptr, &type, &parameters, algorithm);
  if (type == V_ASN1_SEQUENCE) return "explicit";
  if (type != V_ASN1_OBJECT || parameters == nullptr) return {};
  const auto* const object = static_cast<const ASN1_OBJECT*>(parameters);
  // libcrypto calls these two as X9.62 does, and all others as IANA does.
  const int curve = OBJ_obj2nid(object);
  if (curve == NID_X9_62_prime256v1) return "secp256r1";
  if (curve == NID_X9_62_prime192v1) return "secp192r1";
  if (curve != NID_undef) return OBJ_nid2sn(curve);
  std::array<char, 80> digits{};
  const int size = OBJ_obj2txt(digits.data(), static_cast<int>(digits.size()), object, 1);
  return size > 0 ? std::string(digits.data()) : std::string();
}

SignatureHash signature_hash(int digest) {
  switch (digest) {
    case NID_md5:
      return SignatureHash::md5;
    case NID_sha1:
      return SignatureHash::sha1;
    case NID_sha224:
      return SignatureHash::sha224;
    case NID_sha256:
      return SignatureHash::sha256;
    case NID_sha384:
      return SignatureHash::sha384;
    case NID_sha512:
      return SignatureHash::sha512;
    case NID_sm3:
      return SignatureHash::sm3;
    default:
      return SignatureHash::none;
  }
}

SignatureKey signature_key(int algorithm) {
  switch (algorithm) {
    case NID_rsaEncryption:
      return SignatureKey::rsa;
    case NID_rsassaPss:
      return SignatureKey::rsa_pss;
    case NID_dsa:
      return SignatureKey::dsa;
    case NID_X9_62_id_ecPublicKey:
      return SignatureKey::ecdsa;
    case NID_ED25519:
    case NID_ED448:
      return SignatureKey::eddsa;
    case NID_sm2:
      return SignatureKey::sm2;
    default:
      return SignatureKey::other;
  }
}

}  // namespace

crypto::X509Ptr parse(BytesView der) {
  const crypto::ErrorMark mark;
  if (der.empty() || der.size() > INT_MAX) return nullptr;
  const unsigned char* position = der.data();
  crypto::X509Ptr certificate(d2i_X509(nullptr, &position, static_cast<long>(der.size())));
  if (certificate && position != der.data() + der.size()) certificate.reset();
  return certificate;
}

KeyFacts key_facts(const X509& certificate) {
  const crypto::ErrorMark mark;
  KeyFacts facts;
  X509_PUBKEY* const info = X509_get_X509_PUBKEY(&certificate);
  ASN1_OBJECT* algorithm = nullptr;
  if (info == nullptr || X509_PUBKEY_get0_param(&algorithm, nullptr, nullptr, nullptr, info) != 1) return facts;
  facts.type = key_type(OBJ_obj2nid(algorithm));
  if (facts.type == KeyType::ec) facts.curve = curve_of(info);
  const EVP_PKEY* const key = X509_PUBKEY_get0(info);
  const int bits = key == nullptr ? 0 : EVP_PKEY_get_bits(key);
  facts.bits = bits > 0 ? static_cast<std::size_t>(bits) : 0;
  return facts;
}

SignatureFacts signature_facts(X509& certificate) {
  const crypto::ErrorMark mark;
  int digest = NID_undef, algorithm = NID_undef;
  // Fails for hashes that it cannot rate, and has told the two all the same.
  static_cast<void>(X509_get_signature_info(&certificate, &digest, &algorithm, nullptr, nullptr));
  if (algorithm == NID_undef) OBJ_find_sigid_algs(X509_get_signature_nid(&certificate), &digest, &algorithm);
  SignatureFacts facts{signature_hash(digest), signature_key(algorithm), false};
  if (facts.key == SignatureKey::eddsa) facts.hash = SignatureHash::intrinsic;
  facts.is_weak =
      facts.hash == SignatureHash::md5 || facts.hash == SignatureHash::sha1 || digest == NID_md2 || digest == NID_md4;
  return facts;
}

ServerUsage server_usage(X509& certificate) {
  const crypto::ErrorMark mark;
  if ((X509_get_extension_flags(&certificate) & EXFLAG_XKUSAGE) == 0) return ServerUsage::unrestricted;
  const auto usage = X509_get_extended_key_usage(&certificate);
  if ((usage & XKU_SSL_SERVER) != 0) return ServerUsage::server_auth;
  return (usage & XKU_ANYEKU) != 0 ? ServerUsage::any : ServerUsage::absent;
}

}  // namespace tls::x509
