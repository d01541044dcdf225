// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/peer/misbehaviour.hpp"
#include "tls/message/client_hello.hpp"
#include "tls/registry/alert_description.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/wire/bytes.hpp"

#include <optional>

namespace peer {

/// Answers that no gateway gives, as octets on the wire.
[[nodiscard]] tls::Bytes alert_answer(tls::AlertLevel level, tls::AlertDescription description,
                                      tls::ProtocolVersion version);
[[nodiscard]] tls::Bytes http_answer();
[[nodiscard]] tls::Bytes garbage_answer();
[[nodiscard]] tls::Bytes garbled_hello_answer();
[[nodiscard]] tls::Bytes huge_record_answer();

enum class RetryGroup { offered, unoffered };
/// A HelloRetryRequest; nothing when the hello does not offer TLS 1.3.
[[nodiscard]] std::optional<tls::Bytes> retry_answer(const tls::ClientHello& hello, RetryGroup group);

/// A suite that is defined for the version and stands in the registry but not in the hello.
[[nodiscard]] tls::CipherSuite unoffered_suite(const tls::ClientHello& hello, tls::ProtocolVersion version);

}  // namespace peer
