// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/signer.hpp"

#include "tls/client/crypto/evp_hash.hpp"
#include "tls/client/crypto/signature.hpp"

#include <openssl/rsa.h>

#include <algorithm>

namespace gateway {
namespace {

using tls::SignatureHash;
using tls::SignatureKey;

const EVP_MD* digest_of(SignatureHash hash) {
  const auto known = tls::crypto::hash_of(hash);
  return known ? tls::crypto::evp_hash(*known) : nullptr;
}

bool key_fits(KeyKind kind, SignatureKey key) {
  switch (kind) {
    case KeyKind::rsa:
      return key == SignatureKey::rsa || key == SignatureKey::rsa_pss;
    case KeyKind::dsa:
      return key == SignatureKey::dsa;
    case KeyKind::ecdsa:
      return key == SignatureKey::ecdsa;
  }
  return false;
}

/// A pair of RFC 5246 section 7.4.1.4.1, or rsa_pss_rsae_*. The other PSS schemes are for keys whose certificate says
/// id-RSASSA-PSS (RFC 8446 section 4.2.3); ours says rsaEncryption.
bool is_for_tls12(tls::SignatureScheme scheme) {
  const auto code = static_cast<std::uint16_t>(scheme);
  const auto signature = code & 0xFF;
  return (code >> 8 <= 6 && signature >= 1 && signature <= 3) || (code >= 0x0804 && code <= 0x0806);
}

/// The octets that an RSA modulus must have for a digest of `hash`: RFC 8017 sections 9.1.1 (salt as long as the
/// digest) and 9.2 (a DigestInfo of 18 or 19 octets before the digest).
std::size_t rsa_octets_needed(SignatureKey key, SignatureHash hash) {
  const auto digest = static_cast<std::size_t>(EVP_MD_get_size(digest_of(hash)));
  return key == SignatureKey::rsa_pss ? 2 * digest + 2 : digest + 19 + 11;
}

const EVP_MD* digest_before_tls12(KeyKind kind) { return kind == KeyKind::rsa ? EVP_md5_sha1() : EVP_sha1(); }

}  // namespace

bool can_sign(const Credential& credential, tls::SignatureScheme scheme) {
  const auto* info = tls::find_signature_scheme(scheme);
  if (info == nullptr || !is_for_tls12(scheme) || digest_of(info->hash) == nullptr) return false;
  if (!key_fits(credential.spec.kind, info->key)) return false;
  if (credential.spec.kind != KeyKind::rsa) return true;
  return rsa_octets_needed(info->key, info->hash) <= credential.spec.bits / 8;
}

std::optional<tls::SignatureScheme> choose_scheme(const Credential& credential,
                                                  const std::optional<std::span<const tls::SignatureScheme>>& offered,
                                                  std::span<const tls::SignatureScheme> allowed) {
  static constexpr tls::SignatureScheme kDefaults[] = {
      tls::SignatureScheme::rsa_pkcs1_sha1, tls::SignatureScheme::dsa_sha1, tls::SignatureScheme::ecdsa_sha1};
  const auto candidates = offered ? *offered : std::span<const tls::SignatureScheme>(kDefaults);
  const auto found = std::find_if(candidates.begin(), candidates.end(), [&](auto scheme) {
    const bool is_allowed = allowed.empty() || std::find(allowed.begin(), allowed.end(), scheme) != allowed.end();
    return is_allowed && can_sign(credential, scheme);
  });
  if (found == candidates.end()) return std::nullopt;
  return *found;
}

tls::Bytes sign(const Credential& credential, std::optional<tls::SignatureScheme> scheme, tls::BytesView message) {
  const auto* info = scheme ? tls::find_signature_scheme(*scheme) : nullptr;
  const auto* digest = info != nullptr ? digest_of(info->hash) : digest_before_tls12(credential.spec.kind);
  const MdCtxPtr context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;  // owned by `context`
  require(EVP_DigestSignInit(context.get(), &key_context, digest, nullptr, credential.key.get()) == 1, "signing");
  if (info != nullptr && info->key == SignatureKey::rsa_pss) {
    require(EVP_PKEY_CTX_set_rsa_padding(key_context, RSA_PKCS1_PSS_PADDING) > 0, "signing with PSS");
    require(EVP_PKEY_CTX_set_rsa_pss_saltlen(key_context, RSA_PSS_SALTLEN_DIGEST) > 0, "signing with PSS");
  }
  std::size_t size = 0;
  require(EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()) == 1, "signing");
  tls::Bytes signature(size);
  require(EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) == 1, "signing");
  signature.resize(size);
  return signature;
}

}  // namespace gateway
