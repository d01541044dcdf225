// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/gateway.hpp"
#include "tls/message/client_hello.hpp"
#include "tls/registry/alert_description.hpp"

#include <optional>
#include <variant>

namespace gateway {

/// What a gateway of SSL 3.0 to TLS 1.2 takes from a ClientHello. Borrows from the Gateway and from the registry.
struct Selection {
  tls::ProtocolVersion version{};
  const tls::CipherSuiteInfo* suite = nullptr;
  const Credential* credential = nullptr;      ///< nullptr for an anonymous suite
  const CurveShare* curve_share = nullptr;     ///< ECDHE
  std::optional<tls::SignatureScheme> scheme;  ///< of a TLS 1.2 ServerKeyExchange that is signed
};

/// The version that profile and client share (RFC 5246 appendix E.1, RFC 8446 section 4.2.1); an alert when none.
[[nodiscard]] std::variant<tls::ProtocolVersion, tls::AlertDescription> choose_version(const Profile& profile,
                                                                                       const tls::ClientHello& hello);

/// The suite and all that hangs on it, for a version up to TLS 1.2; an alert when nothing is shared.
[[nodiscard]] std::variant<Selection, tls::AlertDescription> choose_suite(const Gateway& gateway,
                                                                          tls::ProtocolVersion version,
                                                                          const tls::ClientHello& hello);

}  // namespace gateway
