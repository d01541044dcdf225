// SPDX-License-Identifier: Apache-2.0
#include "tls/client/crypto/signature.hpp"

#include "tls/client/crypto/error_mark.hpp"
#include "tls/client/crypto/evp_hash.hpp"
#include "tls/client/crypto/hash.hpp"

#include <openssl/rsa.h>

#include <algorithm>
#include <optional>

namespace tls::crypto {
namespace {

using S = SignatureScheme;

/// May a key of libcrypto's kind `id` sign with a scheme of that kind?
bool fits(int id, SignatureKey kind) {
  switch (kind) {
    case SignatureKey::rsa:
      return id == EVP_PKEY_RSA;
    case SignatureKey::rsa_pss:
      return id == EVP_PKEY_RSA || id == EVP_PKEY_RSA_PSS;
    case SignatureKey::dsa:
      return id == EVP_PKEY_DSA;
    case SignatureKey::ecdsa:
      return id == EVP_PKEY_EC;
    case SignatureKey::eddsa:
      return id == EVP_PKEY_ED25519 || id == EVP_PKEY_ED448;
    case SignatureKey::anonymous:
    case SignatureKey::gost:
    case SignatureKey::sm2:
    case SignatureKey::mldsa:
    case SignatureKey::other:
      return false;
  }
  return false;
}

SignatureCheck check_hash(EVP_PKEY& key, const EVP_MD* method, SignatureKey kind, BytesView hash, BytesView signature) {
  const PkeyCtxPtr context(EVP_PKEY_CTX_new(&key, nullptr));
  if (!context || EVP_PKEY_verify_init(context.get()) != 1) return SignatureCheck::unsupported;
  if (kind == SignatureKey::rsa_pss) {
    // RFC 8446 4.2.3: "The length of the Salt MUST be equal to the length of the output of the digest algorithm."
    if (EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PSS_PADDING) != 1 ||
        EVP_PKEY_CTX_set_signature_md(context.get(), method) != 1 ||
        EVP_PKEY_CTX_set_rsa_pss_saltlen(context.get(), RSA_PSS_SALTLEN_DIGEST) != 1) {
      return SignatureCheck::unsupported;
    }
  } else if (EVP_PKEY_CTX_set_signature_md(context.get(), method) != 1) {
    return SignatureCheck::unsupported;
  }
  const int result = EVP_PKEY_verify(context.get(), signature.data(), signature.size(), hash.data(), hash.size());
  return result == 1 ? SignatureCheck::good : SignatureCheck::bad;
}

SignatureCheck check_eddsa(EVP_PKEY& key, BytesView message, BytesView signature) {
  const MdCtxPtr context(EVP_MD_CTX_new());
  if (!context || EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, &key) != 1) {
    return SignatureCheck::unsupported;
  }
  const int result =
      EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size());
  return result == 1 ? SignatureCheck::good : SignatureCheck::bad;
}

/// RFC 5246 7.4.1.4.1: the second octet of a pair is the SignatureAlgorithm. Codes of RSA or ECDSA with another one are
/// for TLS 1.3 alone.
bool is_pair(const SignatureSchemeInfo& row, unsigned algorithm) {
  return (static_cast<unsigned>(row.code) & 0xFF) == algorithm && hash_of(row.hash);
}

bool is_understood(const SignatureSchemeInfo& row) {
  switch (row.key) {
    case SignatureKey::rsa:
      return is_pair(row, 1);
    case SignatureKey::dsa:
      return is_pair(row, 2);
    case SignatureKey::ecdsa:
      return is_pair(row, 3);
    case SignatureKey::rsa_pss:
    case SignatureKey::eddsa:
      return true;
    case SignatureKey::anonymous:
    case SignatureKey::gost:
    case SignatureKey::sm2:
    case SignatureKey::mldsa:
    case SignatureKey::other:
      return false;
  }
  return false;
}

/// Strong hashes first: a server that follows its client's order should sign with the best that it has.
std::vector<SignatureScheme> find_schemes() {
  std::vector<SignatureSchemeInfo> rows;
  std::ranges::copy_if(signature_schemes(), std::back_inserter(rows), is_understood);
  const auto rank = [](const SignatureSchemeInfo& row) {
    if (row.hash == SignatureHash::sha1) return 2;
    return row.hash == SignatureHash::md5 ? 3 : row.hash == SignatureHash::sha224 ? 1 : 0;
  };
  std::ranges::stable_sort(rows, {}, rank);
  std::vector<SignatureScheme> schemes;
  for (const SignatureSchemeInfo& row : rows) schemes.push_back(row.code);
  return schemes;
}

}  // namespace

std::optional<Hash> hash_of(SignatureHash hash) {
  switch (hash) {
    case SignatureHash::md5:
      return Hash::md5;
    case SignatureHash::sha1:
      return Hash::sha1;
    case SignatureHash::sha224:
      return Hash::sha224;
    case SignatureHash::sha256:
      return Hash::sha256;
    case SignatureHash::sha384:
      return Hash::sha384;
    case SignatureHash::sha512:
      return Hash::sha512;
    case SignatureHash::none:
    case SignatureHash::intrinsic:
    case SignatureHash::gost:
    case SignatureHash::sm3:
      return std::nullopt;
  }
  return std::nullopt;
}

const std::vector<SignatureScheme>& supported_schemes() {
  static const std::vector<SignatureScheme> schemes = find_schemes();
  return schemes;
}

SignatureCheck verify_signature(EVP_PKEY& key, SignatureScheme scheme, BytesView message, BytesView signature) {
  const ErrorMark mark;
  const SignatureSchemeInfo* const row = find_signature_scheme(scheme);
  if (row == nullptr || !is_understood(*row)) return SignatureCheck::unsupported;
  if (!fits(EVP_PKEY_get_base_id(&key), row->key)) return SignatureCheck::wrong_key;
  if (row->key == SignatureKey::eddsa) return check_eddsa(key, message, signature);
  const Hash hash = *hash_of(row->hash);
  return check_hash(key, evp_hash(hash), row->key, digest(hash, {message}), signature);
}

SignatureCheck verify_signature(EVP_PKEY& key, BytesView message, BytesView signature) {
  const ErrorMark mark;
  const Bytes sha1 = digest(Hash::sha1, {message});
  switch (EVP_PKEY_get_base_id(&key)) {
    case EVP_PKEY_RSA:
      return check_hash(key, EVP_md5_sha1(), SignatureKey::rsa, concatenate({digest(Hash::md5, {message}), sha1}),
                        signature);
    case EVP_PKEY_DSA:
      return check_hash(key, EVP_sha1(), SignatureKey::dsa, sha1, signature);
    case EVP_PKEY_EC:
      return check_hash(key, EVP_sha1(), SignatureKey::ecdsa, sha1, signature);
    default:  // an open set of libcrypto's numbers
      return SignatureCheck::unsupported;
  }
}

}  // namespace tls::crypto
