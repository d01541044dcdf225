// SPDX-License-Identifier: Apache-2.0
#include "tls/message/alert.hpp"

#include "tls/wire/reader.hpp"

#include <string_view>

namespace tls {
namespace {

std::string_view name(AlertLevel level) {
  switch (level) {
    case AlertLevel::warning:
      return "warning";
    case AlertLevel::fatal:
      return "fatal";
  }
  return "unknown level";
}

}  // namespace

Bytes encode(const Alert& alert) {
  return {static_cast<std::uint8_t>(alert.level), static_cast<std::uint8_t>(alert.description)};
}

Decoded<Alert> decode_alert(BytesView fragment) {
  Reader in(fragment);
  Alert alert;
  alert.level = AlertLevel{in.u8("level")};
  // RFC 5246 7.2: "enum { warning(1), fatal(2), (255) } AlertLevel;"
  if (alert.level != AlertLevel::warning && alert.level != AlertLevel::fatal) {
    in.fail(DecodeFault::illegal_value, "level");
  }
  alert.description = AlertDescription{in.u8("description")};
  in.end("Alert");
  return in.outcome(alert);
}

std::string to_string(const Alert& alert) {
  const std::string number = std::to_string(static_cast<unsigned>(alert.description));
  const std::string description = to_string(alert.description);
  std::string text(name(alert.level));
  text += ' ';
  return text + (description == number ? number : description + " (" + number + ")");
}

}  // namespace tls
