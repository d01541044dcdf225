// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/protocol_version.hpp"
#include "tls/registry/signature_scheme.hpp"
#include "tls/wire/bytes.hpp"
#include "tls/wire/decode_error.hpp"

#include <cstddef>
#include <vector>

namespace tls {

/// CertificateRequest of SSL 3.0 to TLS 1.2 (RFC 5246 section 7.4.4).
struct CertificateRequest {
  static constexpr std::size_t kMaxAuthorities = 2048;  ///< names that are kept; more are an error

  Bytes certificate_types;
  std::vector<SignatureScheme> signature_schemes;  ///< TLS 1.2 only
  std::vector<Bytes> authorities;                  ///< DER distinguished names
  friend bool operator==(const CertificateRequest&, const CertificateRequest&) = default;
};

[[nodiscard]] Bytes encode(const CertificateRequest& message, ProtocolVersion version);
[[nodiscard]] Decoded<CertificateRequest> decode_certificate_request(BytesView body, ProtocolVersion version);

}  // namespace tls
