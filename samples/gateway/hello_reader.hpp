// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/message/client_hello.hpp"
#include "tls/message/ssl2.hpp"
#include "tls/record/handshake_joiner.hpp"
#include "tls/record/record.hpp"
#include "tls/wire/bytes.hpp"
#include "tls/wire/decode_error.hpp"

#include <cstddef>
#include <optional>
#include <variant>

namespace gateway {

/// A client's first message, in either format.
struct ReceivedHello {
  std::variant<tls::ClientHello, tls::ssl2::ClientHello> message;
  tls::Bytes octets;     ///< as the transcript of a handshake has it
  std::size_t size = 0;  ///< octets that have come so far, record headers included
};

/// Finds the ClientHello at the start of a connection. Keeps no more than a record and a handshake message may have.
class HelloReader {
 public:
  void feed(tls::BytesView octets);
  /// Nothing: more octets are needed. A first message that is no hello is an error. After one hello the reader reads
  /// on for the next, as a server does that has sent a HelloRetryRequest.
  [[nodiscard]] tls::Decoded<std::optional<ReceivedHello>> next();
  /// The octets that came behind the record of the last hello. Nothing when that record held the start of another
  /// message: a client has none to send before it is answered.
  [[nodiscard]] std::optional<tls::Bytes> rest() const;

 private:
  enum class Format { unknown, ssl2, tls };
  tls::Decoded<std::optional<ReceivedHello>> next_ssl2();
  tls::Decoded<std::optional<ReceivedHello>> next_tls();

  Format format_ = Format::unknown;
  std::size_t received_ = 0;
  tls::Bytes first_;  ///< until the format is known, and of SSL 2.0
  tls::RecordReader records_;
  tls::HandshakeJoiner messages_;
};

/// RFC 5246 appendix E.2: what an SSL 2.0 CLIENT-HELLO of a client that knows better amounts to.
[[nodiscard]] tls::ClientHello to_tls_hello(const tls::ssl2::ClientHello& hello);

}  // namespace gateway
