// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/crypto/curve.hpp"
#include "tls/client/random_source.hpp"
#include "tls/wire/bytes.hpp"

#include <cstddef>
#include <optional>

namespace tls::crypto {

/// The largest prime that is worked with: one multiplication more would let a peer keep us busy.
inline constexpr std::size_t kMaxDhBits = 10'000;

/// Diffie-Hellman with a fresh key over the peer's prime and generator, big-endian. Nothing when the numbers make no
/// exchange: an even or tiny prime, one of more than kMaxDhBits, a generator or public value outside of 2 to p - 2.
/// The secret has no leading zeros (RFC 5246 section 8.1.2). Throws CryptoError.
[[nodiscard]] std::optional<SharedSecret> finite_field_exchange(BytesView prime, BytesView generator,
                                                                BytesView peer_value, const RandomSource& random);

}  // namespace tls::crypto
