// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/crypto/hash.hpp"
#include "tls/record/record.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/wire/bytes.hpp"

#include <cstddef>
#include <cstdint>

namespace tls::crypto {

/// One record as its MAC sees it.
struct MacInput {
  std::uint64_t sequence = 0;
  ContentType type{};
  BytesView content;
};

/// What a MAC covers before the content, and what an AEAD takes as additional data (RFC 5246 section 6.2.3):
/// seq_num + type + version + length.
[[nodiscard]] Bytes record_pseudo_header(ProtocolVersion version, std::uint64_t sequence, ContentType type,
                                         std::size_t size);

/// The MAC of SSL 3.0 (RFC 6101 section 5.2.3.1), which is not quite HMAC, or of TLS 1.0 to 1.2 (RFC 5246 section
/// 6.2.3.1), which is. Throws CryptoError.
[[nodiscard]] Bytes record_mac(ProtocolVersion version, Hash hash, BytesView key, const MacInput& input);

}  // namespace tls::crypto
