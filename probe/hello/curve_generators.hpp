// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/named_group.hpp"
#include "tls/wire/bytes.hpp"

namespace probe {

/// The curve's base point as published, uncompressed (SEC 1 section 2.3.3): a valid public key whose private key is 1.
/// Empty for a group that is no Weierstrass curve of TLS 1.3.
[[nodiscard]] tls::BytesView curve_generator(tls::NamedGroup group);

}  // namespace probe
