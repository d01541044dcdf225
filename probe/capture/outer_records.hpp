// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/capture/exchange_octets.hpp"
#include "probe/model/outcome.hpp"
#include "tls/registry/protocol_version.hpp"

namespace probe::capture {

/// The highest rung that the records of an exchange leave possible, by their types alone: behind a finished handshake
/// both sides have sent encrypted records, an HTTP answer is one more from each, a Call Connect Ack two.
[[nodiscard]] Rung highest_rung(tls::ProtocolVersion version, const ExchangeOctets& octets);

}  // namespace probe::capture
