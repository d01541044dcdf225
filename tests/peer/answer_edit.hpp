// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/message/server_hello.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/wire/bytes.hpp"

#include <cstddef>
#include <functional>
#include <optional>

namespace peer {

/// A gateway's answer taken apart: a ServerHello, what follows it in plain handshake records, and the records behind
/// those (of TLS 1.3, encrypted).
struct Answer {
  tls::ProtocolVersion record_version{};
  tls::Bytes server_hello;  ///< the message, header included
  tls::Bytes messages;      ///< the messages behind it
  tls::Bytes records;       ///< whole records
};

/// Nothing when the octets do not begin with a ServerHello: an alert, SSL 2.0, or no answer at all.
[[nodiscard]] std::optional<Answer> take_apart(tls::BytesView octets);

/// As octets again, with handshake records of at most `max_fragment` octets.
[[nodiscard]] tls::Bytes put_together(const Answer& answer, std::size_t max_fragment);

void edit_server_hello(Answer& answer, const std::function<void(tls::ServerHello&)>& edit);

/// Makes the ServerHello name `version`, with supported_versions where RFC 8446 section 4.2.1 has it.
void set_version(tls::ServerHello& hello, tls::ProtocolVersion version);

}  // namespace peer
