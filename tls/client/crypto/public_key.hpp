// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/crypto/openssl_ptr.hpp"
#include "tls/client/random_source.hpp"
#include "tls/registry/named_group.hpp"
#include "tls/wire/bytes.hpp"

#include <cstddef>
#include <optional>

namespace tls::crypto {

/// The public key of a certificate; null when it cannot be read. The certificate itself is not judged.
[[nodiscard]] PkeyPtr certificate_key(BytesView der);

/// An RSA key from its numbers, big-endian; null when they make none.
[[nodiscard]] PkeyPtr rsa_key(BytesView modulus, BytesView exponent);

[[nodiscard]] bool is_rsa(const EVP_PKEY& key);
[[nodiscard]] std::size_t key_bits(const EVP_PKEY& key);
/// The largest key of that kind that libcrypto computes with: its OPENSSL_RSA_MAX_MODULUS_BITS, and the like.
[[nodiscard]] std::size_t most_bits(const EVP_PKEY& key);

/// RSAES-PKCS1-v1_5 (RFC 8017 section 7.2.1). Nothing when it is no RSA key, or one too small for the message, or so
/// large that libcrypto declines. Throws CryptoError.
[[nodiscard]] std::optional<Bytes> rsa_encrypt(EVP_PKEY& key, BytesView message, const RandomSource& random);

/// RSA's bare operation with the private key: as many octets as the modulus has. Nothing for what is not as long as the
/// modulus, or not below it. Throws CryptoError.
[[nodiscard]] std::optional<Bytes> rsa_decrypt_raw(EVP_PKEY& key, BytesView ciphertext);

/// The numbers of an RSA key, big-endian.
struct RsaNumbers {
  Bytes modulus, exponent;
};
[[nodiscard]] std::optional<RsaNumbers> rsa_numbers(const EVP_PKEY& key);

/// The point of a certificate's key on a named curve: what static ECDH works with.
struct CurvePoint {
  NamedGroup group{};
  Bytes point;
};
[[nodiscard]] std::optional<CurvePoint> curve_point(const EVP_PKEY& key);

/// The numbers of a certificate's Diffie-Hellman key, big-endian: what static DH works with.
struct FiniteFieldKey {
  Bytes prime, generator, public_value;
};
[[nodiscard]] std::optional<FiniteFieldKey> finite_field_key(const EVP_PKEY& key);

}  // namespace tls::crypto
