// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/profile.hpp"
#include "tls/registry/cipher_suite.hpp"

#include <optional>
#include <span>
#include <string>

namespace gateway {

/// Why the sample gateway cannot play a suite with these certificates; nothing when it can.
[[nodiscard]] std::optional<std::string> why_not_playable(const tls::CipherSuiteInfo& suite,
                                                          std::span<const CertificateSpec> certificates);

/// The kind of certificate that a suite sends in SSL 2.0 to TLS 1.2; nothing for anonymous suites and for TLS 1.3.
[[nodiscard]] std::optional<KeyKind> certificate_kind(const tls::CipherSuiteInfo& suite);

}  // namespace gateway
