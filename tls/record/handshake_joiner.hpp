// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/message/handshake_type.hpp"
#include "tls/wire/bytes.hpp"
#include "tls/wire/decode_error.hpp"

#include <cstddef>
#include <optional>

namespace tls {

/// One handshake message: `raw` with its four-octet header (what transcripts hash), `body()` without.
struct HandshakeMessage {
  HandshakeType type{};
  Bytes raw;
  [[nodiscard]] BytesView body() const { return BytesView(raw).subspan(4); }
};

/// Joins handshake messages that were cut across records, and cuts apart those that share one (RFC 5246 section 6.2.1).
/// A message whose header claims more than `max_message` octets is an error at once, before those octets are kept. Call
/// next() until it has nothing before feeding again: then at most `max_message` octets and a header are kept beyond
/// what was fed last.
class HandshakeJoiner {
 public:
  static constexpr std::size_t kDefaultMaxMessage = 128 * 1024;
  explicit HandshakeJoiner(std::size_t max_message = kDefaultMaxMessage) : max_message_(max_message) {}

  /// Dropped after an error.
  void feed(BytesView fragment);
  /// The next whole message; nothing when more octets are needed. An error stays.
  [[nodiscard]] Decoded<std::optional<HandshakeMessage>> next();
  [[nodiscard]] bool empty() const { return buffer_.size() == start_; }

 private:
  std::size_t max_message_;
  Bytes buffer_;
  std::size_t start_ = 0;
  std::optional<DecodeError> error_;
};

}  // namespace tls
