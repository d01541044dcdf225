// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/alert_description.hpp"
#include "tls/wire/bytes.hpp"
#include "tls/wire/decode_error.hpp"

#include <string>

namespace tls {

/// Alert of RFC 8446 section 6: two octets.
struct Alert {
  AlertLevel level{};
  AlertDescription description{};
  friend bool operator==(const Alert&, const Alert&) = default;
};

/// The record's fragment (no record header).
[[nodiscard]] Bytes encode(const Alert& alert);
[[nodiscard]] Decoded<Alert> decode_alert(BytesView fragment);
/// "fatal handshake_failure (40)".
[[nodiscard]] std::string to_string(const Alert& alert);

}  // namespace tls
