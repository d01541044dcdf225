// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/random_source.hpp"
#include "tls/registry/named_group.hpp"
#include "tls/wire/bytes.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tls::crypto {

/// One side's half of a Diffie-Hellman exchange: what it keeps, and what goes to the peer.
struct KeyShare {
  Bytes private_value;
  Bytes public_value;
};

/// What both sides of a Diffie-Hellman exchange hold, and what goes to the peer.
struct SharedSecret {
  Bytes secret;
  Bytes public_value;
};

/// The elliptic curves that the installed libcrypto has, in the order in which a client of today would prefer them.
[[nodiscard]] const std::vector<NamedGroup>& supported_curves();

/// The supported curve that libcrypto calls so ("prime256v1").
[[nodiscard]] std::optional<NamedGroup> curve_named(const char* openssl_name);

/// libcrypto's name of a curve that ECDSA keys are made on; empty for any other group, and for a curve that it lacks.
[[nodiscard]] std::string openssl_name(NamedGroup group);

/// A fresh key; its point as RFC 8422 section 5.4 and RFC 7748 have it. A curve that is not supported:
/// std::invalid_argument. Throws CryptoError, as all here.
[[nodiscard]] KeyShare make_curve_share(NamedGroup group, const RandomSource& random);

/// ECDH against the peer's point (RFC 8422 section 5.10). Nothing when the point is not on the curve, or when the
/// result is the neutral element or all zero.
[[nodiscard]] std::optional<Bytes> curve_secret(NamedGroup group, BytesView private_value, BytesView peer_point);

/// Both at once.
[[nodiscard]] std::optional<SharedSecret> curve_exchange(NamedGroup group, BytesView peer_point,
                                                         const RandomSource& random);

}  // namespace tls::crypto
