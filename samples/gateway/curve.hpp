// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/openssl_ptr.hpp"
#include "tls/registry/named_group.hpp"

namespace gateway {

/// A fresh key on an elliptic curve (X25519 and X448 among them); null when the installed OpenSSL has no such curve.
[[nodiscard]] PkeyPtr generate_curve_key(tls::NamedGroup group);

}  // namespace gateway
