// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/message/alert.hpp"
#include "tls/wire/bytes.hpp"
#include "tls/wire/decode_error.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace probe {

/// Cuts alerts out of alert records. RFC 5246 section 6.2.1 lets "multiple client messages of the same ContentType"
/// share a record and one message stand in several; some servers send each octet in a record of its own.
class AlertJoiner {
 public:
  [[nodiscard]] tls::Decoded<std::vector<tls::Alert>> feed(tls::BytesView fragment);

 private:
  std::optional<std::uint8_t> level_;  ///< of an alert whose description has not come yet
};

}  // namespace probe
