// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/wire/bytes.hpp"
#include "tls/wire/decode_error.hpp"

#include <cstddef>
#include <vector>

namespace tls {

/// The chain as sent, leaf first, each certificate as DER (RFC 5246 section 7.4.2). Not parsed further here.
struct CertificateMessage {
  static constexpr std::size_t kMaxChain = 64;             ///< certificates that are kept
  static constexpr std::size_t kMaxListSize = 128 * 1024;  ///< octets of certificate_list

  std::vector<Bytes> chain;
  friend bool operator==(const CertificateMessage&, const CertificateMessage&) = default;
};

[[nodiscard]] Bytes encode(const CertificateMessage& message);
/// SSL 3.0 to TLS 1.2. An empty chain is well formed; one beyond the bounds is an error.
[[nodiscard]] Decoded<CertificateMessage> decode_certificate(BytesView body);

}  // namespace tls
