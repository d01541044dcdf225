// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/transcript.hpp"
#include "tls/wire/bytes.hpp"

#include <optional>
#include <string>

namespace probe::capture {

/// The octets of one exchange.
struct ExchangeOctets {
  tls::Bytes sent, received;
  std::optional<TranscriptEnd> end;  ///< the first that a packet shows; nothing: it stayed open
};

/// Removes what was said to a proxy ("http://...", "socks5://...", empty: none) and what it answered, as far as both
/// are there.
void skip_proxy(const std::string& proxy, ExchangeOctets& octets);

}  // namespace probe::capture
