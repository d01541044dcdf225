// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/wire/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace tls::crypto {

enum class Hash : std::uint8_t { md5, sha1, sha224, sha256, sha384, sha512 };

[[nodiscard]] std::size_t hash_size(Hash hash);

/// The hash of the parts, one after the other. Throws CryptoError.
[[nodiscard]] Bytes digest(Hash hash, std::initializer_list<BytesView> parts);

/// HMAC of RFC 2104 over the parts, one after the other. Throws CryptoError.
[[nodiscard]] Bytes hmac(Hash hash, BytesView key, std::initializer_list<BytesView> parts);

[[nodiscard]] Bytes concatenate(std::initializer_list<BytesView> parts);

}  // namespace tls::crypto
