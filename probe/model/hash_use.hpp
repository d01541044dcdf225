// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace probe {

/// The hashes of the table; `other` is what has no row of its own (SHA-224, SHA-512, SM3, what EdDSA has inside).
enum class UsedHash : std::uint8_t { md5, sha1, sha256, sha384, other };
inline constexpr std::size_t kUsedHashCount = 5;

/// What a server uses a hash for. An AEAD suite's hash makes keys and no MAC: it stands in no column.
enum class HashPlace : std::uint8_t {
  record_mac,
  handshake_signature,    ///< of ServerKeyExchange, or CertificateVerify in TLS 1.3
  certificate_signature,  ///< of leaves and their issuers; what a root signs itself with proves nothing
  crypto_binding,         ///< SSTP's, [MS-SSTP] 2.2.6: SHA-1 and SHA-256 alone are defined
};
inline constexpr std::size_t kHashPlaceCount = 4;

enum class HashAnswer : std::uint8_t {
  yes,
  no,
  not_seen,  ///< it signed with others, and may still sign with this one when nothing else is offered
  unknown,   ///< something that could tell stayed open
  not_asked,
  not_applicable,
};

struct HashUse {
  HashAnswer answer = HashAnswer::not_asked;
  /// Accepted cells; of certificate_signature: certificates. A server that signs with it only when it is offered
  /// nothing else: yes, and 0.
  std::size_t count = 0;
  friend bool operator==(const HashUse&, const HashUse&) = default;
};

struct HashUseTable {
  std::array<std::array<HashUse, kHashPlaceCount>, kUsedHashCount> uses{};
  [[nodiscard]] const HashUse& at(UsedHash hash, HashPlace place) const {
    return uses[static_cast<std::size_t>(hash)][static_cast<std::size_t>(place)];
  }
  [[nodiscard]] HashUse& at(UsedHash hash, HashPlace place) {
    return uses[static_cast<std::size_t>(hash)][static_cast<std::size_t>(place)];
  }
};
[[nodiscard]] HashUseTable hash_use(const TargetRecord& target);

/// What of the accepted cells would be left if SHA-1 went. SSL 3.0, TLS 1.0 and 1.1 make all their keys with it
/// (RFC 6101 section 6.1, RFC 4346 section 5); later versions need it where the record MAC or the signature that was
/// seen is made with it.
struct WithoutSha1 {
  std::size_t accepted = 0, left = 0;
  std::size_t unsure = 0;  ///< of those left: TLS 1.2 signs something there, and with what was not seen
  std::vector<tls::ProtocolVersion> lost_versions;  ///< accepted today, and with no cell left
};
[[nodiscard]] WithoutSha1 without_sha1(const TargetRecord& target);

}  // namespace probe
