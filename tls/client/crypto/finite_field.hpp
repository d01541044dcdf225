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

/// A fresh key over a prime and a generator, big-endian. Nothing when they make no exchange: an even or tiny prime, one
/// of more than kMaxDhBits, a generator outside of 2 to p - 2. Throws CryptoError, as all here.
[[nodiscard]] std::optional<KeyShare> make_finite_field_share(BytesView prime, BytesView generator,
                                                              const RandomSource& random);

/// Diffie-Hellman against the peer's value, over the prime of one's own share. Nothing for a value outside of 2 to
/// p - 2. The secret has no leading zeros (RFC 5246 section 8.1.2).
[[nodiscard]] std::optional<Bytes> finite_field_secret(BytesView prime, BytesView private_value, BytesView peer_value);

/// Both at once.
[[nodiscard]] std::optional<SharedSecret> finite_field_exchange(BytesView prime, BytesView generator,
                                                                BytesView peer_value, const RandomSource& random);

}  // namespace tls::crypto
