// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/hello/hello_shape.hpp"
#include "tls/message/extension.hpp"
#include "tls/registry/named_group.hpp"

#include <optional>

namespace probe {

/// A well-formed public key of ours in that group, as TLS 1.3 wants it in key_share; nothing for a group that TLS 1.3
/// does not have. A server that checks it finds nothing wrong with it; but no secret comes of it, since the
/// private key of the classical part is 1 and of ML-KEM nobody has one. For handshakes that are never finished.
[[nodiscard]] std::optional<tls::KeyShareEntry> client_share(tls::NamedGroup group, const RandomSource& random);

}  // namespace probe
