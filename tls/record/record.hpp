// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/protocol_version.hpp"
#include "tls/wire/bytes.hpp"
#include "tls/wire/decode_error.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace tls {

/// ContentType of RFC 8446 section 5.1. Open.
enum class ContentType : std::uint8_t {
  change_cipher_spec = 20,
  alert = 21,
  handshake = 22,
  application_data = 23,
  heartbeat = 24
};

/// A record as it stood on the wire; the fragment may be encrypted.
struct Record {
  ContentType type{};
  ProtocolVersion version{};
  Bytes fragment;
  friend bool operator==(const Record&, const Record&) = default;
};

/// RFC 5246 section 6.2.3: TLSCiphertext.length must not exceed 2^14 + 2048.
inline constexpr std::size_t kMaxCiphertextFragment = (1U << 14) + 2048;
inline constexpr std::size_t kMaxPlaintextFragment = 1U << 14;
inline constexpr std::size_t kRecordHeaderSize = 5;

/// `payload` as one record, or as several of at most `max_fragment` octets. An empty payload makes one empty record.
[[nodiscard]] Bytes encode_records(ContentType type, ProtocolVersion version, BytesView payload,
                                   std::size_t max_fragment = kMaxPlaintextFragment);

/// Cuts a byte stream into records, whatever way the transport fragments it. Call next() until it has nothing before
/// feeding again: then at most one record's octets are kept beyond what was fed last.
class RecordReader {
 public:
  /// Dropped after an error.
  void feed(BytesView bytes);

  /// The next whole record; nothing when more octets are needed. An unknown content type, a major version other
  /// than 3 or an oversized length is an error as soon as that octet is there, and stays. Offsets are in the record.
  [[nodiscard]] Decoded<std::optional<Record>> next();

  /// Octets fed but not yet returned as a record.
  [[nodiscard]] BytesView pending() const { return BytesView(buffer_).subspan(start_); }

 private:
  Bytes buffer_;
  std::size_t start_ = 0;
  std::optional<DecodeError> error_;
};

}  // namespace tls
