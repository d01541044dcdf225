// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/random_source.hpp"
#include "tls/registry/named_group.hpp"
#include "tls/wire/bytes.hpp"

#include <optional>
#include <vector>

namespace tls::crypto {

/// What both sides of a Diffie-Hellman exchange hold, and what goes to the peer.
struct SharedSecret {
  Bytes secret;
  Bytes public_value;
};

/// The elliptic curves that the installed libcrypto has, in the order in which a client of today would prefer them.
[[nodiscard]] const std::vector<NamedGroup>& supported_curves();

/// The supported curve that libcrypto calls so ("prime256v1").
[[nodiscard]] std::optional<NamedGroup> curve_named(const char* openssl_name);

/// ECDH with a fresh key against the peer's point (RFC 8422 section 5.10). Nothing when the point is not on the curve,
/// or when the result is the neutral element or all zero. A curve that is not supported: std::invalid_argument.
/// Throws CryptoError.
[[nodiscard]] std::optional<SharedSecret> curve_exchange(NamedGroup group, BytesView peer_point,
                                                         const RandomSource& random);

}  // namespace tls::crypto
