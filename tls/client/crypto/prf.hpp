// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/crypto/hash.hpp"
#include "tls/wire/bytes.hpp"

#include <cstddef>
#include <string_view>

namespace tls::crypto {

/// PRF of TLS 1.0 and 1.1 (RFC 2246 section 5): P_MD5 xor P_SHA-1. Throws CryptoError, as all here.
[[nodiscard]] Bytes tls10_prf(BytesView secret, std::string_view label, BytesView seed, std::size_t size);

/// PRF of TLS 1.2 (RFC 5246 section 5): P_hash alone.
[[nodiscard]] Bytes tls12_prf(Hash hash, BytesView secret, std::string_view label, BytesView seed, std::size_t size);

/// What SSL 3.0 has in place of one (RFC 6101 sections 6.1 and 6.2.2):
/// MD5(secret + SHA('A' + secret + seed)) + MD5(secret + SHA('BB' + secret + seed)) + ..., at most 416 octets.
[[nodiscard]] Bytes ssl3_prf(BytesView secret, BytesView seed, std::size_t size);

}  // namespace tls::crypto
