// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/cipher_suite.hpp"
#include "tls/wire/bytes.hpp"

#include <openssl/evp.h>

#include <cstddef>
#include <optional>

namespace tls::crypto {

/// Sizes in octets. A nonce has 12: what the key block gives, and what each record bears with it.
struct AeadSizes {
  std::size_t key = 0;
  std::size_t fixed_nonce = 0;
  std::size_t explicit_nonce = 0;
  std::size_t tag = 0;
};

/// What a suite of TLS 1.2 takes (RFC 5288 section 3, RFC 6655 sections 3 and 4, RFC 7905 section 2). Nothing for what
/// is no AEAD of those documents.
[[nodiscard]] std::optional<AeadSizes> aead_sizes(const CipherSuiteInfo& suite);

/// Does this build of OpenSSL have it?
[[nodiscard]] bool has_aead(const CipherSuiteInfo& suite);

/// AES-GCM, AES-CCM, ARIA-GCM and ChaCha20-Poly1305, from the default provider. Everything here throws CryptoError.
class Aead {
 public:
  /// A suite that has_aead() does not know, or a key of another size: std::invalid_argument.
  Aead(const CipherSuiteInfo& suite, BytesView key);

  /// The ciphertext, and the tag behind it.
  [[nodiscard]] Bytes seal(BytesView nonce, BytesView additional_data, BytesView content) const;
  /// Nothing when the tag does not fit, or when there is not even room for one.
  [[nodiscard]] std::optional<Bytes> open(BytesView nonce, BytesView additional_data, BytesView sealed) const;

 private:
  const EVP_CIPHER* method_;
  Bytes key_;
  std::size_t tag_size_;
};

}  // namespace tls::crypto
