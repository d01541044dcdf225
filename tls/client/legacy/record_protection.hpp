// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/crypto/aead.hpp"
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

/// What both directions of a protected connection know: MAC then encrypt, in a stream or in CBC, or an AEAD (RFC 5246
/// section 6.2.3). For either side of the connection. A suite that carries() does not know: std::invalid_argument.
class RecordProtection {
 public:
  RecordProtection(ProtocolVersion version, const CipherSuiteInfo& suite, const RecordKeys& keys,
                   crypto::Direction direction);

  /// Does this build of OpenSSL have what protects the records of that suite?
  [[nodiscard]] static bool carries(const CipherSuiteInfo& suite);

 protected:
  [[nodiscard]] Bytes next_mac(ContentType type, BytesView content);
  /// Of TLS 1.2's AEADs; `size` is the content's.
  [[nodiscard]] Bytes next_additional_data(ContentType type, std::size_t size);
  [[nodiscard]] Bytes nonce(BytesView explicit_part) const;
  [[nodiscard]] Bytes sequence_octets() const;
  [[nodiscard]] bool has_explicit_iv() const { return block_ != 0 && version_ >= ProtocolVersion::TLSv1_1; }

  ProtocolVersion version_;
  crypto::Hash hash_{};
  Bytes mac_key_;
  std::size_t block_ = 0;  ///< 0 for a stream cipher and for an AEAD
  std::unique_ptr<crypto::BulkCipher> cipher_;
  std::optional<crypto::Aead> aead_;  ///< in the place of MAC and cipher
  std::size_t explicit_nonce_ = 0;
  std::size_t tag_ = 0;

 private:
  Bytes fixed_nonce_;
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
  [[nodiscard]] Bytes seal_by_aead(ContentType type, BytesView content);

  RandomSource random_;
};

enum class RecordFault : std::uint8_t { bad_length, bad_padding, bad_mac, too_long };
[[nodiscard]] std::string_view describe(RecordFault fault);

/// A record's content, or what is wrong with it.
struct OpenedRecord {
  std::optional<RecordFault> fault;
  Bytes content;
};

/// Whether a block cipher's MAC lies inside of what it encrypts, or behind that (RFC 7366).
enum class MacOrder : std::uint8_t { mac_then_encrypt, encrypt_then_mac };

/// Reads protected records.
class RecordOpener : private RecordProtection {
 public:
  RecordOpener(ProtocolVersion version, const CipherSuiteInfo& suite, const RecordKeys& keys,
               MacOrder order = MacOrder::mac_then_encrypt)
      : RecordProtection(version, suite, keys, crypto::Direction::decrypt), order_(order) {}
  /// In the order in which they came; of no use after a fault. Throws CryptoError.
  [[nodiscard]] OpenedRecord open(ContentType type, BytesView fragment);

 private:
  [[nodiscard]] OpenedRecord open_by_aead(ContentType type, BytesView fragment);
  /// What a block cipher's padding measures, its length octet included.
  [[nodiscard]] std::optional<std::size_t> padding_size(BytesView padded) const;
  [[nodiscard]] OpenedRecord open_behind_mac(ContentType type, BytesView fragment);

  MacOrder order_;
};

}  // namespace tls::legacy
