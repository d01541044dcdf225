// SPDX-License-Identifier: Apache-2.0
#include "tls/client/crypto/bulk_cipher.hpp"

#include "tls/client/crypto/bulk_ciphers.hpp"

#include <stdexcept>

namespace tls::crypto {
namespace {

class NullCipher final : public BulkCipher {
 public:
  void transform(std::span<std::uint8_t>) override {}
};

}  // namespace

BulkCipherSizes bulk_cipher_sizes(Cipher cipher, std::size_t key_bits) {
  switch (cipher) {
    case Cipher::rc4:
      return {16, 0};
    case Cipher::rc2:
      return {16, 8};
    case Cipher::des:
      return {8, 8};
    case Cipher::des3:
      return {24, 8};
    case Cipher::idea:
      return {16, 8};
    case Cipher::seed:
      return {16, 16};
    case Cipher::aes:
    case Cipher::camellia:
    case Cipher::aria:
      return {key_bits / 8, 16};
    case Cipher::null:
    case Cipher::chacha20_poly1305:
    case Cipher::sm4:
    case Cipher::aegis:
    case Cipher::gost28147:
    case Cipher::kuznyechik:
    case Cipher::magma:
    case Cipher::fortezza:
    case Cipher::ascon:
      return {};
  }
  return {};
}

std::unique_ptr<BulkCipher> make_bulk_cipher(Cipher cipher, BytesView key, BytesView iv, Direction direction) {
  const BulkCipherSizes sizes = bulk_cipher_sizes(cipher, key.size() * 8);
  if (key.size() != sizes.key || iv.size() != sizes.block) {
    throw std::invalid_argument("tls::crypto::make_bulk_cipher: wrong size of key or IV");
  }
  switch (cipher) {
    case Cipher::null:
      return std::make_unique<NullCipher>();
    case Cipher::rc4:
      return make_rc4(key);
    case Cipher::rc2:
      return make_rc2(key, iv, direction);
    case Cipher::des:
      return make_des(key, iv, direction);
    case Cipher::des3:
      return make_des3(key, iv, direction);
    case Cipher::idea:
      return make_idea(key, iv, direction);
    case Cipher::seed:
      return make_seed(key, iv, direction);
    case Cipher::aes:
    case Cipher::camellia:
    case Cipher::aria:
      return make_evp_cbc(cipher, key, iv, direction);
    case Cipher::chacha20_poly1305:
    case Cipher::sm4:
    case Cipher::aegis:
    case Cipher::gost28147:
    case Cipher::kuznyechik:
    case Cipher::magma:
    case Cipher::fortezza:
    case Cipher::ascon:
      return nullptr;
  }
  return nullptr;
}

bool has_bulk_cipher(Cipher cipher) {
  constexpr std::size_t kAnyKeyBits = 128;
  const BulkCipherSizes sizes = bulk_cipher_sizes(cipher, kAnyKeyBits);
  return make_bulk_cipher(cipher, Bytes(sizes.key), Bytes(sizes.block), Direction::encrypt) != nullptr;
}

}  // namespace tls::crypto
