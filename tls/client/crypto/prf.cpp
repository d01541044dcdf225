// SPDX-License-Identifier: Apache-2.0
#include "tls/client/crypto/prf.hpp"

#include <stdexcept>

namespace tls::crypto {
namespace {

BytesView octets(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

/// RFC 5246 5: P_hash(secret, seed) = HMAC_hash(secret, A(1) + seed) + HMAC_hash(secret, A(2) + seed) + ...
Bytes p_hash(Hash hash, BytesView secret, BytesView seed, std::size_t size) {
  Bytes result;
  Bytes a(seed.begin(), seed.end());
  while (result.size() < size) {
    a = hmac(hash, secret, {a});
    const Bytes more = hmac(hash, secret, {a, seed});
    result.insert(result.end(), more.begin(), more.end());
  }
  result.resize(size);
  return result;
}

}  // namespace

Bytes tls10_prf(BytesView secret, std::string_view label, BytesView seed, std::size_t size) {
  // RFC 2246 5: "L_S1 = L_S2 = ceil(L_S / 2)": of an odd secret the octet in the middle is in both.
  const std::size_t half = (secret.size() + 1) / 2;
  const Bytes label_and_seed = concatenate({octets(label), seed});
  Bytes result = p_hash(Hash::md5, secret.first(half), label_and_seed, size);
  const Bytes other = p_hash(Hash::sha1, secret.last(half), label_and_seed, size);
  for (std::size_t i = 0; i < size; ++i) result[i] = static_cast<std::uint8_t>(result[i] ^ other[i]);
  return result;
}

Bytes tls12_prf(Hash hash, BytesView secret, std::string_view label, BytesView seed, std::size_t size) {
  return p_hash(hash, secret, concatenate({octets(label), seed}), size);
}

Bytes ssl3_prf(BytesView secret, BytesView seed, std::size_t size) {
  constexpr std::size_t kLetters = 26;
  if (size > kLetters * hash_size(Hash::md5)) throw std::invalid_argument("tls::crypto::ssl3_prf: too much");
  Bytes result;
  for (std::size_t round = 1; result.size() < size; ++round) {
    const Bytes letters(round, static_cast<std::uint8_t>('A' + round - 1));
    const Bytes more = digest(Hash::md5, {secret, digest(Hash::sha1, {letters, secret, seed})});
    result.insert(result.end(), more.begin(), more.end());
  }
  result.resize(size);
  return result;
}

}  // namespace tls::crypto
