// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/forecast.hpp"

#include <cstdint>
#include <optional>

namespace probe {

/// What the server did with a client's own hello.
struct Observed {
  enum class Kind : std::uint8_t {
    not_sent,
    selected,  ///< a ServerHello came
    alert,
    closed,   ///< every time, between controls that succeeded
    silent,   ///< the same
    unclear,  ///< anything else: it tells nothing
  };
  Kind kind = Kind::not_sent;
  std::optional<tls::ProtocolVersion> version;
  std::optional<tls::CipherSuite> suite;
  std::optional<tls::AlertDescription> alert;
  ExchangeId exchange = 0;
};
/// As the judge rules on the record's exchanges.
[[nodiscard]] Observed observed(const TargetRecord& target, const Forecast& forecast);

enum class Agreement : std::uint8_t {
  not_compared,  ///< it was not sent, or one of the two tells nothing
  agrees,
  mismatch,
};
/// Whether the server's answer bears the forecast of the outer handshake out.
[[nodiscard]] Agreement compare(const Forecast& forecast, const Observed& seen);

}  // namespace probe
