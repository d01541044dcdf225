// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/legacy/key_schedule.hpp"
#include "tls/client/legacy/problem.hpp"
#include "tls/client/legacy/record_protection.hpp"
#include "tls/client/random_source.hpp"
#include "tls/record/record.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/wire/bytes.hpp"

#include <boost/system/result.hpp>

#include <optional>

namespace tls::legacy {

/// What a record says once its protection is off.
struct PlainRecord {
  ContentType type{};
  Bytes content;
};

/// One end of a connection's records, SSL 3.0 to TLS 1.2: in the clear until there are keys, each direction for itself.
/// For either side of the connection. Throws CryptoError where RecordProtection does.
class RecordChannel {
 public:
  RecordChannel(ProtocolVersion version, RandomSource random);

  void feed(BytesView octets) { records_.feed(octets); }
  /// The next record; nothing when more octets are needed. Of no use after a problem.
  [[nodiscard]] boost::system::result<std::optional<PlainRecord>, Problem> next();
  /// `content` as whole records.
  [[nodiscard]] Bytes seal(ContentType type, BytesView content);

  /// From the next record on: what RFC 5246 section 7.1 calls to make a pending state current.
  void protect_reading(const CipherSuiteInfo& suite, const RecordKeys& keys);
  void protect_writing(const CipherSuiteInfo& suite, const RecordKeys& keys);

 private:
  ProtocolVersion version_;
  RandomSource random_;
  RecordReader records_;
  std::optional<RecordSealer> sealer_;
  std::optional<RecordOpener> opener_;
};

}  // namespace tls::legacy
