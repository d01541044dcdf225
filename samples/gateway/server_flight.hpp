// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/gateway.hpp"
#include "samples/gateway/selection.hpp"
#include "tls/message/client_hello.hpp"
#include "tls/message/server_hello.hpp"
#include "tls/message/ssl2.hpp"
#include "tls/wire/bytes.hpp"

namespace gateway {

/// ServerHello to ServerHelloDone, and what they settle.
struct ServerFlight {
  tls::Bytes messages;   ///< not yet in records
  tls::Random random{};  ///< of the ServerHello
  bool extended_master_secret = false;
};

/// Of SSL 3.0 to TLS 1.2. `random` is the server's; who knows TLS 1.3 overwrites its end.
[[nodiscard]] ServerFlight server_flight(const Gateway& gateway, const tls::ClientHello& hello,
                                         const Selection& selection, const tls::Random& random);

/// SERVER-HELLO with the kinds that client and profile share, a whole record; an ERROR record when they share none.
[[nodiscard]] tls::Bytes ssl2_answer(const Gateway& gateway, const tls::ssl2::ClientHello& hello,
                                     tls::BytesView connection_id);

}  // namespace gateway
