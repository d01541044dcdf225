// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/handshake_report.hpp"
#include "tls/message/alert.hpp"
#include "tls/message/server_hello.hpp"
#include "tls/message/server_key_exchange.hpp"
#include "tls/wire/bytes.hpp"

#include <string>
#include <string_view>

/// What a report takes from the peer's messages, whichever machine read them.
namespace tls {

void note_server_hello(HandshakeReport& report, const ServerHello& hello);
void note_server_key_exchange(HandshakeReport& report, const ServerKeyExchange& message);
/// Keeps the first few.
void note_warning(HandshakeReport& report, const Alert& alert);

/// An NSS key log line: the label, the client's random and the secret, in hexadecimal.
[[nodiscard]] std::string key_log_line(std::string_view label, BytesView client_random, BytesView secret);

}  // namespace tls
