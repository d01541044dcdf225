// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/client.hpp"
#include "tls/message/client_hello.hpp"

namespace tls::legacy {

/// The hello of one cell, SSL 3.0 to TLS 1.2: no session, no compression, no tickets, no encrypt-then-MAC. SSL 3.0 has
/// no extensions.
[[nodiscard]] ClientHello make_hello(const ClientConfig& config, const Random& random);

}  // namespace tls::legacy
