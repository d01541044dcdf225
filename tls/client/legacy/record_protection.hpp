// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/crypto/bulk_cipher.hpp"
#include "tls/client/crypto/hash.hpp"
#include "tls/client/legacy/key_schedule.hpp"
#include "tls/client/random_source.hpp"
#include "tls/record/record.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/wire/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace tls::legacy {

/// What both directions of a protected connection know: MAC then encrypt, in a stream or in CBC (RFC 5246 section
/// 6.2.3). For either side of the connection. A suite that carries() does not know: std::invalid_argument.
class RecordProtection {
 public:
  RecordProtection(ProtocolVersion version, const CipherSuiteInfo& suite, const RecordKeys& keys,
                   crypto::Direction direction);

  /// Does this build of OpenSSL have what protects the records of that suite?
  [[nodiscard]] static bool carries(const CipherSuiteInfo& suite);

 protected:
  [[nodiscard]] Bytes next_mac(ContentType type, BytesView content);
  [[nodiscard]] bool has_explicit_iv() const { return block_ != 0 && version_ >= ProtocolVersion::TLSv1_1; }

  ProtocolVersion version_;
  crypto::Hash hash_{};
  Bytes mac_key_;
  std::size_t block_;  ///< 0 for a stream cipher
  std::unique_ptr<crypto::BulkCipher> cipher_;

 private:
  std::uint64_t sequence_ = 0;
};

/// Writes protected records.
class RecordSealer : private RecordProtection {
 public:
  RecordSealer(ProtocolVersion version, const CipherSuiteInfo& suite, const RecordKeys& keys, RandomSource random);
  /// `content` as whole records, headers included: as many as it needs. Application data in CBC up to TLS 1.0 is split
  /// after its first octet, against BEAST. Throws CryptoError.
  [[nodiscard]] Bytes seal(ContentType type, BytesView content);

 private:
  [[nodiscard]] Bytes seal_one(ContentType type, BytesView content);

  RandomSource random_;
};

enum class RecordFault : std::uint8_t { bad_length, bad_padding, bad_mac, too_long };
[[nodiscard]] std::string_view describe(RecordFault fault);

/// A record's content, or what is wrong with it.
struct OpenedRecord {
  std::optional<RecordFault> fault;
  Bytes content;
};

/// Reads protected records.
class RecordOpener : private RecordProtection {
 public:
  RecordOpener(ProtocolVersion version, const CipherSuiteInfo& suite, const RecordKeys& keys)
      : RecordProtection(version, suite, keys, crypto::Direction::decrypt) {}
  /// In the order in which they came; of no use after a fault. Throws CryptoError.
  [[nodiscard]] OpenedRecord open(ContentType type, BytesView fragment);

 private:
  /// What a block cipher's padding measures, its length octet included.
  [[nodiscard]] std::optional<std::size_t> padding_size(BytesView padded) const;
};

}  // namespace tls::legacy
