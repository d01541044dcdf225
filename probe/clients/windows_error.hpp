// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/alert_description.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace probe {

/// Whether a document says so, or whether it is concluded from what documents say.
enum class Confidence : std::uint8_t { confirmed, unconfirmed };

/// Where on the way to a connected VPN a code comes up.
enum class ErrorStage : std::uint8_t {
  dns,
  tcp,
  outer_tls,          ///< the TLS handshake with the gateway that SSTP runs in
  outer_certificate,  ///< the same, at the server's certificate
  outer_tls_or_eap,   ///< Schannel says it of either handshake
  sstp,
  ppp,
  authentication,  ///< inside PPP, by password
  eap,             ///< the TLS handshake inside PPP, by certificate
  local,
  behind_connect,
  other_tunnel,  ///< IKEv2's or L2TP's, which Windows tries beside SSTP
};

/// One code that a Windows VPN user may meet.
struct WindowsError {
  std::uint32_t code = 0;    ///< an HRESULT, or a RAS error number (600 to 999)
  std::string_view name;     ///< "WSAECONNRESET"
  std::string_view message;  ///< Microsoft's words
  ErrorStage stage{};
  std::string_view causes;  ///< one a line, the likeliest first; may be empty
  std::string_view checks;  ///< one a line, in the order in which to look; may be empty
  Confidence cause_confidence = Confidence::unconfirmed;
  std::string_view source;
};

/// Every code that is known, ascending.
[[nodiscard]] std::span<const WindowsError> windows_errors();
[[nodiscard]] const WindowsError* find_windows_error(std::uint32_t code);

/// What Schannel makes of a fatal alert that the server sends (Microsoft, "Schannel Error Codes for TLS and SSL
/// Alerts").
[[nodiscard]] std::uint32_t schannel_error_of(tls::AlertDescription alert);

inline constexpr std::uint32_t kConnectionReset = 0x80072746;  ///< WSAECONNRESET
inline constexpr std::uint32_t kTimedOut = 0x8007274C;         ///< WSAETIMEDOUT
inline constexpr std::uint32_t kServerPolicy = 812;            ///< ERROR_SERVER_POLICY

}  // namespace probe
