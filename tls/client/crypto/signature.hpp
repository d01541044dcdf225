// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/crypto/hash.hpp"
#include "tls/client/crypto/openssl_ptr.hpp"
#include "tls/registry/signature_scheme.hpp"
#include "tls/wire/bytes.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace tls::crypto {

enum class SignatureCheck : std::uint8_t {
  good,
  bad,
  wrong_key,    ///< the scheme is not one of that key's kind
  unsupported,  ///< libcrypto has no such scheme or key
};

/// What a scheme hashes with; nothing for what libcrypto's names do not say.
[[nodiscard]] std::optional<Hash> hash_of(SignatureHash hash);

/// The schemes that verify_signature() understands, those first that a client of today would prefer.
[[nodiscard]] const std::vector<SignatureScheme>& supported_schemes();

/// TLS 1.2 (RFC 5246 section 4.7, RFC 8446 section 4.2.3): the scheme says what the key signed with.
[[nodiscard]] SignatureCheck verify_signature(EVP_PKEY& key, SignatureScheme scheme, BytesView message,
                                              BytesView signature);

/// SSL 3.0 to TLS 1.1 (RFC 4346 section 7.4.3): RSA signs MD5 and SHA-1 side by side, DSA and ECDSA sign SHA-1.
[[nodiscard]] SignatureCheck verify_signature(EVP_PKEY& key, BytesView message, BytesView signature);

}  // namespace tls::crypto
