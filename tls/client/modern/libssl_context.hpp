// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/client.hpp"
#include "tls/client/crypto/openssl_ptr.hpp"
#include "tls/registry/protocol_version.hpp"

#include <string>
#include <variant>

namespace tls::modern {

/// A context for exactly that version, without libssl's limits on strength, whatever openssl.cnf says. Null when libssl
/// has no such version.
[[nodiscard]] crypto::SslCtxPtr unlimited_context(ProtocolVersion version);

/// The context of one cell, with the groups and signature schemes of `config`; or why libssl cannot make it.
[[nodiscard]] std::variant<crypto::SslCtxPtr, std::string> cell_context(const ClientConfig& config);

}  // namespace tls::modern
