// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/alert_description_codes.hpp"  // generated: enum class AlertDescription : std::uint8_t

#include <cstdint>
#include <string>

namespace tls {

enum class AlertLevel : std::uint8_t { warning = 1, fatal = 2 };

/// IANA's name ("handshake_failure"), or the number.
[[nodiscard]] std::string to_string(AlertDescription description);

}  // namespace tls
