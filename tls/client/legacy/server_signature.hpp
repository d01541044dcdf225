// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/legacy/key_exchange.hpp"
#include "tls/client/legacy/problem.hpp"
#include "tls/message/client_hello.hpp"
#include "tls/registry/cipher_suite.hpp"

#include <optional>

namespace tls::legacy {

/// Did the holder of the certificate's key sign the ServerKeyExchange for this handshake? Anonymous: there is nothing
/// to check.
[[nodiscard]] std::optional<Problem> check_server_key_exchange(const CipherSuiteInfo& suite, const ServerKeys& keys,
                                                               const Random& client_random,
                                                               const Random& server_random);

}  // namespace tls::legacy
