// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/named_group.hpp"
#include "tls/wire/bytes.hpp"

#include <optional>

namespace gateway {

/// An ephemeral key on a curve. "Ephemeral" for a sample: one for the life of the process, so that handshakes are
/// cheap.
struct CurveShare {
  tls::NamedGroup group{};
  tls::Bytes private_value;
  tls::Bytes point;  ///< as in ServerECDHParams: uncompressed, or RFC 7748's octets
};

/// Nothing when the installed OpenSSL does not have the curve.
[[nodiscard]] std::optional<CurveShare> make_curve_share(tls::NamedGroup group);

/// An ephemeral Diffie-Hellman key; the same holds.
struct DhShare {
  tls::Bytes p, g, public_value;  ///< as in ServerDHParams
  tls::Bytes private_value;
};

/// Over a well-known safe prime of 512, 768, 1024, 1536, 2048, 3072 or 4096 bits.
[[nodiscard]] DhShare make_dh_share(unsigned bits);

}  // namespace gateway
