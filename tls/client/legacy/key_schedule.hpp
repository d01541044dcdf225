// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/crypto/hash.hpp"
#include "tls/message/client_hello.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/wire/bytes.hpp"

#include <cstdint>
#include <optional>

namespace tls::legacy {

enum class Side : std::uint8_t { client, server };

/// What protects the records that one side writes.
struct RecordKeys {
  Bytes mac, key, iv;
};

struct TrafficKeys {
  RecordKeys client, server;
};

/// The secrets of one handshake of SSL 3.0 to TLS 1.2. A transcript is the handshake messages so far with their
/// headers, as they were sent. Everything here throws CryptoError where libcrypto lacks a hash.
class KeySchedule {
 public:
  KeySchedule(ProtocolVersion version, const CipherSuiteInfo& suite, const Random& client, const Random& server)
      : version_(version), suite_(&suite), client_(client), server_(server) {}

  [[nodiscard]] Bytes master_secret(BytesView premaster) const;
  /// RFC 7627 section 4; the transcript ends with the ClientKeyExchange.
  [[nodiscard]] Bytes extended_master_secret(BytesView premaster, BytesView transcript) const;
  [[nodiscard]] TrafficKeys traffic_keys(BytesView master) const;
  /// The body of that side's Finished.
  [[nodiscard]] Bytes verify_data(BytesView master, Side side, BytesView transcript) const;

 private:
  [[nodiscard]] Bytes prf(BytesView secret, std::string_view label, BytesView seed, std::size_t size) const;
  [[nodiscard]] Bytes transcript_hash(BytesView transcript) const;
  void weaken(TrafficKeys& keys, std::size_t key_size, std::size_t iv_size) const;

  ProtocolVersion version_;
  const CipherSuiteInfo* suite_;
  Random client_, server_;
};

/// The hash of a suite's record MAC; nothing for NULL and for what is no HMAC.
[[nodiscard]] std::optional<crypto::Hash> mac_hash(const CipherSuiteInfo& suite);

}  // namespace tls::legacy
