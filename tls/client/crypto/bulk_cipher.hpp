// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/cipher_suite.hpp"
#include "tls/wire/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace tls::crypto {

enum class Direction : std::uint8_t { encrypt, decrypt };

/// A stream cipher, or a block cipher in CBC mode. What it leaves behind carries on: the key stream, or the last
/// block of ciphertext.
class BulkCipher {
 public:
  virtual ~BulkCipher() = default;
  /// In place. A block cipher takes whole blocks. Throws CryptoError.
  virtual void transform(std::span<std::uint8_t> data) = 0;
};

/// Sizes in octets. A stream cipher's block is 0.
struct BulkCipherSizes {
  std::size_t key = 0;
  std::size_t block = 0;
};

/// nullptr when has_bulk_cipher() says no. A key or IV of another size than the cipher has: std::invalid_argument.
[[nodiscard]] std::unique_ptr<BulkCipher> make_bulk_cipher(Cipher cipher, BytesView key, BytesView iv,
                                                           Direction direction);

/// What a whole key of that cipher measures; `key_bits` (128 or 256) matters to AES, Camellia and ARIA alone.
[[nodiscard]] BulkCipherSizes bulk_cipher_sizes(Cipher cipher, std::size_t key_bits);

/// Does this build of OpenSSL have it? A build can leave each of them out.
[[nodiscard]] bool has_bulk_cipher(Cipher cipher);

}  // namespace tls::crypto
