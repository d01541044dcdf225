// SPDX-License-Identifier: Apache-2.0
#include "tls/client/crypto/hash.hpp"

#include "tls/client/crypto/crypto_error.hpp"
#include "tls/client/crypto/evp_hash.hpp"
#include "tls/client/crypto/openssl_ptr.hpp"

#include <openssl/hmac.h>

namespace tls::crypto {

const EVP_MD* evp_hash(Hash hash) {
  switch (hash) {
    case Hash::md5:
      return EVP_md5();
    case Hash::sha1:
      return EVP_sha1();
    case Hash::sha224:
      return EVP_sha224();
    case Hash::sha256:
      return EVP_sha256();
    case Hash::sha384:
      return EVP_sha384();
    case Hash::sha512:
      return EVP_sha512();
  }
  throw CryptoError("no such hash");
}

std::size_t hash_size(Hash hash) { return static_cast<std::size_t>(EVP_MD_get_size(evp_hash(hash))); }

Bytes digest(Hash hash, std::initializer_list<BytesView> parts) {
  const MdCtxPtr context(EVP_MD_CTX_new());
  require(context && EVP_DigestInit_ex(context.get(), evp_hash(hash), nullptr) == 1, "libcrypto has no such hash");
  for (const BytesView part : parts) {
    require(EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1, "hashing failed");
  }
  Bytes result(hash_size(hash));
  require(EVP_DigestFinal_ex(context.get(), result.data(), nullptr) == 1, "hashing failed");
  return result;
}

Bytes hmac(Hash hash, BytesView key, std::initializer_list<BytesView> parts) {
  // The IV block of RFC 2246 6.3.1 has an empty key, and HMAC() takes a null pointer for "the key of last time".
  static constexpr std::uint8_t kEmpty = 0;
  const Bytes input = concatenate(parts);
  Bytes result(hash_size(hash));
  require(HMAC(evp_hash(hash), key.empty() ? &kEmpty : key.data(), static_cast<int>(key.size()), input.data(),
               input.size(), result.data(), nullptr) != nullptr,
          "libcrypto has no such HMAC");
  return result;
}

Bytes concatenate(std::initializer_list<BytesView> parts) {
  Bytes all;
  for (const BytesView part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace tls::crypto
